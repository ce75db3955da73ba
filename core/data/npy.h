// NumPy's .npy files: 93 "NUMPY", version, length of the header, a header like
// {'descr': '<f4', 'fortran_order': False, 'shape': (3, 4), }, then the elements. Versions 1.0
// to 3.0 are read, 1.0 is written. The dtypes are those of tensors, little-endian. Files by path
// are core/data/files_table.h's business.
#pragma once
#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft {

/// A whole file that is in memory already; `name` stands in front of every error. An array in
/// Fortran order becomes a tensor with such strides.
Tensor parse_npy(std::span<const uint8_t> bytes, const std::string& name = "npy");

/// The same from a source of `size` bytes, of which `read` fills a span with the next ones.
/// Elements go straight to the tensor, and a header that promises more than `size` gets no memory.
using ByteSource = std::function<void(std::span<uint8_t>)>;
Tensor read_npy(const ByteSource& read, int64_t size, const std::string& name);

/// What stands in front of the elements, byte for byte as NumPy writes it.
std::vector<uint8_t> npy_header(DType dtype, const Shape& shape);
/// A whole file, in C order.
std::vector<uint8_t> npy_bytes(const Tensor& x);

}  // namespace weft
