// Threads that stay at hand between one loop and the next: they look for a piece of work for some
// microseconds before they sleep. parallel.cpp has them in one open parallel region; see
// with_threads. In a browser a region costs two wake-ups, 25 us and more, a loop of a team 2 us.
#pragma once
#include <atomic>
#include <cstdint>
#include <exception>

namespace weft::detail {

/// Waits until the value is another one than `old`, and returns it.
inline uint32_t await_change(std::atomic<uint32_t>& value, uint32_t old) {
  // About 20 us: longer than the gaps between most loops of a training step. What is waited for may
  // have lost its core to another program: then nobody should spin for long.
  constexpr int kLooks = 20'000;
  for (int i = 0; i < kLooks; ++i)
    if (const uint32_t now = value.load(std::memory_order_acquire); now != old) return now;
  for (;;) {
#ifdef __wasm_atomics__
    // The standard library sleeps in steps of up to milliseconds there.
    __builtin_wasm_memory_atomic_wait32(reinterpret_cast<int*>(&value), static_cast<int>(old), -1);
#else
    value.wait(old, std::memory_order_acquire);
#endif
    if (const uint32_t now = value.load(std::memory_order_acquire); now != old) return now;
  }
}

inline void notify(std::atomic<uint32_t>& value) {
#ifdef __wasm_atomics__
  __builtin_wasm_memory_atomic_notify(reinterpret_cast<int*>(&value), ~0u);
#else
  value.notify_all();
#endif
}

/// Thread 0 gives the others, numbered from 1, loops to share.
class Team {
 public:
  /// How many threads there are, thread 0 included; said by that before its first loop.
  void start(int size) { size_ = size; }
  [[nodiscard]] int size() const { return size_; }

  /// Calls share(i) for i < count on thread i, here and in the threads that serve; share must not
  /// throw.
  template <class F>
  void run(int count, F& share) {
    share_ = [](void* f, int i) { (*static_cast<F*>(f))(i); };
    f_ = &share;
    count_ = count;
    at_work_.store(static_cast<uint32_t>(size_ - 1), std::memory_order_relaxed);
    next_round();
    share(0);
    for (uint32_t left = at_work_.load(std::memory_order_acquire); left != 0;)
      left = await_change(at_work_, left);
  }

  /// What thread i > 0 does until end().
  void serve(int i) {
    for (uint32_t round = 0;;) {
      round = await_change(round_, round);
      if (!share_) return;
      if (i < count_) share_(f_, i);
      if (at_work_.fetch_sub(1, std::memory_order_acq_rel) == 1) notify(at_work_);
    }
  }
  void end() {
    share_ = nullptr;
    next_round();
  }

 private:
  void next_round() {
    round_.fetch_add(1, std::memory_order_release);
    notify(round_);
  }

  int size_ = 1;
  int count_ = 0;
  void (*share_)(void* f, int i) = nullptr;
  void* f_ = nullptr;
  alignas(64) std::atomic<uint32_t> round_{0};
  alignas(64) std::atomic<uint32_t> at_work_{0};
};

}  // namespace weft::detail
