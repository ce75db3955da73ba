// Losses and normalisation.
#pragma once
#include "tests/cases/reductions.h"

namespace weft::test {

/// The factors 0.5, 1.5, ... of the classes.
inline double class_weight(int64_t c) { return 0.5 + static_cast<double>(c); }
inline LabelOptions label_options(DType dtype, Reduction reduction, double smoothing,
                                  int64_t ignored) {
  Tensor weight = arange(4, dtype) + 0.5;
  return {weight, ignored, reduction, smoothing};
}

/// What the label of row i and smoothing make of -log p[i, c].
inline double naive_target(int64_t i, int64_t c, double smoothing, int64_t ignored) {
  const int64_t label = label_of(i, 4);
  if (label == ignored) return 0;
  return class_weight(c) * ((c == label ? 1 - smoothing : 0) + smoothing / 4);
}
/// Of logarithms of probabilities (n, 4), for each row.
inline Array naive_label_losses(const Array& log_p, double smoothing, int64_t ignored) {
  return build({log_p.shape[0]}, [&](const Position& at) {
    return total(4, [&](int64_t c) {
      return -naive_target(at[0], c, smoothing, ignored) * log_p({at[0], c});
    });
  });
}
inline double naive_label_weight(int64_t rows, int64_t ignored) {
  return total(rows, [&](int64_t i) {
    return label_of(i, 4) == ignored ? 0 : class_weight(label_of(i, 4));
  });
}

inline double naive_huber(double d, double delta) {
  return std::abs(d) < delta ? d * d / 2 : delta * (std::abs(d) - delta / 2);
}
inline double naive_sigmoid(double x) { return 1 / (1 + std::exp(-x)); }
/// Cross-entropy of sigmoid(x) with t, whose term counts 1.5 times.
inline double naive_binary(double x, double t) {
  return -1.5 * t * std::log(naive_sigmoid(x)) - (1 - t) * std::log(naive_sigmoid(-x));
}

/// (x - mean) / sqrt(var + eps) over the positions of x that `same_group` joins.
template <class Same>
Array naive_normalize(const Array& x, double eps, Same same_group) {
  return build(x.shape, [&](const Position& at) {
    double sum = 0, squares = 0, count = 0;
    for_positions(x.shape, [&](const Position& other, int64_t) {
      if (same_group(at, other)) sum += x(other), count += 1;
    });
    for_positions(x.shape, [&](const Position& other, int64_t) {
      if (same_group(at, other)) squares += std::pow(x(other) - sum / count, 2);
    });
    return (x(at) - sum / count) / std::sqrt(squares / count + eps);
  });
}

inline Cases training_cases() {
  const auto logits = [](int64_t n) { return Shapes{{n, 4}}; };
  const auto two = [](int64_t n) { return Shapes{{3, n}, {3, n}}; };
  const auto row = [&](const char* name, auto shapes, auto call, auto naive,
                       double tolerance = 64) {
    return Case{name, shapes, call, naive, [](double n) { return 12 * n; }, -2, 2, {}, tolerance};
  };
#define CALL(expression) [](const Tensors& x) -> Tensor { return expression; }
#define NAIVE(expression) [](const Arrays& x) -> Array { return expression; }
#define EACH(expression) build(x[0].shape, [&](const Position& i) { return expression; })
  return {
      row("nll_loss", logits,
          CALL(
              nll_loss(x[0], labels_for(x[0]), label_options(x[0].dtype(), Reduction::mean, 0, 2))),
          NAIVE(summed(naive_label_losses(x[0], 0, 2), naive_label_weight(x[0].shape[0], 2)))),
      row("nll_loss, none", logits,
          CALL(
              nll_loss(x[0], labels_for(x[0]), label_options(x[0].dtype(), Reduction::none, 0, 2))),
          NAIVE(naive_label_losses(x[0], 0, 2))),
      row("cross_entropy, weights", logits,
          CALL(cross_entropy(x[0], labels_for(x[0]),
                             label_options(x[0].dtype(), Reduction::mean, 0, -100))),
          NAIVE(summed(naive_label_losses(naive_log_softmax(x[0], 1), 0, -100),
                       naive_label_weight(x[0].shape[0], -100)))),
      row("cross_entropy, smoothing", logits,
          CALL(cross_entropy(x[0], labels_for(x[0]),
                             label_options(x[0].dtype(), Reduction::mean, 0.25, 2))),
          NAIVE(summed(naive_label_losses(naive_log_softmax(x[0], 1), 0.25, 2),
                       naive_label_weight(x[0].shape[0], 2)))),
      row("cross_entropy, smoothing, none", logits,
          CALL(cross_entropy(x[0], labels_for(x[0]),
                             label_options(x[0].dtype(), Reduction::none, 0.25, 2))),
          NAIVE(naive_label_losses(naive_log_softmax(x[0], 1), 0.25, 2))),
      row("l1_loss", two, CALL(l1_loss(x[0], x[1])),
          NAIVE(summed(EACH(std::abs(x[0](i) - x[1](i))), double(x[0].values.size())))),
      row("huber_loss", two, CALL(huber_loss(x[0], x[1], Reduction::mean, 0.75)),
          NAIVE(summed(EACH(naive_huber(x[0](i) - x[1](i), 0.75)), double(x[0].values.size())))),
      row("huber_loss, none", two, CALL(huber_loss(x[0], x[1], Reduction::none, 1.5)),
          NAIVE(EACH(naive_huber(x[0](i) - x[1](i), 1.5)))),
      row("binary_cross_entropy_with_logits", two,
          CALL(binary_cross_entropy_with_logits(x[0], sigmoid(x[1]), Reduction::mean, {},
                                                full({}, 1.5, x[0].dtype()))),
          NAIVE(summed(EACH(naive_binary(x[0](i), naive_sigmoid(x[1](i)))),
                       double(x[0].values.size())))),
      row(
          "layer_norm",
          [](int64_t n) {
            return Shapes{{3, n}, {n}, {n}};
          },
          CALL(layer_norm(x[0], {x[0].shape()[1]}, x[1], x[2], 0.125)),
          [](const Arrays& x) {
            const Array y = naive_normalize(
                x[0], 0.125, [](const Position& a, const Position& b) { return a[0] == b[0]; });
            return EACH(y(i) * x[1](i) + x[2](i));
          }),
      row(
          "layer_norm of many rows",
          [](int64_t n) {
            return Shapes{{n, 3}, {3}, {3}};
          },
          CALL(layer_norm(x[0], {3}, x[1], x[2], 0.125)),
          [](const Arrays& x) {
            const Array y = naive_normalize(
                x[0], 0.125, [](const Position& a, const Position& b) { return a[0] == b[0]; });
            return EACH(y(i) * x[1](i) + x[2](i));
          }),
      row(
          "batch_norm",
          [](int64_t n) {
            return Shapes{{n + 2, 3}, {3}, {3}};
          },
          CALL(batch_norm(x[0], {}, {}, x[1], x[2], true, 0.1, 0.125)),
          [](const Arrays& x) {
            const Array y = naive_normalize(
                x[0], 0.125, [](const Position& a, const Position& b) { return a[1] == b[1]; });
            return EACH(y(i) * x[1](i) + x[2](i));
          }),
      row(
          "batch_norm of sequences",
          [](int64_t n) {
            return Shapes{{2, 3, n}, {3}, {3}};
          },
          CALL(batch_norm(x[0], {}, {}, x[1], x[2], true, 0.1, 0.125)),
          [](const Arrays& x) {
            const Array y = naive_normalize(
                x[0], 0.125, [](const Position& a, const Position& b) { return a[1] == b[1]; });
            return EACH(y(i) * x[1]({i[1]}) + x[2]({i[1]}));
          }),
  };
#undef CALL
#undef NAIVE
#undef EACH
}

}  // namespace weft::test
