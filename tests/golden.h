// What PyTorch computed, printed and reported, recorded by golden/record.py into golden/NAME.json.
// nan, inf and -inf stand there as texts, since JSON has no numbers for them.
#pragma once
#include <cstddef>
#include <string>
#include <vector>

#include "core/tensor/tensor.h"

namespace weft::test {

/// A value of a golden file. Cheap to copy; a key that is missing or of another kind is an error
/// that names it.
class Golden {
 public:
  /// tests/golden/NAME.json, read once.
  static Golden file(const std::string& name);
  /// Where a file of the folder is, for those that are not JSON.
  static std::string path(const std::string& name);

  [[nodiscard]] Golden operator[](const char* key) const;
  [[nodiscard]] Golden at(size_t i) const;
  [[nodiscard]] bool has(const char* key) const;
  [[nodiscard]] size_t size() const;

  [[nodiscard]] std::string text() const;
  [[nodiscard]] int64_t integer() const;  ///< true and false count as 1 and 0
  [[nodiscard]] double number() const;
  [[nodiscard]] bool truth() const;
  [[nodiscard]] bool is_truth() const;
  [[nodiscard]] bool is_number() const;
  [[nodiscard]] bool is_list() const;
  [[nodiscard]] bool is_null() const;
  [[nodiscard]] std::vector<double> numbers() const;
  [[nodiscard]] std::vector<int64_t> integers() const;
  [[nodiscard]] std::vector<std::string> keys() const;
  [[nodiscard]] DType dtype() const;
  [[nodiscard]] std::string json() const;  ///< as it stands in the file

  class Iterator {
   public:
    Iterator(const Golden* list, size_t i) : list_(list), i_(i) {}
    Golden operator*() const { return list_->at(i_); }
    Iterator& operator++() { return ++i_, *this; }
    bool operator!=(const Iterator& other) const { return i_ != other.i_; }

   private:
    const Golden* list_;
    size_t i_;
  };
  [[nodiscard]] Iterator begin() const { return {this, 0}; }
  [[nodiscard]] Iterator end() const { return {this, size()}; }

 private:
  explicit Golden(const void* json) : json_(json) {}
  const void* json_;
};

/// The tensor of a case with the keys "dtype", "shape" and "values" (or "arange" and "set").
Tensor make_tensor(const Golden& fields);
/// A tensor of a list of values.
Tensor make_tensor(const Golden& values, const Shape& shape, DType dtype);

}  // namespace weft::test
