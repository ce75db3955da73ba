// The header of an .npy file: a Python dictionary with the keys descr, fortran_order and shape.
#pragma once
#include <cstdint>
#include <string>
#include <string_view>

#include "core/base/dtype.h"
#include "core/base/shape.h"

namespace weft {

struct NpyHeader {
  DType dtype = float32;
  bool fortran_order = false;
  Shape shape;
};

/// `at`: where the header begins in its file, for errors.
NpyHeader parse_npy_header(std::string_view header, int64_t at, const std::string& name);

/// "<f4", ...
const char* npy_descr(DType dtype);

}  // namespace weft
