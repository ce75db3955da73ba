#include "core/registry/registry.h"

#include <algorithm>
#include <cstdlib>

namespace weft::registry {
namespace {

/// Parameter i as it stands in the list, with its default: "dim=-1".
std::string_view declaration(const Operation& operation, int i) {
  std::string_view rest = operation.parameters;
  for (; i > 0; --i) rest.remove_prefix(rest.find(", ") + 2);
  return rest.substr(0, rest.find(", "));
}

/// "none", "true", "-1", "0.5", "mean".
Argument parse(std::string_view text) {
  if (text == "none") return {};
  if (text == "true" || text == "false") return text == "true";
  const std::string copy(text);
  char* end = nullptr;
  const long long whole = std::strtoll(copy.c_str(), &end, 10);
  if (*end == 0) return static_cast<int64_t>(whole);
  const double number = std::strtod(copy.c_str(), &end);
  if (*end == 0) return number;
  return copy;
}

}  // namespace

int Operation::parameter_count() const {
  const std::string_view list = parameters;
  if (list.empty()) return 0;
  return 1 + static_cast<int>(std::count(list.begin(), list.end(), ','));
}

std::string_view Operation::parameter(int i) const {
  const std::string_view text = declaration(*this, i);
  return text.substr(0, text.find('='));
}

const Argument& detail::argument_or_default(const Operation& operation,
                                            std::span<const Argument> arguments, int i,
                                            Argument& fallback) {
  const auto given = static_cast<size_t>(i) < arguments.size();
  if (given && arguments[static_cast<size_t>(i)].kind != Argument::Kind::none)
    return arguments[static_cast<size_t>(i)];
  const std::string_view text = declaration(operation, i);
  const size_t equals = text.find('=');
  check(equals != text.npos, operation.title(), ": ", text, " is missing; the parameters are (",
        operation.parameters, ")");
  fallback = parse(text.substr(equals + 1));
  return fallback;
}

std::span<const std::span<const Operation>> tables() {
  static const std::span<const Operation> all[] = {
      pointwise_table(), creation_table(),   shape_table(), choose_table(), reduce_table(),
      product_table(),   functional_table(), loss_table(),  inplace_table()};
  return all;
}

const Operation& operation(std::string_view name) {
  for (const auto table : tables())
    for (const Operation& operation : table)
      if (operation.name == name) return operation;
  fail("weft: there is no operation ", name);
}

std::vector<Tensor> call(std::string_view name, std::span<const Argument> arguments) {
  const Operation& f = operation(name);
  check(arguments.size() <= static_cast<size_t>(f.parameter_count()), name,
        ": the parameters are (", f.parameters, "), got ", arguments.size(), " arguments");
  return f(arguments);
}

}  // namespace weft::registry
