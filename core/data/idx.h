// IDX, the format of the MNIST family. Big-endian 32-bit words, then bytes:
//
//   images  00 00 08 03 | count | rows | columns | count * rows * columns pixels
//   labels  00 00 08 01 | count | count labels
//
// The reader takes a file in pieces of any size and keeps only what comes after the header, so that
// a file and its pixels are never in memory together, whoever decompresses it.
#pragma once
#include <array>
#include <cstdint>
#include <span>
#include <string>

#include "core/data/image_set.h"

namespace weft {

enum class IdxKind : uint8_t { images, labels };

struct IdxData {
  int64_t count = 0;
  int64_t rows = 1;
  int64_t columns = 1;
  Ref<Storage> bytes;
};

class IdxReader {
 public:
  /// `name` stands in front of every error. The file is known to have at most `most` bytes: a
  /// header that promises more gets no memory.
  IdxReader(IdxKind kind, std::string name, int64_t most);

  /// Never an error because of what the bytes are.
  void feed(std::span<const uint8_t> bytes);

  /// Says what is wrong with the file, or hands it over. Call it once, after the last piece.
  IdxData finish();

  [[nodiscard]] const std::string& name() const { return name_; }

 private:
  [[nodiscard]] int64_t header_size() const { return kind_ == IdxKind::images ? 16 : 4 + 4; }
  [[nodiscard]] int64_t size(int i) const;
  [[nodiscard]] bool magic_is(IdxKind kind) const;
  void start();
  void check_magic() const;
  void check_sizes() const;
  void check_length() const;
  void check_labels() const;

  IdxKind kind_;
  std::string name_;
  int64_t most_;
  int64_t seen_ = 0;  // bytes fed, header included
  int64_t need_ = 0;  // bytes that the header promises, header included; 0: not known or absurd
  std::array<uint8_t, 16> header_{};
  IdxData data_;
};

/// A whole file that is in memory already.
IdxData parse_idx(IdxKind kind, std::span<const uint8_t> bytes, std::string name);

}  // namespace weft
