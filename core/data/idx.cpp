#include "core/data/idx.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "core/base/error.h"
#include "core/data/hex.h"

namespace weft {
namespace {

// Far more than any data set of this family has (EMNIST: 640 MB), and safe in 32-bit address
// spaces.
constexpr int64_t kMostBytes = (int64_t{1} << 31) - 1;

const char* noun(IdxKind kind) { return kind == IdxKind::images ? "images" : "labels"; }

}  // namespace

IdxReader::IdxReader(IdxKind kind, std::string name, int64_t most)
    : kind_(kind), name_(std::move(name)), most_(most) {}

int64_t IdxReader::size(int i) const {
  int64_t value = 0;
  for (size_t k = 0; k < 4; ++k) value = value << 8 | header_[static_cast<size_t>(4 + 4 * i) + k];
  return value;
}

bool IdxReader::magic_is(IdxKind kind) const {
  const uint8_t dims = kind == IdxKind::images ? 3 : 1;
  return header_[0] == 0 && header_[1] == 0 && header_[2] == 8 && header_[3] == dims;
}

void IdxReader::feed(std::span<const uint8_t> bytes) {
  const auto header = static_cast<size_t>(header_size());
  if (const auto seen = static_cast<size_t>(seen_); seen < header) {
    const size_t n = std::min(bytes.size(), header - seen);
    std::copy_n(bytes.begin(), n, header_.begin() + seen_);
    seen_ += static_cast<int64_t>(n);
    bytes = bytes.subspan(n);
    if (seen + n == header) start();
  }
  if (data_.bytes && seen_ < need_) {
    const auto n = std::min(bytes.size(), static_cast<size_t>(need_ - seen_));
    if (n != 0) std::memcpy(data_.bytes->data() + (seen_ - header_size()), bytes.data(), n);
  }
  seen_ += static_cast<int64_t>(bytes.size());
}

void IdxReader::start() {
  if (!magic_is(kind_)) return;
  data_.count = size(0);
  int64_t total = data_.count;  // below 2^32, as each size
  if (kind_ == IdxKind::images) {
    data_.rows = size(1);
    data_.columns = size(2);
    for (const int64_t factor : {data_.rows, data_.columns}) {
      if (total <= kMostBytes) total *= factor;
    }
  }
  if (total == 0 || total > kMostBytes) return;
  need_ = total + header_size();
  if (need_ <= most_) data_.bytes = Storage::allocate(total);
}

void IdxReader::check_magic() const {
  const std::span<const uint8_t> found(header_.data(), 4);
  const char* const expected = kind_ == IdxKind::images ? "00 00 08 03" : "00 00 08 01";
  const IdxKind other = kind_ == IdxKind::images ? IdxKind::labels : IdxKind::images;
  std::string hint;
  if (magic_is(other)) {
    hint = text(": this is a file of ", noun(other), "; are images and labels swapped?");
  } else if (found[0] == 0x1f && found[1] == 0x8b) {
    hint = ": this is gzip and must be decompressed first";
  } else if (found[0] == '<') {
    hint = ": this looks like a web page";
  }
  check(magic_is(kind_), name_, ": an IDX file of ", noun(kind_), " must begin with ", expected,
        ", got ", hex(found), hint);
}

void IdxReader::check_sizes() const {
  const std::string got = kind_ == IdxKind::images ? text(size(0), " images of ", size(1), " x ",
                                                          size(2), " at offset 4")
                                                   : text(size(0), " labels at offset 4");
  const bool zero = data_.count == 0 || data_.rows == 0 || data_.columns == 0;
  check(!zero, name_, ": sizes must be at least 1, got ", got);
  check(need_ != 0, name_, ": sizes must give at most ", kMostBytes, " bytes, got ", got);
}

void IdxReader::check_length() const {
  const std::string what = kind_ == IdxKind::images
                               ? text(size(0), " images of ", size(1), " x ", size(2))
                               : text(size(0), " labels");
  check(seen_ >= need_, name_, ": cut short: ", what, " need ", need_, " bytes, got ", seen_);
  check(seen_ == need_, name_, ": must end after ", what, " at offset ", need_, ", got ",
        seen_ - need_, " more bytes");
}

void IdxReader::check_labels() const {
  const auto* const labels = reinterpret_cast<const uint8_t*>(data_.bytes->data());
  for (int64_t i = 0; i < data_.count; ++i) {
    check(labels[i] < kClasses, name_, ": labels must be in [0, ", kClasses - 1, "], got ",
          labels[i], " at index ", i, " (offset ", i + header_size(), ")");
  }
}

IdxData IdxReader::finish() {
  check(seen_ >= 4, name_, ": cut short: an IDX file begins with 4 bytes that tell its kind, got ",
        seen_);
  check_magic();
  check(seen_ >= header_size(), name_, ": cut short: the header of an IDX file of ", noun(kind_),
        " has ", header_size(), " bytes, got ", seen_);
  check_sizes();
  check_length();
  check(static_cast<bool>(data_.bytes), name_, ": must have at most ", most_, " bytes, got ",
        seen_);
  if (kind_ == IdxKind::labels) check_labels();
  return std::move(data_);
}

IdxData parse_idx(IdxKind kind, std::span<const uint8_t> bytes, std::string name) {
  IdxReader reader(kind, std::move(name), static_cast<int64_t>(bytes.size()));
  reader.feed(bytes);
  return reader.finish();
}

}  // namespace weft
