#include "core/data/safetensors.h"

#include <algorithm>
#include <array>
#include <bit>
#include <nlohmann/json.hpp>
#include <set>
#include <utility>

#include "core/data/input_file.h"
#include "core/data/part_file.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

using Json = nlohmann::ordered_json;

static_assert(std::endian::native == std::endian::little);

constexpr const char* kTypes[] = {"F32", "F64", "I64", "I32", "U8", "BOOL"};  // of DType, in order
constexpr const char* kMetadata = "__metadata__";
constexpr int64_t kPrefix = 8;
constexpr int64_t kMostHeader = 100'000'000;  // as the format's own reader has it

int64_t bytes_of(const Tensor& x) { return x.numel() * item_size(x.dtype()); }

std::span<uint8_t> elements(const Tensor& x) {
  return {static_cast<uint8_t*>(x.raw()), static_cast<size_t>(bytes_of(x))};
}

/// A tensor of the header, its place in the data, and what it is to become.
struct Entry {
  std::string name;
  DType dtype;
  Shape shape;
  int64_t begin, end;
  Tensor x;
};

/// An array of whole numbers of at least 0.
std::vector<int64_t> sizes(const Json& entry, const char* key, const std::string& where) {
  const auto found = entry.find(key);
  check(found != entry.end() && found->is_array(), where, " must have an array ", key);
  std::vector<int64_t> result;
  for (const Json& item : *found) {
    check(item.is_number_unsigned() && item.get<uint64_t>() < (uint64_t{1} << 53), where, ": ", key,
          " must hold whole numbers, got ", item.dump());
    result.push_back(item.get<int64_t>());
  }
  return result;
}

/// `room`: the bytes behind the header.
Entry parse_entry(const std::string& path, const std::string& name, const Json& entry,
                  int64_t room) {
  const std::string where = path + ": " + name;
  check(entry.is_object() && entry.contains("dtype") && entry["dtype"].is_string(), where,
        " must be an object with a dtype, got ", entry.dump());
  const auto& type = entry["dtype"].get_ref<const std::string&>();
  const auto* const known = std::ranges::find(kTypes, type);
  check(known != std::end(kTypes), where, " must have dtype F32, F64, I64, I32, U8 or BOOL, got ",
        type);
  const auto dtype = static_cast<DType>(known - std::begin(kTypes));

  const std::vector<int64_t> shape = sizes(entry, "shape", where);
  check(shape.size() <= size_t{kMaxDims}, where, " must have at most ", kMaxDims,
        " dimensions, got ", shape.size());
  int64_t bytes = item_size(dtype);
  bool overflow = false;
  for (const int64_t size : shape) overflow |= __builtin_mul_overflow(bytes, size, &bytes);
  const std::vector<int64_t> at = sizes(entry, "data_offsets", where);
  check(at.size() == 2 && at[0] <= at[1] && at[1] <= room, where,
        " must have data_offsets within the ", room, " bytes of data, got ",
        entry["data_offsets"].dump());
  check(!overflow && bytes == at[1] - at[0], where, ": ", dtype, " of shape ", Shape(shape),
        " must have ", overflow ? "more bytes than there are" : text(bytes, " bytes"), ", got ",
        at[1] - at[0], " at offset ", at[0]);
  return {name, dtype, shape, at[0], at[1], Tensor()};
}

}  // namespace

void save_safetensors(const std::string& path, const NamedTensors& tensors,
                      const Metadata& metadata) {
  std::vector<Tensor> data;
  std::set<std::string> names;
  for (const auto& [name, x] : tensors) {
    check(name != kMetadata && names.insert(name).second, path,
          ": a tensor's name must be its own, got ", name, name == kMetadata ? "" : " twice");
    data.push_back(x.detach().contiguous());
  }
  std::vector<size_t> order(data.size());
  for (size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::ranges::sort(order, {}, [&](size_t i) { return std::pair(-item_size(data[i].dtype()), i); });
  std::vector<int64_t> begins(data.size());
  int64_t at = 0;
  for (const size_t i : order) {
    begins[i] = at;
    at += bytes_of(data[i]);
  }

  Json header = Json::object();
  if (!metadata.empty()) header[kMetadata] = metadata;
  for (size_t i = 0; i < data.size(); ++i)
    header[tensors[i].first] = {
        {"dtype", kTypes[static_cast<size_t>(data[i].dtype())]},
        {"shape", std::vector<int64_t>(data[i].shape().begin(), data[i].shape().end())},
        {"data_offsets", {begins[i], begins[i] + bytes_of(data[i])}}};
  std::string text = header.dump();
  text.append((kPrefix - text.size() % kPrefix) % kPrefix, ' ');

  PartFile file(path);
  file.write(std::bit_cast<std::array<uint8_t, kPrefix>>(uint64_t{text.size()}));
  file.write({reinterpret_cast<const uint8_t*>(text.data()), text.size()});
  for (const size_t i : order) file.write(elements(data[i]));
  file.close();
  file.keep();
}

SafeTensors load_safetensors(const std::string& path) {
  InputFile file(path);
  check(file.size() >= kPrefix, path, ": cut short: a safetensors file begins with 8 bytes, got ",
        file.size());
  std::array<uint8_t, kPrefix> prefix{};
  file.read(prefix);
  const auto length = std::bit_cast<uint64_t>(prefix);
  check(length <= kMostHeader && static_cast<int64_t>(length) <= file.size() - kPrefix, path,
        ": a safetensors file begins with the length of its header, at most ",
        std::min(kMostHeader, file.size() - kPrefix), " here, got ",
        text(static_cast<double>(length)));
  std::string header(static_cast<size_t>(length), '\0');
  file.read({reinterpret_cast<uint8_t*>(header.data()), header.size()});
  const int64_t data_at = kPrefix + static_cast<int64_t>(length);
  const int64_t room = file.size() - data_at;

  Json json;
  try {
    json = Json::parse(header);
  } catch (const Json::parse_error& error) {
    fail(path, ": the header must be JSON, got something else at offset ",
         kPrefix + static_cast<int64_t>(error.byte) - 1);
  }
  check(json.is_object(), path, ": the header must be a JSON object, at offset ", kPrefix);

  SafeTensors result;
  std::vector<Entry> entries;
  for (const auto& [name, value] : json.items()) {
    if (name != kMetadata) {
      entries.push_back(parse_entry(path, name, value, room));
      continue;
    }
    check(value.is_object(), path, ": __metadata__ must be an object of texts");
    for (const auto& [key, words] : value.items()) {
      check(words.is_string(), path, ": __metadata__ must be an object of texts, got ",
            words.dump(), " for ", key);
      result.metadata[key] = words.get<std::string>();
    }
  }

  std::vector<Entry*> by_place;
  for (Entry& entry : entries) by_place.push_back(&entry);
  std::ranges::sort(by_place, {}, [](const Entry* e) { return std::pair(e->begin, e->end); });
  int64_t at = 0;
  for (const Entry* const entry : by_place) {
    check(entry->begin == at, path, ": ", entry->name, " must begin at offset ", at,
          " of the data, where the one before it ends, got ", entry->begin);
    at = entry->end;
  }
  check(at == room, path, ": the data must end at offset ", data_at + at, ", got ", room - at,
        " more bytes");
  for (Entry* const entry : by_place) {
    entry->x = empty(entry->shape, entry->dtype);
    const std::span<uint8_t> bytes = elements(entry->x);
    if (!bytes.empty()) file.read(bytes);
    if (entry->dtype == boolean)
      for (uint8_t& byte : bytes) byte = byte != 0;  // no other value may be in a bool
  }
  for (Entry& entry : entries) result.tensors.emplace_back(entry.name, std::move(entry.x));
  return result;
}

}  // namespace weft
