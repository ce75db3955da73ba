# Other people's libraries, by one name each, natively and under Emscripten alike:
#
#   include(.setup/dependencies.cmake)
#   weft_need(xsimd)           target xsimd
#   weft_need(Catch2)          target Catch2::Catch2WithMain
#   weft_need(ZLIB)            target ZLIB::ZLIB
#   weft_need(nlohmann_json)   target nlohmann_json::nlohmann_json
#   weft_need(CLI11)           target CLI11::CLI11
#   weft_need(benchmark)       target benchmark::benchmark
#   weft_need(OpenMP)          target OpenMP::OpenMP_CXX; an error where it is missing, never serial
#
# Nothing is looked for before it is asked for. What set-up left in .deps is taken first, then what
# the system has in the version needed, then the project's own release, pinned by its SHA-256.

include_guard(GLOBAL)
include(FetchContent)

if(DEFINED ENV{WEFT_DEPS})
  set(WEFT_DEPS $ENV{WEFT_DEPS})
else()
  get_filename_component(WEFT_DEPS "${CMAKE_CURRENT_LIST_DIR}/../.deps" ABSOLUTE)
endif()

set(CMAKE_POLICY_DEFAULT_CMP0077 NEW)  # our choices below win over option() in what is fetched

function(weft_need name)
  cmake_language(CALL _weft_need_${name})
endfunction()

# A package of the system with a CMake config file, if it is new enough. Not under Emscripten, where
# /usr/include must never be searched.
function(_weft_find name minimum target)
  set(found FALSE)
  if(NOT EMSCRIPTEN)
    find_package(${name} QUIET CONFIG)
    if(${name}_FOUND AND ${name}_VERSION VERSION_GREATER_EQUAL minimum)
      set(found TRUE)
      set_target_properties(${target} PROPERTIES IMPORTED_GLOBAL TRUE)
      message(STATUS "${name} ${${name}_VERSION}: ${${name}_DIR}")
    endif()
  endif()
  set(found ${found} PARENT_SCOPE)
endfunction()

# A header-only library: what set-up unpacked, the system's, or the project's release, of which
# nothing but the headers is used. (Debian's CMake file of xsimd asks for another library, xtl.)
#   _weft_headers(name minimum target  header-to-look-for  url sha256)
macro(_weft_headers name minimum target header url sum)
  if(NOT TARGET ${target})
    set(_include "${WEFT_DEPS}/headers/usr/include")
    set(found FALSE)
    if(NOT EXISTS "${_include}/${header}")
      set(_include "")
      _weft_find(${name} ${minimum} ${target})
    endif()
    if(NOT found)
      if(NOT _include)
        _weft_fetch(${name} none none ${url} ${sum} SOURCE_SUBDIR none)
        string(TOLOWER ${name} _lower)
        set(_include "${${_lower}_SOURCE_DIR}/include")
      endif()
      message(STATUS "${name}: ${_include}")
      add_library(${target} INTERFACE IMPORTED GLOBAL)
      target_include_directories(${target} SYSTEM INTERFACE "${_include}")
    endif()
  endif()
endmacro()

# Sources of a library, unpacked into ${<name>_SOURCE_DIR}: the archive that set-up left in .deps, or
# the project's own. Their checksums differ where Debian packs anew.
#   _weft_fetch(name  file-in-.deps/archives sha256  url sha256  [FetchContent options])
macro(_weft_fetch name file file_sum url url_sum)
  if(EXISTS "${WEFT_DEPS}/archives/${file}")
    set(_url "${WEFT_DEPS}/archives/${file}")
    set(_sum ${file_sum})
  else()
    set(_url ${url})
    set(_sum ${url_sum})
  endif()
  message(STATUS "${name}: ${_url}")
  FetchContent_Declare(${name} URL ${_url} URL_HASH SHA256=${_sum} DOWNLOAD_EXTRACT_TIMESTAMP FALSE
    ${ARGN})
  FetchContent_MakeAvailable(${name})
endmacro()

function(_weft_need_xsimd)
  _weft_headers(xsimd 13 xsimd xsimd/xsimd.hpp
    https://github.com/xtensor-stack/xsimd/archive/refs/tags/13.2.0.tar.gz
    edd8cd3d548c185adc70321c53c36df41abe64c1fe2c67bc6d93c3ecda82447a)
endfunction()

function(_weft_need_nlohmann_json)
  _weft_headers(nlohmann_json 3.9 nlohmann_json::nlohmann_json nlohmann/json.hpp
    https://github.com/nlohmann/json/archive/refs/tags/v3.11.3.tar.gz
    0d8ef5af7f9794e3263480193c491549b2ba6cc74bb018906202ada498a79406)
endfunction()

function(_weft_need_CLI11)
  _weft_headers(CLI11 2.1 CLI11::CLI11 CLI/CLI.hpp
    https://github.com/CLIUtils/CLI11/archive/refs/tags/v2.4.1.tar.gz
    73b7ec52261ce8fe980a29df6b4ceb66243bb0b779451dbd3d014cfec9fdbb58)
endfunction()

# Always from source under Emscripten: with threads and WebAssembly exceptions, which also link into
# programs without threads.
function(_weft_need_Catch2)
  if(TARGET Catch2::Catch2WithMain)
    return()
  endif()
  _weft_find(Catch2 3 Catch2::Catch2WithMain)
  if(NOT found)
    set(CATCH_INSTALL_DOCS OFF)
    set(CATCH_INSTALL_EXTRAS OFF)
    _weft_fetch(Catch2
      catch2_3.7.1.orig.tar.gz c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c
      https://github.com/catchorg/Catch2/archive/refs/tags/v3.7.1.tar.gz
      c991b247a1a0d7bb9c39aa35faf0fe9e19764213f28ffba3109388e62ee0269c)
    set_target_properties(Catch2 Catch2WithMain PROPERTIES SYSTEM TRUE)
    if(EMSCRIPTEN)
      foreach(target Catch2 Catch2WithMain)
        target_compile_options(${target} PRIVATE -pthread -fwasm-exceptions)
      endforeach()
    endif()
  endif()
endfunction()

# The system's natively; under Emscripten from source, with our own list of files, since zlib's CMake
# files change its source folder.
function(_weft_need_ZLIB)
  if(TARGET ZLIB::ZLIB)
    return()
  endif()
  if(NOT EMSCRIPTEN)
    find_package(ZLIB QUIET GLOBAL)
  endif()
  if(TARGET ZLIB::ZLIB)
    message(STATUS "ZLIB ${ZLIB_VERSION_STRING}: ${ZLIB_LIBRARIES}")
    return()
  endif()
  _weft_fetch(zlib
    zlib_1.3.dfsg+really1.3.1.orig.tar.gz
    60dd315c07f616887caa029408308a018ace66e3d142726a97db164b3b8f69fb
    https://github.com/madler/zlib/releases/download/v1.3.1/zlib-1.3.1.tar.gz
    9a93b2b7dfdac77ceba5a558a580e74667dd6fede4585b91eefb60f03b72df23
    SOURCE_SUBDIR none)
  file(GLOB sources "${zlib_SOURCE_DIR}/*.c")
  add_library(_weft_zlib STATIC ${sources})
  target_include_directories(_weft_zlib SYSTEM PUBLIC "${zlib_SOURCE_DIR}")
  target_compile_definitions(_weft_zlib PRIVATE HAVE_UNISTD_H)
  target_compile_options(_weft_zlib PRIVATE -w)
  if(EMSCRIPTEN)
    target_compile_options(_weft_zlib PRIVATE -pthread)
  endif()
  add_library(ZLIB::ZLIB ALIAS _weft_zlib)
endfunction()

function(_weft_need_benchmark)
  if(TARGET benchmark::benchmark)
    return()
  endif()
  _weft_find(benchmark 1.7 benchmark::benchmark)
  if(NOT found)
    set(BENCHMARK_ENABLE_TESTING OFF)
    set(BENCHMARK_ENABLE_INSTALL OFF)
    set(BENCHMARK_ENABLE_WERROR OFF)
    _weft_fetch(benchmark none none
      https://github.com/google/benchmark/archive/refs/tags/v1.9.1.tar.gz
      32131c08ee31eeff2c8968d7e874f3cb648034377dfc32a4c377fa8796d84981)
    set_target_properties(benchmark PROPERTIES SYSTEM TRUE)
  endif()
endfunction()

# Under Emscripten: the runtime that set-up built, or the toolchain's own where it has one.
function(_weft_need_OpenMP)
  if(TARGET OpenMP::OpenMP_CXX)
    return()
  endif()
  if(NOT EMSCRIPTEN)
    find_package(OpenMP QUIET COMPONENTS CXX)
    if(NOT OpenMP_CXX_FOUND)
      message(FATAL_ERROR "OpenMP is missing for ${CMAKE_CXX_COMPILER} (Debian: libomp-19-dev for "
        "clang 19; macOS: brew install libomp and OpenMP_ROOT). weft is not built without it.")
    endif()
    set_target_properties(OpenMP::OpenMP_CXX PROPERTIES IMPORTED_GLOBAL TRUE)
    message(STATUS "OpenMP ${OpenMP_CXX_VERSION}: ${OpenMP_CXX_LIBRARIES}")
    return()
  endif()
  add_library(OpenMP::OpenMP_CXX INTERFACE IMPORTED GLOBAL)
  target_compile_options(OpenMP::OpenMP_CXX INTERFACE -fopenmp -pthread)
  target_link_options(OpenMP::OpenMP_CXX INTERFACE -pthread)
  if(DEFINED ENV{WEFT_OMP_WASM} AND EXISTS "$ENV{WEFT_OMP_WASM}/lib/libomp.a")
    target_include_directories(OpenMP::OpenMP_CXX SYSTEM INTERFACE "$ENV{WEFT_OMP_WASM}/include")
    target_link_libraries(OpenMP::OpenMP_CXX INTERFACE "$ENV{WEFT_OMP_WASM}/lib/libomp.a")
    message(STATUS "OpenMP for WebAssembly: $ENV{WEFT_OMP_WASM}")
  elseif(CMAKE_CXX_COMPILER_VERSION VERSION_GREATER_EQUAL 21)  # Emscripten 6.0.3 brings its own
    target_link_options(OpenMP::OpenMP_CXX INTERFACE -fopenmp)
  else()
    message(FATAL_ERROR "OpenMP for WebAssembly is missing: run .setup/setup.sh wasm, and source "
      "${WEFT_DEPS}/env.sh before CMake.")
  endif()
endfunction()
