#include "wasm/message.h"

#include <memory>

#include "wasm/api.h"

// The function's result is a handle that is handed over, or 0. An exception of JavaScript's passes
// through. A count of -1 ends the function.
EM_JS(weft::Tensor*, weft_call_back, (int id, int count),
      { return Module['callBack'](id, count); });

namespace weft::wasm {

double* buffer(size_t count) {
  static std::vector<double> numbers;
  // Never empty: a null pointer would be a failure.
  if (numbers.empty() || numbers.size() < count) numbers.resize(std::max<size_t>(count, 256));
  return numbers.data();
}

registry::Argument read_argument(const double*& at) {
  using Kind = registry::Argument::Kind;
  registry::Argument argument;
  argument.kind = static_cast<Kind>(*at++);
  if (argument.kind == Kind::none) return argument;
  const double first = *at++;
  switch (argument.kind) {
    case Kind::boolean:
    case Kind::integer:
      argument.integer = static_cast<int64_t>(first);
      break;
    case Kind::floating:
      argument.floating = first;
      break;
    case Kind::tensor:
      argument.tensors.push_back(from_handle(first));
      break;
    default:
      for (const double* end = at + static_cast<size_t>(first); at != end; ++at) {
        if (argument.kind == Kind::text) argument.text += static_cast<char>(*at);
        if (argument.kind == Kind::integers) argument.integers.push_back(static_cast<int64_t>(*at));
        if (argument.kind == Kind::numbers) argument.numbers.push_back(*at);
        if (argument.kind == Kind::tensors) argument.tensors.push_back(from_handle(*at));
      }
  }
  return argument;
}

int write_handles(const std::vector<Tensor>& results) {
  double* out = buffer(results.size());
  for (const Tensor& x : results) *out++ = to_handle(x);
  return static_cast<int>(results.size());
}

Tensor Callback::operator()(const std::vector<Tensor>& arguments) const {
  const int count = write_handles(arguments);
  const std::unique_ptr<Tensor> result(weft_call_back(static_cast<int>(id), count));
  return result ? *result : Tensor();
}

void Callback::release() const { weft_call_back(static_cast<int>(id), -1); }

}  // namespace weft::wasm
