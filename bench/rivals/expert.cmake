# The programs weft_expert_onednn and weft_expert_openblas, where the library is found; else NAME.missing says what is not there.
# Both libraries bring GNU's OpenMP, and a second runtime in the same process would fight with it for the cores: so g++
# compiles these two, whatever compiles the rest. (The loops around the products are 3 % of the time.)
find_program(WEFT_GXX NAMES g++-14 g++-13 g++-12 g++)

# weft_expert(NAME LIBRARY [definitions]): after weft_rival() has looked for the library.
function(weft_expert name library)
  set(program ${CMAKE_CURRENT_BINARY_DIR}/weft_expert_${name})
  set(missing ${CMAKE_CURRENT_BINARY_DIR}/expert_${name}.missing)
  file(REMOVE ${missing})
  if(EXISTS ${CMAKE_CURRENT_BINARY_DIR}/${name}.missing)
    file(COPY_FILE ${CMAKE_CURRENT_BINARY_DIR}/${name}.missing ${missing})
    return()
  elseif(NOT WEFT_GXX)
    file(WRITE ${missing} "no g++\n")
    return()
  endif()
  if(CMAKE_SYSTEM_PROCESSOR MATCHES "x86_64|AMD64")
    list(APPEND ARGN -mprefer-vector-width=512)
  endif()
  set(source ${CMAKE_CURRENT_SOURCE_DIR}/expert_mlp.cpp)
  add_custom_command(
    OUTPUT ${program}
    COMMAND ${WEFT_GXX} -std=c++20 -O3 -march=native -ffast-math -fopenmp
            -Wall -Wextra ${ARGN} -I${WEFT_${name}_INCLUDE} ${source} -o ${program}
            ${WEFT_${name}_${library}} -lz
    DEPENDS ${source} ${CMAKE_CURRENT_SOURCE_DIR}/expert_data.h
    VERBATIM)
  add_custom_target(expert_${name} ALL DEPENDS ${program})
  file(APPEND "${WEFT_RIVALS}" "expert_${name} expert_${name} weft_expert_${name}\n")
endfunction()

weft_expert(onednn dnnl -DEXPERT_ONEDNN)
weft_expert(openblas openblas)
