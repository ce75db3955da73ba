#include "core/data/frame_csv.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "core/data/csv.h"
#include "core/data/csv_values.h"

namespace weft {
namespace {

using Fields = std::vector<CsvField>;

constexpr double kNaN = std::numeric_limits<double>::quiet_NaN();

bool lacks(const CsvField& field) { return is_missing(field.text); }

/// The fields of one column, and how they become values.
class Column {
 public:
  Column(const CsvReader& reader, std::string name, Fields fields)
      : reader_(reader), name_(std::move(name)), fields_(std::move(fields)) {}

  [[nodiscard]] Series series(std::optional<ColumnType> type) const {
    switch (type ? *type : inferred()) {
      case ColumnType::float64:
        return {name_, floats()};
      case ColumnType::int64:
        return {name_, integers()};
      case ColumnType::boolean:
        return {name_, bools()};
      default:
        return {name_, texts(!type)};
    }
  }

 private:
  template <class F>
  [[nodiscard]] bool all(F&& f) const {
    return std::ranges::all_of(fields_, [&](const CsvField& x) { return lacks(x) || f(x.text); });
  }

  [[nodiscard]] ColumnType inferred() const {
    const bool complete = std::ranges::none_of(fields_, lacks);
    if (fields_.empty()) return ColumnType::object;
    if (all(is_whole)) return complete ? ColumnType::int64 : ColumnType::float64;
    if (all(to_floating)) return ColumnType::float64;
    return complete && all(to_truth) ? ColumnType::boolean : ColumnType::object;
  }

  [[noreturn]] void wrong(const CsvField& field, const char* expected) const {
    fail(reader_.where(field.at), ": '", name_, "' must be ", expected, ", got ",
         lacks(field) ? "a missing value" : text("\"", field.text, "\""));
  }

  [[nodiscard]] Floats floats() const {
    Floats out;
    for (const CsvField& field : fields_) {
      const auto value = lacks(field) ? kNaN : to_floating(field.text);
      if (!value) wrong(field, "a number (float64)");
      out.push_back(*value);
    }
    return out;
  }

  [[nodiscard]] Integers integers() const {
    Integers out;
    for (const CsvField& field : fields_) {
      const auto value = to_integer(field.text);
      if (!value) wrong(field, "a whole number in the range of int64");
      out.push_back(*value);
    }
    return out;
  }

  [[nodiscard]] Bools bools() const {
    Bools out;
    for (const CsvField& field : fields_) {
      const auto value = to_truth(field.text);
      if (!value) wrong(field, "True or False");
      out.push_back(*value);
    }
    return out;
  }

  /// Truths among which one is missing stay truths in pandas, and print so.
  [[nodiscard]] Texts texts(bool respell) const {
    const bool truths = respell && all(to_truth);
    Texts out;
    for (const CsvField& field : fields_) {
      if (lacks(field))
        out.emplace_back(std::nullopt);
      else if (truths)
        out.emplace_back(*to_truth(field.text) ? "True" : "False");
      else
        out.emplace_back(field.text);
    }
    return out;
  }

  const CsvReader& reader_;
  std::string name_;
  Fields fields_;
};

/// Names as pandas makes them different: a, a.1, a.2; Unnamed: 2 where there is none.
std::vector<std::string> names_of(const Fields& header) {
  std::vector<std::string> names;
  const auto taken = [&](const std::string& name) {
    return std::ranges::find(names, name) != names.end() ||
           std::ranges::find(header, name, &CsvField::text) != header.end();
  };
  for (size_t i = 0; i < header.size(); ++i) {
    const std::string& written = header[i].text;
    std::string name = written.empty() ? text("Unnamed: ", i) : written;
    const std::string first = name;
    bool again = std::ranges::find(names, name) != names.end();
    for (int64_t n = 1; again; ++n) {
      name = text(first, ".", n);
      again = taken(name);
    }
    names.push_back(name);
  }
  return names;
}

}  // namespace

DataFrame parse_csv(std::string_view text, const CsvOptions& options, const std::string& name) {
  CsvReader reader(text, name);
  Fields record;
  check(reader.next(record), name, ": the first line must name the columns, got no text");
  const std::vector<std::string> names = names_of(record);
  std::vector<Fields> columns(names.size());
  while (reader.next(record)) {
    if (record.size() != names.size()) {
      const size_t at = record.size() < names.size() ? reader.at() : record[names.size()].at;
      fail(reader.where(at), ": a row must have ", names.size(), " fields as the header has, got ",
           record.size());
    }
    for (size_t i = 0; i < record.size(); ++i) columns[i].push_back(std::move(record[i]));
  }

  for (const auto& [column, type] : options.dtype) {
    check(std::ranges::find(names, column) != names.end(), name, ": dtype: there is no column '",
          column, "'");
  }
  std::vector<Series> series;
  for (size_t i = 0; i < names.size(); ++i) {
    const auto type = options.dtype.find(names[i]);
    series.push_back(
        Column(reader, names[i], std::move(columns[i]))
            .series(type == options.dtype.end() ? std::nullopt : std::optional(type->second)));
  }
  return DataFrame(series);
}

}  // namespace weft
