// ProgressBoard of the book: points of curves, averaged as they come. Who shows them takes chart()
// or to_svg() at the end, or listens to on_point.
#pragma once
#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "core/d2l/hyperparameters.h"
#include "core/plot/chart.h"
#include "core/tensor/named.h"

namespace weft::d2l {

class ProgressBoard : public HyperParameters {
 public:
  explicit ProgressBoard(std::string xlabel = "") : xlabel(std::move(xlabel)) {}

  std::string xlabel, ylabel;
  std::optional<plot::Pair> xlim, ylim;
  std::string xscale = "linear", yscale = "linear";
  plot::Pair figsize = {3.5, 2.5};
  /// Called for every point that is drawn.
  std::function<void(const std::string& label, double x, double y)> on_point;

  /// Once every_n points of that label are in, draws their mean and starts again.
  void draw(double x, double y, const std::string& label, int64_t every_n = 1);
  /// In the order in which their labels were first used, with line styles - -- -. : in turn.
  [[nodiscard]] const std::vector<plot::Series>& series() const { return series_; }
  [[nodiscard]] plot::Chart chart() const;
  [[nodiscard]] std::string to_svg() const { return plot::to_svg(chart()); }
  void clear();

  /// Of each label a float64 (n + 1, 3): x, y and 1 for each point drawn, and in the last row the
  /// sums of those that wait and how many they are.
  [[nodiscard]] NamedTensors state_dict() const;
  /// Draws nothing; nothing is changed where a tensor is not such a one.
  void load_state_dict(const NamedTensors& state);
  /// The curves of one for those of the other.
  void swap_curves(ProgressBoard& other);

 private:
  struct Waiting {
    double x = 0, y = 0;
    int64_t count = 0;
  };
  static void add_label(const std::string& label, std::vector<plot::Series>& series,
                        std::vector<Waiting>& waiting);

  std::vector<plot::Series> series_;
  std::vector<Waiting> waiting_;  // beside series_
};

}  // namespace weft::d2l
