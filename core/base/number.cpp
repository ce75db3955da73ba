#include "core/base/number.h"

#include <locale.h>
#ifdef __APPLE__
#include <xlocale.h>
#endif

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <vector>

namespace weft {
namespace {

/// 0.DIGITS * 10^exponent, without zeros at either end. Zero has no digits.
struct Decimal {
  std::string digits;
  int exponent = 0;

  [[nodiscard]] int size() const { return static_cast<int>(digits.size()); }
  [[nodiscard]] char operator[](int i) const {
    return i < 0 || i >= size() ? '0' : digits[static_cast<size_t>(i)];
  }
  bool operator<(const Decimal& other) const {
    return exponent != other.exponent ? exponent < other.exponent : digits < other.digits;
  }
};

/// m * 2^e in all its digits, since m * 2^-n = m * 5^n * 10^-n.
Decimal exact(uint64_t m, int e) {
  if (m == 0) return {};
  constexpr uint32_t kLimb = 1'000'000'000;
  std::vector<uint32_t> limbs;  // the lowest first
  for (; m > 0; m /= kLimb) limbs.push_back(static_cast<uint32_t>(m % kLimb));
  for (int left = std::abs(e); left > 0;) {
    uint32_t factor = 1;
    for (; left > 0 && factor < 100'000'000; --left) factor *= e < 0 ? 5 : 2;
    uint64_t carry = 0;
    for (uint32_t& limb : limbs) {
      carry += uint64_t{limb} * factor;
      limb = static_cast<uint32_t>(carry % kLimb);
      carry /= kLimb;
    }
    if (carry > 0) limbs.push_back(static_cast<uint32_t>(carry));
  }
  std::string digits;
  for (uint32_t limb : limbs)
    for (int i = 0; i < 9; ++i, limb /= 10) digits += static_cast<char>('0' + limb % 10);
  digits.erase(digits.find_last_not_of('0') + 1);
  const int exponent = static_cast<int>(digits.size()) + std::min(e, 0);
  digits.erase(0, digits.find_first_not_of('0'));
  return {{digits.rbegin(), digits.rend()}, exponent};
}

/// The nearest number of at most `count` digits.
Decimal rounded(Decimal d, int count) {
  if (count >= d.size()) return d;
  if (count < 0) return {};
  const bool half = d[count] == '5' && d.size() == count + 1;
  const bool up = half ? d[count - 1] % 2 != 0 : d[count] >= '5';
  d.digits.resize(static_cast<size_t>(count));
  const char last = up ? '9' : '0';
  while (!d.digits.empty() && d.digits.back() == last) d.digits.pop_back();
  if (!d.digits.empty()) {
    if (up) ++d.digits.back();
    return d;
  }
  return up ? Decimal{"1", d.exponent + 1} : Decimal{};
}

/// A finite number, with what lies half-way to its neighbours: these bounds read back as the number
/// itself where it is even.
struct Number {
  explicit Number(double value) {
    const auto bits = std::bit_cast<uint64_t>(value);
    fraction = bits & ((uint64_t{1} << 52) - 1);
    const int biased = static_cast<int>(bits >> 52 & 2047);
    m = biased ? fraction | uint64_t{1} << 52 : fraction;
    e = std::max(biased, 1) - 1075;
    lowest_of_binade = fraction == 0 && biased > 1;
  }
  [[nodiscard]] Decimal exactly() const { return exact(m, e); }

  [[nodiscard]] Decimal shortest() const {
    const Decimal all = exactly();
    const Decimal low = exact(4 * m - (lowest_of_binade ? 1 : 2), e - 2);
    const Decimal high = exact(4 * m + 2, e - 2);
    for (int count = 1;; ++count) {
      const Decimal d = rounded(all, count);
      const bool reads_back = m % 2 == 0 ? !(d < low) && !(high < d) : low < d && d < high;
      if (reads_back || count >= all.size()) return d;
    }
  }

  uint64_t fraction, m;
  int e;
  bool lowest_of_binade;
};

std::string fixed(const Decimal& d, int digits) {
  std::string out;
  for (int i = std::min(d.exponent, 1) - 1; i < d.exponent + digits; ++i) {
    if (i == d.exponent) out += '.';
    out += d[i];
  }
  return out;
}

int power(const Decimal& d) { return d.size() == 0 ? 0 : d.exponent - 1; }

std::string scientific(const Decimal& d, int digits) {
  std::string out(1, d[0]);
  if (digits > 0) out += '.';
  for (int i = 1; i <= digits; ++i) out += d[i];
  const int e = std::abs(power(d));
  out += power(d) < 0 ? "e-" : "e+";
  if (e < 10) out += '0';
  return out += std::to_string(e);
}

/// write(number) with the sign; what is not finite has a name.
template <class Write>
std::string written(double value, Write write) {
  if (std::isnan(value)) return "nan";
  std::string out(std::signbit(value) ? "-" : "");
  return out += std::isinf(value) ? "inf" : write(Number(value));
}

}  // namespace

std::string fixed(double value, int digits) {
  return written(value, [=](const Number& number) {
    const Decimal d = number.exactly();
    return fixed(rounded(d, d.exponent + digits), digits);
  });
}

std::string scientific(double value, int digits) {
  return written(value, [=](const Number& number) {
    return scientific(rounded(number.exactly(), digits + 1), digits);
  });
}

std::string significant(double value, int digits) {
  return written(value, [=](const Number& number) {
    const Decimal d = rounded(number.exactly(), digits);
    const bool plain = power(d) >= -4 && power(d) < digits;
    return plain ? fixed(d, std::max(d.size() - d.exponent, 0))
                 : scientific(d, std::max(d.size(), 1) - 1);
  });
}

std::string shortest(double value) {
  return written(value, [](const Number& number) {
    const Decimal d = number.shortest();
    // Of whole numbers all digits, as they are no longer than zeros.
    const bool whole = d.exponent > d.size();
    std::string plain = fixed(whole ? number.exactly() : d, std::max(d.size() - d.exponent, 0));
    std::string with_exponent = scientific(d, std::max(d.size(), 1) - 1);
    return plain.size() <= with_exponent.size() ? plain : with_exponent;
  });
}

std::string python_float(double value) {
  return written(value, [](const Number& number) {
    const Decimal d = number.shortest();
    if (power(d) < -4 || power(d) >= 16) return scientific(d, std::max(d.size(), 1) - 1);
    return fixed(d, std::max(d.size() - d.exponent, 1));
  });
}

double parsed(const std::string& text) {
  static const locale_t plain = newlocale(LC_ALL_MASK, "C", nullptr);
  const locale_t before = uselocale(plain);
  const double value = std::strtod(text.c_str(), nullptr);
  uselocale(before);
  return value;
}

}  // namespace weft
