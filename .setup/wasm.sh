# Emscripten, and LLVM's OpenMP runtime for it. Sourced by setup.sh.

EMCC_MIN=3.1.60
OPENMP_VERSION=19.1.7

emcc_version() { "$1" --version 2>/dev/null | head -n 1 | first_version; }

# Emscripten from PATH if it is new enough, from the system's packages where those are new enough,
# otherwise Debian's package unpacked inside .deps.
need_emscripten() {
  local emcc version
  if emcc=$(command -v emcc) && version=$(emcc_version "$emcc") && at_least "${version:-0}" $EMCC_MIN; then
    case $emcc in
      "$WEFT_DEPS"/*) private_emscripten ;;
      *) say "using Emscripten $version ($emcc)"; env_part 20-emscripten </dev/null ;;
    esac
  elif is_debian && [ "$(debian_version)" -ge 13 ] && as_root >/dev/null; then
    apt_install emscripten
    env_part 20-emscripten </dev/null
  elif is_debian; then
    private_emscripten
  else
    die "needs Emscripten $EMCC_MIN or newer on PATH (found ${version:-none}): see emscripten.org, emsdk"
  fi
}

private_emscripten() {
  have /usr/lib/llvm-19/bin/clang && have /usr/lib/llvm-19/bin/wasm-ld ||
    die "Emscripten needs LLVM 19 here; as root: apt-get install clang-19 lld-19 llvm-19"
  local em=$WEFT_DEPS/emscripten share=$WEFT_DEPS/emscripten/usr/share/emscripten
  # Its libraries for dynamic linking and link-time optimisation are 1.2 GB that nothing here uses.
  UNPACK_WITHOUT='*/lib/wasm32-emscripten/pic */lib/wasm32-emscripten/lto-pic
    */lib/wasm32-emscripten/lto ./usr/share/emscripten/test ./usr/share/doc' \
    take_debs "$em" emscripten binaryen libc6 libstdc++6 libgcc-s1 || die "could not get Emscripten"
  # Binaryen wants a newer libc than this system's: its tools start through the loader they came with.
  if [ ! -x "$em/binaryen/bin/wasm-opt" ]; then
    local tool
    mkdir -p "$em/binaryen/bin"
    ln -sfn "$(cd "$em" && find usr/lib -name 'ld-linux*.so.*' | head -n 1)" "$em/ld.so"
    for tool in "$em"/usr/bin/wasm*; do
      cat >"$em/binaryen/bin/${tool##*/}" <<'TOOL'
#!/bin/sh
em=$(dirname "$0")/../..
libs=$em/$(dirname "$(readlink "$em/ld.so")")
exec "$em/ld.so" --library-path "$libs" "$em/usr/bin/$(basename "$0")" "$@"
TOOL
      chmod +x "$em/binaryen/bin/${tool##*/}"
    done
  fi
  cat >"$em/config.py" <<'CONF'
import os
here = os.path.dirname(os.environ['EM_CONFIG'])
LLVM_ROOT = '/usr/lib/llvm-19/bin'
BINARYEN_ROOT = here + '/binaryen'
NODE_JS = os.environ.get('NODE', 'node')
FROZEN_CACHE = True  # every system library is in the package, already built
CONF
  if [ ! -d "$share/node_modules/acorn" ]; then
    say "npm package acorn 8 for Emscripten (0.2 MB)"
    (cd "$share" && npm install --silent --no-save --no-audit --no-fund acorn@8 >/dev/null) || die "npm install acorn failed"
  fi
  env_part 20-emscripten <<'ENV'
export EM_CONFIG=$WEFT_DEPS/emscripten/config.py
export PATH=$WEFT_DEPS/emscripten/usr/share/emscripten:$PATH
ENV
}

# Emscripten 6.0.3 and newer link LLVM's OpenMP by themselves; for older ones it is built here, once
# per version of the compiler. Asked by linking a program, since forks and packages differ.
need_openmp_wasm() {
  . "$WEFT_DEPS/env.sh"
  local version prefix tmp
  version=$(emcc_version emcc)
  prefix=openmp-wasm-$version-lto
  if [ -f "$WEFT_DEPS/$prefix/lib/libomp.a" ]; then
    :
  elif tmp=$(mktemp -d) && echo 'int main(void){int n=0;
#pragma omp parallel reduction(+:n)
  n++; return n == 0;}' >"$tmp/t.c" && emcc -fopenmp -pthread "$tmp/t.c" -o "$tmp/t.js" >/dev/null 2>&1; then
    rm -r "$tmp"
    say "Emscripten $version has OpenMP of its own"
    env_part 30-openmp </dev/null
    return
  else
    rm -r "$tmp"
    build_openmp "$WEFT_DEPS/$prefix"
  fi
  echo "export WEFT_OMP_WASM=\$WEFT_DEPS/$prefix" | env_part 30-openmp
}

build_openmp() {
  local out=$1 src=$WEFT_DEPS/openmp-src log=$WEFT_DEPS/openmp.log
  openmp_source "$src"
  trim_openmp "$src/openmp/runtime/src"
  say "building LLVM's OpenMP runtime for WebAssembly (a minute or two)"
  rm -rf "$src/build"
  # PAGESIZE: WebAssembly's own, which the runtime cannot ask for. Its messages name files without this machine's folders.
  local flags="-pthread -DPAGESIZE=65536 '-fmacro-prefix-map=$src/openmp/runtime/src/='"
  if ! CFLAGS=$flags CXXFLAGS=$flags \
    emcmake cmake -S "$src/openmp" -B "$src/build" -G Ninja -DCMAKE_BUILD_TYPE=MinSizeRel \
    -DCMAKE_C_FLAGS_MINSIZEREL='-Oz -flto -DNDEBUG' -DCMAKE_CXX_FLAGS_MINSIZEREL='-Oz -flto -DNDEBUG' \
    -DCMAKE_INSTALL_PREFIX="$out.part" -DOPENMP_STANDALONE_BUILD=ON -DLIBOMP_ENABLE_SHARED=OFF \
    -DLIBOMP_ARCH=wasm32 -DOPENMP_ENABLE_LIBOMPTARGET=OFF -DLIBOMP_OMPT_SUPPORT=OFF \
    -DOPENMP_ENABLE_OMPT_TOOLS=OFF -DLIBOMP_OMPD_SUPPORT=OFF -DLIBOMP_USE_ITT_NOTIFY=OFF \
    -DLIBOMP_HAVE_WEAK_ATTRIBUTE=TRUE >"$log" 2>&1 ||
    ! ninja -C "$src/build" omp >>"$log" 2>&1; then
    tail -n 20 "$log" >&2
    die "OpenMP did not build, see $log"
  fi
  rm -rf "$out.part"
  mkdir -p "$out.part/lib" "$out.part/include"
  cp "$src"/build/runtime/src/libomp.a "$out.part/lib/"
  cp "$src"/build/runtime/src/omp.h "$out.part/include/"
  mv "$out.part" "$out"
  rm -rf "$src"
}

# A page downloads the runtime. Its gzip is 42 kB smaller with -Oz and -flto, without the parsers of a hundred
# environment variables that no browser has (those that we set stay, the others then do nothing), with each
# message's name as its text, and without sscanf, which is left to read what another copy of the runtime
# would have written.
trim_openmp() {
  local table='/^static kmp_setting_t __kmp_stg_table/,/^}; \/\/ settings/'
  sed -E -i "$table"'{/BLOCKTIME|STACKSIZE/,/}/b;s/__kmp_stg_(parse|print)_\w+/NULL/g}
    s/^ +setting->parse\(/if (setting->parse) &/' "$1/kmp_settings.cpp"
  # Without this guard the first variable that is set would call what is no longer there.
  grep -q '^if (setting->parse) ' "$1/kmp_settings.cpp" ||
    die "OpenMP $OPENMP_VERSION: kmp_settings.cpp must call setting->parse on a line of its own, found no such line"
  sed -E -i 's/^(\w+)( +)"([^"\\]|\\.)*"$/\1\2"\1"/;/^ +"/d' "$1/i18n/en_US.txt"
  sed -E -i 's/define KMP_SSCANF sscanf$/define KMP_SSCANF(...) 0/' "$1/kmp_safe_c_api.h"
}

# The project's own archives are 1.3 MB; Debian's source package, which has all of LLVM, is the way
# where only Debian can be reached.
openmp_source() {
  local src=$1 tmp=$1.part at=https://github.com/llvm/llvm-project/releases/download/llvmorg-$OPENMP_VERSION
  [ -d "$src" ] && return 0
  rm -rf "$tmp"
  mkdir -p "$tmp"
  if fetch "$at/openmp-$OPENMP_VERSION.src.tar.xz" bd7e6901ab086fd268750363017935fd4a717c153dad3c2aab86cb0140d9e3fe \
    "$tmp/openmp.tar.xz" &&
    fetch "$at/cmake-$OPENMP_VERSION.src.tar.xz" 11c5a28f90053b0c43d0dec3d0ad579347fc277199c005206b963c19aae514e3 \
      "$tmp/cmake.tar.xz"; then
    tar -xf "$tmp/openmp.tar.xz" -C "$tmp" && mv "$tmp/openmp-$OPENMP_VERSION.src" "$tmp/openmp"
    tar -xf "$tmp/cmake.tar.xz" -C "$tmp" && mv "$tmp/cmake-$OPENMP_VERSION.src" "$tmp/cmake"
  elif is_debian && take_source llvm-toolchain-19 "$tmp"; then
    tar -xf "$tmp"/llvm-toolchain-19_*.orig.tar.xz -C "$tmp" --strip-components=1 --wildcards '*/openmp' '*/cmake'
  else
    die "could not get the source of LLVM's OpenMP $OPENMP_VERSION"
  fi
  rm -f "$tmp"/*.tar.*
  mv "$tmp" "$src"
}
