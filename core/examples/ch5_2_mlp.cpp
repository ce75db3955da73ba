// 5.2 Multilayer perceptrons: from scratch and with the library's layers, trained alike. Arguments:
// the folder for pictures, the folder with the data (see garments.h).
#include "core/examples/garments.h"
#include "core/examples/picture.h"
#include "core/examples/show.h"

using namespace weft;

int main(int argc, char** argv) {
  return examples::run([&] {
    const examples::Pictures pictures(argc, argv);
    const d2l::FashionMNIST data(examples::garments(argc, argv), 256);
    d2l::Trainer trainer(10);
    const auto train = [&](const char* name, d2l::Classifier& model) {
      trainer.fit(model, data);
      std::printf("%s: validation accuracy %.4f\n", name, trainer.results().back().val_acc);
      pictures.save(text(name, ".svg"), model.board.to_svg());
    };
    manual_seed(0);
    d2l::MLPScratch scratch(784, 10, 256, 0.1);
    train("mlp_scratch", scratch);

    d2l::MLP concise(10, 256, 0.1);
    std::printf("%s", concise.layer_summary({1, 1, 28, 28}).c_str());
    train("mlp", concise);
  });
}
