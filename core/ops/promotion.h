// Which dtype an operation on mixed operands has: PyTorch's result_type. Tensors with dimensions
// count first, 0-d tensors only where they are of a higher category (bool < integer < floating),
// and plain numbers last.
#pragma once
#include "core/tensor/tensor.h"

namespace weft {

DType result_type(const Tensor& a, const Tensor& b);
DType result_type(const Tensor& a, Scalar b);

}  // namespace weft
