#include "core/random/generator.h"

#include <type_traits>

#include "core/base/error.h"

namespace weft {

static_assert(std::is_trivially_copyable_v<Generator>, "a copy of a generator saves its state");

void Generator::manual_seed(uint64_t seed) {
  seed_ = seed;
  has_spare_ = 0;
  next_ = kWords;
  words_[0] = static_cast<uint32_t>(seed);
  for (uint32_t i = 1; i < kWords; ++i) {
    const uint32_t previous = words_[i - 1];
    words_[i] = 1812433253U * (previous ^ (previous >> 30)) + i;
  }
}

void Generator::refill() {
  constexpr uint32_t kAhead = 397;
  const auto twist = [this](uint32_t i, uint32_t after, uint32_t ahead) {
    const uint32_t mixed = (words_[i] & 0x80000000U) | (words_[after] & 0x7fffffffU);
    words_[i] = words_[ahead] ^ (mixed >> 1) ^ ((words_[after] & 1U) != 0 ? 0x9908b0dfU : 0U);
  };
  uint32_t i = 0;
  for (; i < kWords - kAhead; ++i) twist(i, i + 1, i + kAhead);
  for (; i < kWords - 1; ++i) twist(i, i + 1, i + kAhead - kWords);
  twist(i, 0, kAhead - 1);
  next_ = 0;
}

uint32_t Generator::random() {
  if (next_ == kWords) refill();
  uint32_t y = words_[next_++];
  y ^= y >> 11;
  y ^= (y << 7) & 0x9d2c5680U;
  y ^= (y << 15) & 0xefc60000U;
  return y ^ (y >> 18);
}

uint64_t Generator::random64() {
  const uint64_t high = random();
  return (high << 32) | random();
}

std::optional<double> Generator::take_spare_normal() {
  if (has_spare_ == 0) return std::nullopt;
  has_spare_ = 0;
  return spare_;
}

void Generator::keep_spare_normal(double value) {
  spare_ = value;
  has_spare_ = 1;
}

void Generator::set_state(const State& state) {
  check(state[4] <= 1 && state[5] <= kWords,
        "Generator: a state must have 0 or 1 spare values and a next word from 0 to ", kWords,
        ", got ", state[4], " and ", state[5]);
  *this = std::bit_cast<Generator>(state);
}

Generator& default_generator() {
  static Generator instance;
  return instance;
}

void manual_seed(uint64_t seed) { default_generator().manual_seed(seed); }

}  // namespace weft
