#!/usr/bin/env bash
# build.sh native|wasm [CMake options]: configures build/native or build/wasm if the options, the
# tools or set-up's environment are others than last time, and builds. JOBS limits the processes.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
source "${WEFT_DEPS:=$PWD/.deps}/env.sh"

kind=$1 dir=build/$1
shift
configure=(cmake)
[ "$kind" = native ] || configure=(emcmake cmake)

key="$WEFT_DEPS ${CXX:-} $(cat "$WEFT_DEPS/env.sh" .setup/dependencies.cmake | cksum) $*"
if [ ! -f "$dir/build.ninja" ] || [ "$(cat "$dir/.configured" 2>/dev/null)" != "$key" ]; then
  mkdir -p "$dir"
  rm -f "$dir/.configured"
  # CMake cannot change the compiler of a build folder that it has configured before.
  before=$(sed -n 's/^CMAKE_CXX_COMPILER:[A-Z]*=//p' "$dir/CMakeCache.txt" 2>/dev/null || true)
  if [ "$kind" = native ] && [ "${before##*/}" != "${CXX##*/}" ]; then
    rm -rf "$dir/CMakeCache.txt" "$dir/CMakeFiles"
  fi
  "${configure[@]}" -S . -B "$dir" -G Ninja -DCMAKE_BUILD_TYPE=Release "$@"
  echo "$key" >"$dir/.configured"
fi
cores=$(nproc 2>/dev/null || sysctl -n hw.ncpu)
[ -e "$dir/.ninja_log" ] || echo "build: $dir for the first time, which takes minutes; later on only what has changed"
cmake --build "$dir" -j "${JOBS:-$cores}"
