# The commands, in front of CMake and npm. `make` alone lists them.

SHELL := bash
export WEFT_DEPS ?= $(CURDIR)/.deps
PORT ?= 8080
ENV = source "$(WEFT_DEPS)/env.sh"

.PHONY: help demo selftest test spec train examples docs bench bench-web figures format clean native wasm web package

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-9s %s\n", $$1, $$2 }' Makefile

demo: web ## train in the browser: builds and serves the page on http://localhost:8080 (PORT=...)
	@data=$$(.setup/data.sh) && $(ENV) && \
	  exec "$$NODE" web/serve.mjs --port="$(PORT)" $${data:+--data "$$data"}

selftest: ## the same with weft's C++ tests in it, which take minutes to build: the page's self-test runs them
	@.setup/setup.sh test
	@.setup/build.sh wasm -DWEFT_TESTS=ON -DWEFT_BENCH=OFF
	@$(MAKE) --no-print-directory demo

test: ## build everything and run every test; the last line is 'N passed, N failed'
	@tests/run.sh

spec: ## which tests show which row of the specification, by the last `make test`
	@if [ -e "$(WEFT_DEPS)/env.sh" ]; then $(ENV); fi && "$${NODE:-node}" tests/spec.mjs build/reports

train: native ## train the MLP in the terminal (ARGS='--epochs 3 --hidden 512' ...)
	@$(if $(findstring --data,$(ARGS)),,.setup/data.sh >/dev/null &&) build/native/weft train mlp $(ARGS)

examples: ## the book's chapters as programs, in build/native/examples
	@.setup/setup.sh native
	@.setup/build.sh native -DWEFT_TESTS=OFF -DWEFT_BENCH=OFF -DWEFT_EXAMPLES=ON

docs: native ## the references of both APIs, in build/docs/cpp and build/docs/js
	@.setup/setup.sh docs web
	@doxygen core/Doxyfile && echo 'build/docs/cpp/index.html'
	@$(ENV) && npm --prefix wasm run --silent docs && echo 'build/docs/js/index.html'

bench: ## measure beside the rivals, into build/bench/report.md (ARGS='--quick --rows gemm --rivals openblas,eigen')
	@.setup/setup.sh native bench
	@bench/build.sh
	@$(ENV) && "$${NODE:-node}" bench/run.mjs $(ARGS)

bench-web: native wasm ## the same in Chromium and Node, into build/bench/report-web.md (ARGS='--quick --rows epoch')
	@.setup/setup.sh bench-web
	@$(ENV) && "$$NODE" $$NODE_FLAGS bench/web/main.mjs $(ARGS)

figures: ## the reports of the last `make bench` and `make bench-web` into README.md, bench/report.svg and the page
	@if [ -e "$(WEFT_DEPS)/env.sh" ]; then $(ENV); fi && "$${NODE:-node}" bench/figures.mjs

format: ## format the sources
	@.setup/setup.sh format web
	@git ls-files -z '*.cpp' '*.h' | xargs -0 -r clang-format -i
	@$(ENV) && for dir in wasm web; do (cd $$dir && npm run --silent --if-present format) || exit; done

clean: ## remove what was built (downloads stay in .deps)
	@rm -rf build wasm/dist

native: ## the native program, build/native/weft
	@.setup/setup.sh native
	@.setup/build.sh native -DWEFT_TESTS=OFF -DWEFT_BENCH=OFF

wasm: ## the WebAssembly modules, build/wasm, and the package's code, wasm/dist
	@.setup/setup.sh wasm web
	@.setup/build.sh wasm -DWEFT_TESTS=OFF -DWEFT_BENCH=OFF
	@$(ENV) && cd wasm && npm run --silent build

package: wasm ## the npm package, build/package/weft-VERSION.tgz
	@mkdir -p build/package
	@$(ENV) && cd wasm && npm pack --silent --pack-destination ../build/package

web: wasm ## the page, build/web
	@.setup/setup.sh web
	@$(ENV) && cd web && npm run --silent build -- --logLevel warn
