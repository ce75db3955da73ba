#include "core/d2l/hyperparameters.h"

#include <algorithm>

namespace weft::d2l {

void HyperParameters::save_hyperparameters(const std::vector<Named>& values,
                                           const std::vector<std::string>& ignore) {
  for (const Named& value : values) {
    if (std::find(ignore.begin(), ignore.end(), value.first) != ignore.end()) continue;
    const auto known = std::find_if(hparams_.begin(), hparams_.end(),
                                    [&](const Named& h) { return h.first == value.first; });
    if (known == hparams_.end())
      hparams_.push_back(value);
    else
      known->second = value.second;
  }
}

double HyperParameters::hparam(const std::string& name) const {
  std::string names;
  for (const auto& [known, value] : hparams_) {
    if (known == name) return value;
    names += (names.empty() ? "" : ", ") + known;
  }
  fail("hparam: there is no '", name, "', only: ", names);
}

}  // namespace weft::d2l
