// The source of all randomness: MT19937 (Matsumoto and Nishimura, 1998), seeded and read as
// PyTorch's CPU generator does, so that one seed gives PyTorch's numbers. The distributions stand
// in distributions.h.
//
// The class is trivially copyable: a copy is a saved state. One thread at a time may use a
// generator.
#pragma once
#include <array>
#include <bit>
#include <cstdint>
#include <optional>

namespace weft {

class Generator {
 public:
  /// What PyTorch starts with when nobody sets a seed.
  static constexpr uint64_t kDefaultSeed = 67280421310721;

  explicit Generator(uint64_t seed = kDefaultSeed) { manual_seed(seed); }

  /// Starts again. The engine takes the low 32 bits, as PyTorch's does; seed() keeps all 64.
  void manual_seed(uint64_t seed);
  [[nodiscard]] uint64_t seed() const { return seed_; }

  uint32_t random();
  uint64_t random64();  // two draws, the first one in the high half

  /// Box-Muller makes normal values in pairs: the second one waits here, also across calls.
  [[nodiscard]] std::optional<double> take_spare_normal();
  void keep_spare_normal(double value);

  /// All of it as words, for files: the seed and the spare value (two words each, the low one
  /// first), whether there is one, the next word's number, the engine's words.
  static constexpr uint32_t kWords = 624;
  using State = std::array<uint32_t, 6 + kWords>;
  [[nodiscard]] State state() const { return std::bit_cast<State>(*this); }
  /// An error, and nothing changes, where no generator can have had this state.
  void set_state(const State& state);

 private:
  void refill();

  uint64_t seed_ = 0;
  double spare_ = 0;
  uint32_t has_spare_ = 0;
  uint32_t next_ = kWords;  // the word to give out next; kWords: none is left
  std::array<uint32_t, kWords> words_{};
};

/// The generator of everything that is not given one.
Generator& default_generator();
void manual_seed(uint64_t seed);

}  // namespace weft
