// What the projects beside this file build: a gradient, an epoch of the MLP, and a table and an array from files.
#include <iostream>
#include <weft/weft.hpp>

int main() {
  weft::manual_seed(0);
  const auto x = weft::arange(4.0).requires_grad_();
  (2 * weft::dot(x, x)).backward();
  std::cout << x.grad() << '\n';

  weft::d2l::FashionMNIST data(weft::make_synthetic({.train = 2000, .test = 500}), 100);
  weft::d2l::MLP model(10, 64, 0.1);
  weft::d2l::Trainer trainer(1);
  trainer.fit(model, data);
  std::cout << (trainer.results().back().val_acc > 0.5 ? "trained" : "not trained") << '\n';

  weft::write_text("rooms.csv", "rooms,price\n2,127500\n3,\n");
  const auto table = weft::read_csv("rooms.csv");
  std::cout << table.fillna(table.mean()) << '\n';
  weft::save_npy("x.npy", x.detach());
  std::cout << weft::load_npy("x.npy") << '\n';
}
