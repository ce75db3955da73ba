#!/usr/bin/env bash
# Every test: run.sh [native|app|consumers|wasm|js|page|repo]... (default: all of them).
# Each runner leaves build/reports/NAME.xml (JUnit) and NAME.exit, its exit status; summary.mjs adds
# them up. A suite that fails does not keep the next ones from running.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export WEFT_DEPS=${WEFT_DEPS:-$PWD/.deps}
reports=$PWD/build/reports
want=" ${*:-native app consumers wasm js page repo} "
rm -rf "$reports"
mkdir -p "$reports"

wanted() { [[ $want == *" $1 "* ]]; }

# step NAME COMMAND...: runs it and notes how it ended. A build step leaves no report, and needs none
# as long as it succeeds.
step() {
  local name=$1 status=0 limit=()
  shift
  printf '\n== %s\n' "$name"
  ! command -v timeout >/dev/null || limit=(timeout --foreground -k 10 1800)
  ${limit[@]+"${limit[@]}"} "$@" </dev/null || status=$?
  echo $status >"$reports/$name.exit"
  return $status
}

# The programs of WebAssembly know the reports' folder by a name of its own.
catch2() {
  local name=$1 junit=$reports
  [[ $name != wasm-* ]] || junit=/reports
  shift
  step "$name" "$@" -r "junit::out=$junit/$name.xml" -r console --colour-mode none
}

# Files of node's own test runner; one file at a time, since each may use all cores.
node_tests() {
  local name=$1
  shift
  [ -e "$1" ] || return 0
  # shellcheck disable=SC2086
  step "$name" "$NODE" ${NODE_FLAGS:-} --test --test-concurrency=1 \
    --test-reporter=spec --test-reporter-destination=stdout \
    --test-reporter=junit --test-reporter-destination="$reports/$name.xml" "$@"
}

finish() {
  printf '\n'
  "${NODE:-node}" tests/summary.mjs "$reports"
  exit
}

if ! step set-up .setup/setup.sh test; then
  command -v "${NODE:-node}" >/dev/null || { echo 'FAILED  set-up'; echo '0 passed, 1 failed'; exit 1; }
  finish
fi
source "$WEFT_DEPS/env.sh"

if wanted native || wanted app || wanted consumers; then
  step build-native .setup/build.sh native -DWEFT_TESTS=ON -DWEFT_BENCH=OFF && native_is_built=1
fi
if wanted native && [ -n "${native_is_built:-}" ]; then
  if sets=$(build/native/weft info --simd-list) && [ -n "$sets" ]; then
    for simd in $sets; do
      WEFT_SIMD=$simd catch2 "native-$simd" build/native/tests/weft_tests
    done
  else
    echo 1 >"$reports/simd-list.exit"
  fi
fi

if wanted app && [ -n "${native_is_built:-}" ]; then
  node_tests app tests/app/*.test.mjs
fi
if wanted consumers && [ -n "${native_is_built:-}" ]; then
  node_tests consumers-cpp tests/consumers/cpp.test.mjs
fi

# The module's JavaScript tests and the page stand on the WebAssembly build.
if wanted wasm || wanted js || wanted consumers || wanted page; then
  step build-wasm .setup/build.sh wasm -DWEFT_TESTS=ON -DWEFT_BENCH=OFF &&
    step build-package npm --prefix wasm run --silent build && wasm_is_built=1
fi
if wanted wasm && [ -n "${wasm_is_built:-}" ]; then
  for variant in simd relaxed-simd-threads; do
    # shellcheck disable=SC2086
    catch2 "wasm-$variant" "$NODE" ${NODE_FLAGS:-} tests/wasm.mjs "$variant"
  done
fi
if wanted js && [ -n "${wasm_is_built:-}" ]; then
  node_tests js tests/js/*.test.mjs
fi
if wanted consumers && [ -n "${wasm_is_built:-}" ]; then
  node_tests consumers-npm tests/consumers/npm.test.mjs
fi
if wanted page && [ -n "${wasm_is_built:-}" ] && step build-page npm --prefix web run --silent build; then
  node_tests page tests/page/*.test.mjs tests/notebook/*.test.mjs
fi
if wanted repo; then
  node_tests repo tests/repo/*.test.mjs
fi
# What the tests show of the specification counts as tests, too, once all of them have run.
if [ $# -eq 0 ]; then
  step spec "$NODE" tests/spec.mjs "$reports" "$reports/spec.xml"
fi
finish
