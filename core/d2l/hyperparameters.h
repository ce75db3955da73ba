// HyperParameters of the book: a constructor's arguments as named values, for logs and checkpoints.
// C++ cannot list them by itself, so a class names them once:
// save_hyperparameters({{"lr", lr}, {"resize", {32, 32}}, {"root", "../data"}}).
#pragma once
#include <initializer_list>
#include <string>
#include <utility>
#include <variant>
#include <vector>

#include "core/base/error.h"

namespace weft::d2l {

class HyperParameters {
 public:
  /// A number, a text or a list of numbers.
  class Value {
   public:
    template <class T>
    requires std::integral<T> || std::floating_point<T> Value(T number)
        : value_(static_cast<double>(number)) {}
    Value(std::string words) : value_(std::move(words)) {}
    Value(const char* words) : value_(std::string(words)) {}
    Value(std::vector<double> list) : value_(std::move(list)) {}
    Value(std::initializer_list<double> list) : value_(std::vector<double>(list)) {}
    bool operator==(const Value&) const = default;

    /// An error if the value is of another kind; `name` stands in it.
    [[nodiscard]] double number(const std::string& name) const;
    /// As Python prints it: 0.1, '../data', [32, 32].
    [[nodiscard]] std::string to_string() const;

   private:
    std::variant<double, std::string, std::vector<double>> value_;
  };
  using Named = std::pair<std::string, Value>;

  /// Adds the values under their names, without those in `ignore`.
  void save_hyperparameters(const std::vector<Named>& values,
                            const std::vector<std::string>& ignore = {});
  /// In the order in which they were saved.
  [[nodiscard]] const std::vector<Named>& hparams() const { return hparams_; }
  /// The number of that name; an error that lists the names if there is none.
  [[nodiscard]] double hparam(const std::string& name) const;
  /// One line for logs and checkpoints: "num_outputs=10, lr=0.1".
  [[nodiscard]] std::string hparams_text() const;

 private:
  std::vector<Named> hparams_;
};

}  // namespace weft::d2l
