#!/usr/bin/env bash
# Gets what the named parts of the build need, and nothing that is there already:
#
#   .setup/setup.sh native|wasm|web|docs|test|bench|bench-web|format...
#
# System packages come from the machine's own Debian suite; everything else goes to .deps/ in this
# folder, or to $WEFT_DEPS, which several clones may share. $WEFT_DEPS/env.sh then holds the
# environment for the build. With nothing to do it ends at once.
set -euo pipefail

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
mkdir -p "${WEFT_DEPS:=$root/.deps}"
WEFT_DEPS=$(cd "$WEFT_DEPS" && pwd)
export WEFT_DEPS
for part in lib apt wasm node; do . "$root/.setup/$part.sh"; done

# Needs in the order in which they depend on each other.
want=' '
for need in "$@"; do
  case $need in
    native | docs | format) want+="$need " ;;
    bench) want+="native node bench " ;;
    bench-web) want+="native node wasm web bench-web " ;;
    wasm) want+="native node wasm " ;;
    web) want+="node web " ;;
    test) want+="native node wasm web docs test " ;;
    *) die "unknown need '$need'; there are: native wasm web docs test bench bench-web format" ;;
  esac
done

native_packages='clang-19 lld-19 llvm-19 libomp-19-dev g++ cmake ninja-build zlib1g-dev libcli11-dev
  nlohmann-json3-dev python3 xz-utils curl ca-certificates'

compiles_cxx20() {
  echo '#include <concepts>
#include <span>
#include <version>
#if __cpp_lib_span < 202002L || __cpp_concepts < 201907L
#error too old
#endif
int main() {}' | "$1" -std=c++20 -fopenmp -x c++ -o /dev/null - >/dev/null 2>&1
}

# clang 19 first: gcc 12 reaches 60 % of its speed on the AVX-512 kernels.
find_compiler() {
  local cxx
  for cxx in clang++-19 clang++ g++ c++ ${CXX:-}; do
    if have "$cxx" && compiles_cxx20 "$cxx"; then echo "$cxx"; return; fi
  done
}

c_compiler_of() {
  case $1 in
    *clang++*) echo "${1/clang++/clang}" ;;
    *g++*) echo "${1/g++/gcc}" ;;
    *) echo cc ;;
  esac
}

need_native() {
  # shellcheck disable=SC2086
  if ! { is_debian && apt_install $native_packages; }; then
    # Not Debian, or no way to become root: what is there already must do.
    local cxx cmake
    cxx=$(find_compiler)
    cmake=$(cmake --version 2>/dev/null | first_version || true)
    if [ -z "$cxx" ] || ! at_least "${cmake:-0}" 3.25 || ! have ninja; then
      cat >&2 <<NEEDS
set-up: packages cannot be installed from here (that takes Debian, and root or sudo). The build needs:
  a C++20 compiler with OpenMP   gcc 12 or clang 16 and newer   (found: ${cxx:-none})
  CMake 3.25 or newer                                           (found: ${cmake:-none})
  ninja                                                         (found: $(ninja --version 2>/dev/null || echo none))
  zlib with headers
  for WebAssembly: Emscripten $EMCC_MIN or newer as emcc on PATH    (found: $(emcc_version emcc || echo none))
  for the page: Node $NODE_MIN or newer with npm                    (found: $(node --version 2>/dev/null || echo none))
  for the page's tests: Chromium or Chrome                      (found: $(find_browser || echo none))
NEEDS
      ! is_debian || printf 'On this Debian, as root: apt-get install %s\n' \
        "$(echo $native_packages) nodejs npm chromium fonts-liberation" >&2
      exit 1
    fi
  fi
  local cxx cc
  cxx=$(find_compiler)
  cc=$(c_compiler_of "$cxx")
  # A CXX that the user has set stays.
  printf '[ -n "${CXX:-}" ] || export CC=%s CXX=%s\n' "$cc" "$cxx" | env_part 00-native
  # Headers that are newer than the system's, and sources that every build compiles with its own
  # flags. Where this does not work, .setup/dependencies.cmake asks the projects' own pages.
  if is_debian; then
    take_debs "$WEFT_DEPS/headers" libxsimd-dev nlohmann-json3-dev || say "no headers from $VIEW_SUITE"
  fi
}

need_test() {
  npm_ci "$root/tests/consumers"
  need_browser
  need_firefox
  mkdir -p "$WEFT_DEPS/archives"
  if is_debian; then
    apt_install pkg-config || say "no pkg-config: its consumer will fail"
    local name
    for name in catch2 zlib; do
      compgen -G "$WEFT_DEPS/archives/${name}_*" >/dev/null || take_source $name "$WEFT_DEPS/archives" ||
        say "no source of $name from $VIEW_SUITE"
    done
  fi
}

need_wasm() { need_emscripten; need_openmp_wasm; npm_ci "$root/wasm"; }
need_web() { npm_ci "$root/wasm"; npm_ci "$root/web"; }
need_bench() {
  if ! is_debian; then
    return
  fi
  apt_install libbenchmark-dev || say "no Google Benchmark: CMake will look for it"
  # Rivals, each on its own: the report says which are missing. PyTorch takes the OpenBLAS that is
  # there; with the one on POSIX threads it is 20 times slower.
  local rival
  for rival in libopenblas-openmp-dev libblis-openmp-dev libdnnl-dev libeigen3-dev \
    'python3-torch libopenblas0-openmp' libtorch-dev; do
    # shellcheck disable=SC2086
    (apt_install $rival) || say "benchmarks will go without $rival"
  done
}
need_bench_web() {
  (need_browser) || say "benchmarks will go without Chromium"
  (npm_ci "$root/bench/web") || say "benchmarks will go without TensorFlow.js and jax-js"
}
need_docs() {
  have doxygen || { is_debian && apt_install doxygen; } || say "no doxygen: the C++ reference cannot be made"
}
need_format() {
  have clang-format || { is_debian && apt_install clang-format; } || die "needs clang-format 14 or newer"
}

# A need is done when these scripts have not changed since it was and its tools still answer.
scripts=$(cat "$root"/.setup/*.sh | cksum | tr ' ' -)
is_done() {
  [ "$(cat "$WEFT_DEPS/done/$1" 2>/dev/null)" = "$scripts" ] || return 1
  case $1 in
    native) have "${CXX:-}" && have cmake && have ninja ;;
    node) have "${NODE:-}" ;;
    wasm) have emcc && [ -e "${WEFT_OMP_WASM:-/}" ] ;;
    docs) have doxygen ;;
    test) [ -x "${WEFT_CHROMIUM:-}" ] ;;
    web | bench-web) return 1 ;; # belongs to the clone, not to .deps, and is quick to ask
  esac
}

# One set-up at a time in one .deps.
if have flock; then
  exec 9>"$WEFT_DEPS/lock"
  flock -n 9 || { say "waiting for another set-up in $WEFT_DEPS"; flock 9; }
fi

[ ! -f "$WEFT_DEPS/env.sh" ] || . "$WEFT_DEPS/env.sh"
mkdir -p "$WEFT_DEPS/done"
for need in native node wasm web docs test bench bench-web format; do
  case $want in *" $need "*) ;; *) continue ;; esac
  if ! is_done $need; then
    need_${need//-/_}
    echo "$scripts" >"$WEFT_DEPS/done/$need"
    [ ! -f "$WEFT_DEPS/env.sh" ] || . "$WEFT_DEPS/env.sh"
  fi
done
