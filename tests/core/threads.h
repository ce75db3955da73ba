// Thread counts for the length of a test.
#pragma once
#include "core/base/error.h"
#include "core/base/parallel.h"

namespace weft::test {

/// Puts the number of threads back.
class ThreadCount {
 public:
  ThreadCount() : before_(num_threads()) {}
  ~ThreadCount() { set_num_threads(before_); }
  ThreadCount(const ThreadCount&) = delete;
  ThreadCount& operator=(const ThreadCount&) = delete;

 private:
  int before_;
};

/// False in a build without threads.
inline bool try_threads(int count) {
  try {
    set_num_threads(count);
    return true;
  } catch (const Error&) {
    return false;
  }
}

}  // namespace weft::test
