// The one exception of the library. Every message has the form `op: rule, got values` and is final:
// no caller adds to it, and it reaches JavaScript with the same text.
#pragma once
#include <stdexcept>

#include "core/base/text.h"

namespace weft {

class Error : public std::runtime_error {
  using std::runtime_error::runtime_error;
};

template <class... Args>
[[noreturn]] void fail(const Args&... args) {
  throw Error(text(args...));
}

/// Throws an Error made of `args` unless `ok`. The text is only put together when it is needed.
template <class... Args>
inline void check(bool ok, const Args&... args) {
  if (!ok) [[unlikely]]
    fail(args...);
}

}  // namespace weft
