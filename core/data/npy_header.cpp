#include "core/data/npy_header.h"

#include <charconv>

#include "core/base/error.h"

namespace weft {
namespace {

constexpr DType kDTypes[] = {float32, float64, int64, int32, uint8, boolean};

class Parser {
 public:
  Parser(std::string_view header, int64_t at, const std::string& name)
      : rest_(header), end_(at + static_cast<int64_t>(header.size())), name_(name) {}

  NpyHeader parse() {
    NpyHeader header;
    bool descr = false, order = false, shape = false;
    expect('{');
    while (!take('}')) {
      const int64_t key_at = offset();
      const std::string_view key = quoted();
      expect(':');
      if (key == "descr")
        header.dtype = dtype(), descr = true;
      else if (key == "fortran_order")
        header.fortran_order = truth(), order = true;
      else if (key == "shape")
        header.shape = tuple(), shape = true;
      else
        wrong("descr, fortran_order or shape", key, key_at);
      if (!take(',') && next() != '}') unexpected("',' or '}'");
    }
    if (next() != '\0') unexpected("nothing behind '}'");
    check(descr && order && shape, name_, ": the header must have ",
          !descr   ? "descr"
          : !order ? "fortran_order"
                   : "shape",
          ", got none before offset ", end_);
    return header;
  }

 private:
  /// Where what comes next stands in the file.
  int64_t offset() {
    skip_blanks();
    return end_ - static_cast<int64_t>(rest_.size());
  }
  void skip_blanks() {
    while (!rest_.empty() && (rest_[0] == ' ' || rest_[0] == '\n')) rest_.remove_prefix(1);
  }
  char next() {
    skip_blanks();
    return rest_.empty() ? '\0' : rest_[0];
  }
  bool take(char c) {
    if (next() != c) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool take(std::string_view word) {
    skip_blanks();
    if (!rest_.starts_with(word)) return false;
    rest_.remove_prefix(word.size());
    return true;
  }
  void expect(char c) {
    if (!take(c)) unexpected(text("'", std::string_view(&c, 1), "'"));
  }
  [[noreturn]] void wrong(std::string_view expected, std::string_view got, int64_t at) const {
    fail(name_, ": the header must have ", expected, ", got ", got, " at offset ", at);
  }
  [[noreturn]] void unexpected(std::string_view expected) {
    const int64_t at = offset();
    wrong(expected, rest_.empty() ? "its end" : text("'", rest_.substr(0, 1), "'"), at);
  }

  std::string_view quoted() {
    const char quote = next();
    if (quote != '\'' && quote != '"') unexpected("a text in quotes");
    rest_.remove_prefix(1);
    const size_t length = rest_.find(quote);
    if (length == rest_.npos) {
      rest_ = {};
      unexpected("a closing quote");
    }
    const std::string_view out = rest_.substr(0, length);
    rest_.remove_prefix(length + 1);
    return out;
  }

  DType dtype() {
    const int64_t at = offset();
    check(next() != '[', name_, ": dtype must be one of <f4, <f8, <i8, <i4, |u1, |b1, got a ",
          "structure of several at offset ", at);
    const std::string_view descr = quoted();
    for (const DType dtype : kDTypes) {
      const std::string_view known = npy_descr(dtype);
      if (descr == known) return dtype;
      if (!descr.starts_with('>') || descr.substr(1) != known.substr(1)) continue;
      if (known[0] == '|') return dtype;  // one byte has no order
      fail(name_, ": dtype must be little-endian, got '", descr, "' at offset ", at,
           "; save it in NumPy as x.astype('", known, "')");
    }
    fail(name_, ": dtype must be one of <f4, <f8, <i8, <i4, |u1, |b1, got '", descr, "' at offset ",
         at);
  }

  bool truth() {
    const bool yes = take("True");
    if (!yes && !take("False")) unexpected("True or False");
    return yes;
  }

  Shape tuple() {
    Shape shape;
    expect('(');
    while (!take(')')) {
      const int64_t at = offset();
      int64_t size = 0;
      const auto [end, error] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), size);
      if (error == std::errc::invalid_argument) unexpected("a size");
      const auto length = static_cast<size_t>(end - rest_.data());
      check(error == std::errc() && size >= 0, name_,
            ": sizes must be from 0 to 9223372036854775807, got ", rest_.substr(0, length),
            " at offset ", at);
      check(shape.size() < kMaxDims, name_, ": a tensor has at most ", kMaxDims,
            " dimensions, got more at offset ", at);
      rest_.remove_prefix(length);
      take('L');  // Python 2 wrote 3L
      shape.push_back(size);
      if (!take(',') && next() != ')') unexpected("',' or ')'");
    }
    return shape;
  }

  std::string_view rest_;
  int64_t end_;
  const std::string& name_;
};

}  // namespace

NpyHeader parse_npy_header(std::string_view header, int64_t at, const std::string& name) {
  return Parser(header, at, name).parse();
}

const char* npy_descr(DType dtype) {
  constexpr const char* descrs[] = {"<f4", "<f8", "<i8", "<i4", "|u1", "|b1"};
  return descrs[static_cast<int>(dtype)];
}

}  // namespace weft
