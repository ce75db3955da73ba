// 3.4 Linear regression: from scratch, with the library's layer (3.5), and in closed form
// (3.1.1.3).
#include "core/examples/picture.h"
#include "core/examples/show.h"

using namespace weft;

namespace {

void print_errors(const d2l::SyntheticRegressionData& data, const Tensor& w, const Tensor& b) {
  const NoGrad guard;
  std::printf("error in estimating w: %s\n",
              (data.w - w.reshape(data.w.shape())).to_string().c_str());
  std::printf("error in estimating b: %s\n", (data.b - b).to_string().c_str());
}

}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    manual_seed(0);
    d2l::LinearRegressionScratch scratch(2, 0.03);
    const d2l::SyntheticRegressionData data(tensor({2, -3.4}, float32), 4.2);
    d2l::Trainer trainer(3);
    trainer.fit(scratch, data);
    print_errors(data, scratch.w, scratch.b);
    pictures.save("linear_regression.svg", scratch.board.to_svg());

    d2l::LinearRegression concise(0.03);
    trainer.fit(concise, data);
    const auto [w, b] = concise.get_w_b();
    print_errors(data, w, b);

    const Tensor solution = d2l::least_squares(cat({data.X, ones({data.X.len(), 1})}, 1), data.y);
    print_errors(data, solution[Slice(0, 2)], solution[Slice(2)]);
  });
}
