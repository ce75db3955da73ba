// 3.2 Object-oriented design: hyperparameters by name, and a board that draws points as they come.
#include <cmath>

#include "core/examples/picture.h"
#include "core/examples/show.h"

using namespace weft;

namespace {

struct A {
  int b = 1;
};
/// The book adds methods to a class that exists (add_to_class). In C++ that is a function beside
/// it, or an override in a class derived from it.
void do_it(const A& self) { std::printf("Class attribute \"b\" is %d\n", self.b); }

class B : public d2l::HyperParameters {
 public:
  B(int a, int b, int c) {
    save_hyperparameters({{"a", a}, {"b", b}, {"c", c}}, {"c"});
    std::printf("self.a = %s self.b = %s\n", text(hparam("a")).c_str(), text(hparam("b")).c_str());
    bool has_c = false;
    for (const auto& [name, value] : hparams()) has_c = has_c || name == "c";
    std::printf("There is no self.c = %s\n", examples::shown(!has_c).c_str());
  }
};

}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    do_it(A());
    B(1, 2, 3);

    d2l::ProgressBoard board("x");
    for (int i = 0; i < 100; ++i) {
      const double x = 0.1 * i;
      board.draw(x, std::sin(x), "sin", 2);
      board.draw(x, std::cos(x), "cos", 10);
    }
    examples::Pictures(argc, argv).save("board.svg", board.to_svg());
  });
}
