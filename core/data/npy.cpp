#include "core/data/npy.h"

#include <algorithm>
#include <bit>
#include <cstring>

#include "core/data/hex.h"
#include "core/data/npy_header.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

static_assert(std::endian::native == std::endian::little);

constexpr uint8_t kMagic[] = {0x93, 'N', 'U', 'M', 'P', 'Y'};
constexpr int64_t kPrefix = 8;  // magic and version
constexpr size_t kAlign = 64;

/// The bytes that the elements need, or any number above `most` where they need more.
int64_t bytes_of(const NpyHeader& header, int64_t most) {
  if (std::ranges::find(header.shape, int64_t{0}) != header.shape.end()) return 0;
  int64_t bytes = item_size(header.dtype);
  for (const int64_t size : header.shape) {
    if (__builtin_mul_overflow(bytes, size, &bytes)) return most + 1;
  }
  return bytes;
}

}  // namespace

Tensor read_npy(const ByteSource& read, int64_t size, const std::string& name) {
  check(size >= kPrefix + 2, name, ": cut short: an .npy file begins with 10 bytes, got ", size);
  uint8_t prefix[kPrefix];
  read(prefix);
  const std::span<const uint8_t> magic(prefix, sizeof kMagic);
  check(std::ranges::equal(magic, kMagic), name, ": an .npy file must begin with ", hex(kMagic),
        ", got ", hex(magic));
  const int major = prefix[6];
  const int minor = prefix[7];
  check(major >= 1 && major <= 3 && minor == 0, name,
        ": the version of an .npy file must be 1.0, 2.0 or 3.0, got ", major, ".", minor,
        " at offset 6");

  const int64_t length_bytes = major == 1 ? 2 : 4;
  const int64_t header_at = kPrefix + length_bytes;
  uint8_t length[4] = {};
  check(size >= header_at, name, ": cut short: the header begins at offset ", header_at, ", got ",
        size, " bytes");
  read(std::span(length, static_cast<size_t>(length_bytes)));
  const int64_t header_size =
      length[0] | length[1] << 8 | length[2] << 16 | static_cast<int64_t>(length[3]) << 24;
  const int64_t at = header_at + header_size;
  check(size >= at, name, ": cut short: the header ends at offset ", at, ", got ", size, " bytes");
  std::string text(static_cast<size_t>(header_size), '\0');
  read({reinterpret_cast<uint8_t*>(text.data()), text.size()});
  const NpyHeader header = parse_npy_header(text, header_at, name);

  const int64_t bytes = bytes_of(header, size);
  check(bytes <= size - at, name, ": cut short: ", header.dtype, " of shape ", header.shape,
        " at offset ", at, " must fit in the file, got ", size - at, " bytes for it");
  check(bytes == size - at, name, ": must end after shape ", header.shape, " at offset ",
        at + bytes, ", got ", size - at - bytes, " more bytes");

  Shape shape = header.shape;
  if (header.fortran_order) std::reverse(shape.begin(), shape.end());
  const Tensor x = empty(shape, header.dtype);
  const std::span<uint8_t> elements(static_cast<uint8_t*>(x.raw()), static_cast<size_t>(bytes));
  if (!elements.empty()) read(elements);
  if (header.dtype == boolean) {
    for (uint8_t& value : elements) value = value != 0;  // no other value may be in a bool
  }
  return header.fortran_order ? x.T() : x;
}

Tensor parse_npy(std::span<const uint8_t> bytes, const std::string& name) {
  size_t at = 0;
  const auto read = [&](std::span<uint8_t> to) {
    std::memcpy(to.data(), bytes.data() + at, to.size());
    at += to.size();
  };
  return read_npy(read, static_cast<int64_t>(bytes.size()), name);
}

std::vector<uint8_t> npy_header(DType dtype, const Shape& shape) {
  std::string header =
      text("{'descr': '", npy_descr(dtype), "', 'fortran_order': False, 'shape': ", shape, ", }");
  // NumPy leaves room for the first size to grow to 21 digits in place.
  if (!shape.empty()) header.append(21 - text(shape[0]).size(), ' ');
  const size_t used = kPrefix + 2 + header.size() + 1;
  header.append(kAlign - used % kAlign, ' ');
  header += '\n';
  std::vector<uint8_t> out(std::begin(kMagic), std::end(kMagic));
  const auto size = static_cast<uint16_t>(header.size());
  for (const int byte : {1, 0, size & 255, size >> 8}) out.push_back(static_cast<uint8_t>(byte));
  out.insert(out.end(), header.begin(), header.end());
  return out;
}

std::vector<uint8_t> npy_bytes(const Tensor& x) {
  const Tensor c = x.detach().contiguous();
  std::vector<uint8_t> out = npy_header(c.dtype(), c.shape());
  const auto* const elements = static_cast<const uint8_t*>(c.raw());
  out.insert(out.end(), elements, elements + c.numel() * item_size(c.dtype()));
  return out;
}

}  // namespace weft
