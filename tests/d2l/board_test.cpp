// HyperParameters and ProgressBoard, sentence by sentence as the book describes them.
#include <catch2/catch_test_macros.hpp>
#include <catch2/matchers/catch_matchers_exception.hpp>

#include "core/d2l/progress_board.h"

using namespace weft;
using weft::d2l::ProgressBoard;

TEST_CASE("3.2.a: hyperparameters are saved by name, without the ignored ones") {
  d2l::HyperParameters h;
  h.save_hyperparameters({{"lr", 0.1}, {"num_outputs", 10}, {"root", 1}}, {"root"});
  CHECK(h.hparam("lr") == 0.1);
  CHECK(h.hparams().size() == 2);
  h.save_hyperparameters({{"lr", 0.5}});
  CHECK(h.hparam("lr") == 0.5);
  CHECK(h.hparams().size() == 2);
  CHECK_THROWS_MATCHES(
      h.hparam("root"), Error,
      Catch::Matchers::Message("hparam: there is no 'root', only: lr, num_outputs"));
}

TEST_CASE("3.2.a: hyperparameters may be texts and lists, and print on one line") {
  d2l::HyperParameters h;
  h.save_hyperparameters(
      {{"lr", 0.1}, {"num_workers", 4}, {"root", "../data"}, {"resize", {32, 32}}});
  CHECK(h.hparams_text() == "lr=0.1, num_workers=4, root='../data', resize=[32, 32]");
  CHECK(h.hparams()[2].first == "root");
  CHECK(h.hparams()[2].second == "../data");
  CHECK_THROWS_MATCHES(h.hparam("root"), Error,
                       Catch::Matchers::Message("hparam: 'root' must be a number, got '../data'"));
  CHECK_THROWS_MATCHES(h.hparam("resize"), Error,
                       Catch::Matchers::Message("hparam: 'resize' must be a number, got [32, 32]"));
}

TEST_CASE("3.2.a: draw emits the mean of every_n points and starts again") {
  ProgressBoard board;
  int calls = 0;
  board.on_point = [&](const std::string& label, double, double) {
    CHECK(label == "loss");
    ++calls;
  };
  for (int i = 0; i < 7; ++i) board.draw(i, 10 * i, "loss", 3);
  CHECK(calls == 2);
  REQUIRE(board.series().size() == 1);
  CHECK(board.series()[0].xs == std::vector<double>{1, 4});
  CHECK(board.series()[0].ys == std::vector<double>{10, 40});
  CHECK_THROWS_MATCHES(board.draw(0, 0, "loss", 0), Error,
                       Catch::Matchers::Message("draw: every_n must be at least 1, got 0"));
}

TEST_CASE("3.2.a: labels stand in the order of their first use and line styles take turns") {
  ProgressBoard board;
  for (const char* label : {"b", "a", "d", "c", "e"}) board.draw(0, 0, label);
  board.draw(1, 1, "b");
  std::string order, styles;
  for (const auto& s : board.series()) {
    order += s.label;
    styles += s.fmt + " ";
  }
  CHECK(order == "badce");
  CHECK(styles == "- -- -. : - ");
}

TEST_CASE("3.2.a: axis labels and limits can be set") {
  ProgressBoard board("x");
  board.ylabel = "y";
  board.xlim = {0, 10};
  board.ylim = {-1, 1};
  board.draw(1, 0.5, "sin");
  const auto chart = board.chart();
  CHECK(chart.xlabel == "x");
  CHECK(chart.ylabel == "y");
  CHECK(chart.xlim == std::pair(0.0, 10.0));
  CHECK(chart.ylim == std::pair(-1.0, 1.0));
}
