#include "tests/golden.h"

#include <fstream>
#include <limits>
#include <map>
#include <memory>
#include <nlohmann/json.hpp>

namespace weft::test {
namespace {

using Json = nlohmann::json;

const Json& value(const void* json) { return *static_cast<const Json*>(json); }

[[noreturn]] void wrong(const char* expected, const Json& found) {
  fail("golden: expected ", expected, ", got ", found.dump().substr(0, 80));
}

double to_number(const Json& json) {
  if (json.is_number()) return json.get<double>();
  if (json.is_boolean()) return json.get<bool>() ? 1 : 0;
  const std::string text = json.is_string() ? json.get<std::string>() : "";
  if (text == "nan") return std::numeric_limits<double>::quiet_NaN();
  if (text == "inf") return std::numeric_limits<double>::infinity();
  if (text == "-inf") return -std::numeric_limits<double>::infinity();
  wrong("a number", json);
}

}  // namespace

std::string Golden::path(const std::string& name) {
  return std::string(WEFT_GOLDEN_DIR) + "/" + name;
}

Golden Golden::file(const std::string& name) {
  static std::map<std::string, std::unique_ptr<Json>> files;
  std::unique_ptr<Json>& json = files[name];
  if (!json) {
    std::ifstream stream(path(name + ".json"));
    check(stream.good(), "golden: cannot read ", path(name + ".json"));
    json = std::make_unique<Json>(Json::parse(stream));
  }
  return Golden(json.get());
}

Golden Golden::operator[](const char* key) const {
  if (!has(key)) wrong((std::string("the key ") + key).c_str(), value(json_));
  return Golden(&value(json_).at(key));
}
Golden Golden::at(size_t i) const {
  if (i >= size()) wrong("a longer list", value(json_));
  return Golden(&value(json_).at(i));
}
bool Golden::has(const char* key) const {
  return value(json_).is_object() && value(json_).contains(key);
}
size_t Golden::size() const { return value(json_).size(); }

std::string Golden::text() const {
  if (!value(json_).is_string()) wrong("a text", value(json_));
  return value(json_).get<std::string>();
}
int64_t Golden::integer() const {
  if (value(json_).is_boolean()) return truth() ? 1 : 0;
  if (!value(json_).is_number_integer()) wrong("a whole number", value(json_));
  return value(json_).get<int64_t>();
}
double Golden::number() const { return to_number(value(json_)); }
bool Golden::truth() const {
  if (!value(json_).is_boolean()) wrong("true or false", value(json_));
  return value(json_).get<bool>();
}
bool Golden::is_truth() const { return value(json_).is_boolean(); }
bool Golden::is_number() const { return value(json_).is_number(); }
bool Golden::is_null() const { return value(json_).is_null(); }
bool Golden::is_list() const { return value(json_).is_array(); }

std::vector<double> Golden::numbers() const {
  if (!is_list()) wrong("a list", value(json_));
  std::vector<double> numbers;
  for (const Json& item : value(json_)) numbers.push_back(to_number(item));
  return numbers;
}
std::vector<int64_t> Golden::integers() const {
  if (!is_list()) wrong("a list", value(json_));
  std::vector<int64_t> integers;
  for (const Golden item : *this) integers.push_back(item.integer());
  return integers;
}
std::vector<std::string> Golden::keys() const {
  std::vector<std::string> keys;
  for (const auto& [key, item] : value(json_).items()) keys.push_back(key);
  return keys;
}

std::string Golden::json() const { return value(json_).dump(); }

DType Golden::dtype() const {
  for (const DType dtype : {float32, float64, int64, int32, uint8, boolean})
    if (text() == name(dtype)) return dtype;
  wrong("the name of a dtype", value(json_));
}

Tensor make_tensor(const Golden& values, const Shape& shape, DType dtype) {
  check(shape.numel() == static_cast<int64_t>(values.size()), "golden: ", values.size(),
        " values do not fill ", shape);
  Tensor x = empty(shape, dtype);
  visit(dtype, [&]<class T> {
    T* to = x.data<T>();
    for (const Golden value : values) {
      if constexpr (std::is_floating_point_v<T>)
        *to++ = static_cast<T>(value.number());
      else
        *to++ = static_cast<T>(value.integer());
    }
  });
  return x;
}

Tensor make_tensor(const Golden& fields) {
  const Shape shape = fields["shape"].integers();
  const DType dtype = fields["dtype"].dtype();
  if (!fields.has("arange")) return make_tensor(fields["values"], shape, dtype);
  Tensor x = empty(shape, dtype);
  visit(dtype, [&]<class T> {
    const auto arange = fields["arange"].numbers();
    for (int64_t i = 0; i < x.numel(); ++i)
      x.data<T>()[i] = static_cast<T>(arange[0] + arange[1] * static_cast<double>(i));
    for (const Golden item : fields["set"])
      x.data<T>()[item.at(0).integer()] = static_cast<T>(item.at(1).number());
  });
  return x;
}

}  // namespace weft::test
