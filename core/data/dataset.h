// A data set: images of garments in ten classes, a training and a test split, and what it is. That
// is decided by the content, wherever the bytes came from, so that nothing synthetic ever passes
// for the real thing:
//
//   fashion-mnist  the labels of both splits, one after the other, have the checksum of the
//   authors' synthetic      the first training image begins with a watermark (watermark.h) custom
//   anything else
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "core/data/idx.h"
#include "core/data/image_set.h"

namespace weft {

struct Dataset {
  std::string name;
  ImageSet train;
  ImageSet test;
  int64_t rows = 0;
  int64_t columns = 0;
  /// The names of the classes; for a custom set the digits, since nobody knows what its labels
  /// mean.
  std::span<const char* const> text_labels;
};

/// The order of the four files wherever they stand together.
inline constexpr std::array<IdxKind, 4> kFileKinds = {IdxKind::images, IdxKind::labels,
                                                      IdxKind::images, IdxKind::labels};
/// Train images, train labels, test images, test labels, as the MNIST family calls them.
inline constexpr std::array<const char*, 4> kFileNames = {
    "train-images-idx3-ubyte", "train-labels-idx1-ubyte", "t10k-images-idx3-ubyte",
    "t10k-labels-idx1-ubyte"};

/// Puts four files together that have been read to their ends. The readers' names stand in errors.
Dataset from_idx(std::array<IdxReader, 4>& readers);

/// Four files in memory, decompressed.
Dataset from_idx(const std::array<std::span<const uint8_t>, 4>& files,
                 const std::array<std::string, 4>& names);

/// Fills in name, rows, columns and text_labels from the images and labels.
Dataset make_dataset(ImageSet train, ImageSet test);

}  // namespace weft
