// HyperParameters of the book: a constructor's arguments as named values. C++ cannot list them by
// itself, so a class names them once: save_hyperparameters({{"lr", lr}, {"num_hiddens", n}}).
#pragma once
#include <string>
#include <utility>
#include <vector>

#include "core/base/error.h"

namespace weft::d2l {

class HyperParameters {
 public:
  using Named = std::pair<std::string, double>;

  /// Adds the values under their names, without those in `ignore`.
  void save_hyperparameters(const std::vector<Named>& values,
                            const std::vector<std::string>& ignore = {});
  /// In the order in which they were saved.
  [[nodiscard]] const std::vector<Named>& hparams() const { return hparams_; }
  /// The value of that name; an error that lists the names if there is none.
  [[nodiscard]] double hparam(const std::string& name) const;

 private:
  std::vector<Named> hparams_;
};

}  // namespace weft::d2l
