// Tensors as text, character for character as PyTorch's documented print options give it (precision
// 4, threshold 1000, edgeitems 3, linewidth 80), without the `torch.` prefixes. All numbers of a
// tensor have one width, which the numbers that show decide.
#include <cmath>

#include "core/base/number.h"
#include "core/ops/ops.h"

namespace weft {
namespace {

constexpr int64_t kThreshold = 1000;  // longer tensors are summarised
constexpr int64_t kEdge = 3;          // to this many items at both ends of a dimension
constexpr size_t kLine = 80;
constexpr std::string_view kPrefix = "tensor(";

/// How the numbers of one tensor are written.
struct Format {
  bool whole = true;  // `1.`
  bool exponent = false;
  size_t width = 1;
};

std::string written(const Format& format, double value) {
  if (std::isnan(value)) return "nan";
  if (std::isinf(value)) return value < 0 ? "-inf" : "inf";
  if (format.exponent) return scientific(value, 4);
  return format.whole ? fixed(value, 0) + '.' : fixed(value, 4);
}
std::string written(const Format&, bool value) { return value ? "True" : "False"; }
template <std::integral T>
std::string written(const Format&, T value) {
  return text(value);
}

template <class T>
class Printer {
 public:
  explicit Printer(const Tensor& x)
      : x_(x), data_(x.data<T>()), summarized_(x.numel() > kThreshold), format_(choose_format()) {}

  /// Appends dimensions dim and up, of the elements that start at `offset`.
  void print(std::string& out, int dim, int64_t offset, size_t indent) const {
    if (dim == x_.dim()) {
      out += number(data_[offset]);
      return;
    }
    const bool innermost = dim + 1 == x_.dim();
    const size_t line = std::max<size_t>(1, (kLine - indent) / (format_.width + 2));
    size_t count = 0;
    const auto separate = [&] {
      if (count > 0) out += innermost && count % line != 0 ? ", " : ",";
      if (count > 0 && (!innermost || count % line == 0)) {
        out.append(innermost ? 1 : static_cast<size_t>(x_.dim() - dim - 1), '\n');
        out.append(indent + 1, ' ');
      }
      ++count;
    };
    out += '[';
    for_shown(dim, [&](int64_t i) {
      separate();
      if (i < 0)
        out += innermost ? " ..." : "...";
      else
        print(out, dim + 1, offset + i * x_.strides()[dim], indent + 1);
    });
    out += ']';
  }

 private:
  /// Calls f with the indices along dim that show, and with -1 where some are left out.
  template <class F>
  void for_shown(int dim, F f) const {
    const int64_t size = x_.shape()[dim];
    const bool cut = summarized_ && size > 2 * kEdge;
    for (int64_t i = 0; i < (cut ? kEdge : size); ++i) f(i);
    if (!cut) return;
    f(-1);
    for (int64_t i = size - kEdge; i < size; ++i) f(i);
  }

  template <class F>
  void for_values(int dim, int64_t offset, F f) const {
    if (dim == x_.dim()) {
      f(data_[offset]);
      return;
    }
    for_shown(dim, [&](int64_t i) {
      if (i >= 0) for_values(dim + 1, offset + i * x_.strides()[dim], f);
    });
  }

  [[nodiscard]] Format choose_format() const {
    Format format;
    if constexpr (std::is_floating_point_v<T>) {
      double least = INFINITY;
      double most = 0;
      for_values(0, 0, [&](double value) {
        if (value == 0 || !std::isfinite(value)) return;
        least = std::min(least, std::abs(value));
        most = std::max(most, std::abs(value));
        format.whole &= value == std::ceil(value);
      });
      if (most == 0) return format;
      format.exponent = most / least > 1000 || most > 1e8 || least < 1e-4;
    }
    for_values(0, 0, [&](T value) {
      // Zeros and what is not finite do not count, as PyTorch has it.
      if (std::is_floating_point_v<T> && (value == T(0) || !std::isfinite(double(value)))) return;
      format.width = std::max(format.width, written(format, value).size());
    });
    return format;
  }

  [[nodiscard]] std::string number(T value) const {
    std::string text = written(format_, value);
    if (text.size() < format_.width) text.insert(0, format_.width - text.size(), ' ');
    return text;
  }

  const Tensor& x_;
  const T* data_;
  bool summarized_;
  Format format_;
};

/// Adds `, suffix`, on a new line where it does not fit. PyTorch breaks lines before its longer
/// names: `hidden` characters count that are not printed.
class Suffixes {
 public:
  explicit Suffixes(std::string& out) : out_(out), line_(out.size() - (out.rfind('\n') + 1) + 2) {}

  void add(const std::string& suffix, size_t hidden = 0) {
    const size_t size = suffix.size() + hidden;
    if (line_ + size + 2 > kLine) {
      out_ += ",\n";
      out_.append(kPrefix.size(), ' ');
      line_ = kPrefix.size() + size;
    } else {
      out_ += ", ";
      line_ += size + 2;
    }
    out_ += suffix;
  }

 private:
  std::string& out_;
  size_t line_;
};

}  // namespace

std::string Tensor::to_string() const {
  const bool none = numel() == 0;
  std::string out(kPrefix);
  if (none)
    out += "[]";
  else
    visit(dtype(), [&]<class T> { Printer<T>(*this).print(out, 0, 0, kPrefix.size()); });

  Suffixes suffixes(out);
  if (none && dim() != 1) suffixes.add(text("size=", shape()));
  const bool implied = none ? dtype() == float32
                            : dtype() == float32 || dtype() == weft::int64 || dtype() == boolean;
  if (!implied) suffixes.add(text("dtype=", dtype()), std::string_view("torch.").size());
  if (const Node* node = grad_fn(*this))
    suffixes.add(text("grad_fn=<", node->name(), ">"));
  else if (requires_grad())
    suffixes.add("requires_grad=True");
  return out += ')';
}

void append(std::string& out, const Tensor& x) { out += x.to_string(); }

}  // namespace weft
