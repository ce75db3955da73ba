// Files in the safetensors format, which PyTorch, JavaScript and weft read alike: 8 bytes, the
// little-endian length of the header; the header, JSON, name -> {"dtype": "F32", "shape": [2, 3],
// "data_offsets": [begin, end]} counted from the header's end, and "__metadata__", texts by name;
// then the elements, without gaps. Not part of the WebAssembly module. Errors name the path.
#pragma once
#include <map>
#include <string>

#include "core/tensor/named.h"

namespace weft {

using Metadata = std::map<std::string, std::string>;

struct SafeTensors {
  NamedTensors tensors;  ///< in the header's order
  Metadata metadata;
};

/// Appears under its name when it is complete, in place of what may be there. Elements are aligned:
/// the wide ones come first.
void save_safetensors(const std::string& path, const NamedTensors& tensors,
                      const Metadata& metadata = {});
/// A dtype that weft does not have is an error, as is a header that does not fit the file.
SafeTensors load_safetensors(const std::string& path);

}  // namespace weft
