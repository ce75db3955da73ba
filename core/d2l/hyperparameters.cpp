#include "core/d2l/hyperparameters.h"

#include <algorithm>

namespace weft::d2l {
namespace {

/// The texts with commas between them.
template <class Items, class F>
std::string joined(const Items& items, F&& to_text) {
  std::string out;
  for (const auto& item : items) append(out, std::string(out.empty() ? "" : ", ") + to_text(item));
  return out;
}

template <class Parameters>
auto find(Parameters& parameters, const std::string& name) {
  return std::find_if(parameters.begin(), parameters.end(),
                      [&](const auto& p) { return p.first == name; });
}

}  // namespace

double HyperParameters::Value::number(const std::string& name) const {
  const double* const number = std::get_if<double>(&value_);
  // Not check(): its arguments are made first, and a text of a number takes a microsecond.
  if (!number) fail("hparam: '", name, "' must be a number, got ", to_string());
  return *number;
}

std::string HyperParameters::Value::to_string() const {
  if (const auto* words = std::get_if<std::string>(&value_)) return "'" + *words + "'";
  if (const auto* number = std::get_if<double>(&value_)) return text(*number);
  return "[" + joined(std::get<2>(value_), [](double number) { return text(number); }) + "]";
}

void HyperParameters::save_hyperparameters(const std::vector<Named>& values,
                                           const std::vector<std::string>& ignore) {
  for (const Named& value : values) {
    if (std::find(ignore.begin(), ignore.end(), value.first) != ignore.end()) continue;
    const auto known = find(hparams_, value.first);
    if (known == hparams_.end())
      hparams_.push_back(value);
    else
      known->second = value.second;
  }
}

double HyperParameters::hparam(const std::string& name) const {
  const auto known = find(hparams_, name);
  if (known == hparams_.end())
    fail("hparam: there is no '", name,
         "', only: ", joined(hparams_, [](const Named& h) { return h.first; }));
  return known->second.number(name);
}

std::string HyperParameters::hparams_text() const {
  return joined(hparams_, [](const Named& h) { return h.first + "=" + h.second.to_string(); });
}

}  // namespace weft::d2l
