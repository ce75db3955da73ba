// Tables and arrays by path: CSV and .npy. Not part of the WebAssembly module. Errors name the
// path. What is written appears under its name when it is complete, in place of what may be there.
#pragma once
#include <string>
#include <string_view>

#include "core/data/frame_csv.h"

namespace weft {

DataFrame read_csv(const std::string& path, const CsvOptions& options = {});
void write_text(const std::string& path, std::string_view content);

/// NumPy's np.load and np.save; see core/data/npy.h.
Tensor load_npy(const std::string& path);
void save_npy(const std::string& path, const Tensor& x);

}  // namespace weft
