// Data sets in folders: the four files of the MNIST family, each plain or gzip (their first bytes
// decide, not their names). Not part of the WebAssembly module, whose bytes come from JavaScript.
#pragma once
#include <optional>
#include <string>

#include "core/data/dataset.h"

namespace weft {

/// Reads the data set from the first of these places:
///   1. the folder `named`, what the user gives as --data;
///   2. the folder in the environment variable WEFT_DATA;
///   3. weft/fashion-mnist in the user's cache folder ($XDG_CACHE_HOME or ~/.cache).
/// A folder that the user names and that lacks a file is an error. A cache without all four files
/// is passed over: nothing is returned, and the synthetic set is what is left.
std::optional<Dataset> find_dataset(const std::string& named);

/// Reads the four files of a folder. No file is ever in memory as a whole, only its pixels or
/// labels.
Dataset read_dataset(const std::string& folder);

/// Writes the four files, as gzip, to a folder that exists. They appear under their names when all
/// are complete. Files that are there already are an error unless `force` says to replace them.
void write_idx(const Dataset& data, const std::string& folder, bool force);

}  // namespace weft
