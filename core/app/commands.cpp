// The command line: what may be written, and the messages for what may not.
#include "core/app/commands.h"

#include <CLI/CLI.hpp>
#include <limits>

#include "core/base/error.h"

namespace weft::app {
namespace {

void at_least(const char* option, int64_t value, int64_t least, int64_t most) {
  check(value >= least && value <= most, option, " must be from ", least, " to ", most, ", got ",
        value);
}

void add_train(CLI::App& program, TrainOptions& o) {
  CLI::App* const command = program.add_subcommand("train", "Train a model on Fashion-MNIST");
  command->add_option("model", o.model, "mlp or softmax")
      ->required()
      ->check(CLI::IsMember({"mlp", "softmax"}));
  command->add_option("--epochs", o.epochs, "passes over the training images")
      ->capture_default_str();
  command->add_option("--batch", o.batch, "images in a minibatch")->capture_default_str();
  command->add_option("--lr", o.lr, "learning rate of SGD")->capture_default_str();
  command->add_option("--hidden", o.hidden, "hidden units of the mlp")->capture_default_str();
  command->add_option("--seed", o.seed, "seed of weights and order")->capture_default_str();
  command->add_option("--threads", o.threads, "threads; one a core by default");
  command->add_option("--data", o.data, "folder of the four IDX files");
  command->add_option("--json", o.json, "write the results to this file");
  command->add_option("--plot", o.plot, "write the curves to this SVG file");
  command->add_option("--save", o.save, "write the run to this safetensors file after each epoch");
  command->add_option("--resume", o.resume,
                      "go on with the run of such a file, to --epochs in all");
  command->callback([&o] {
    at_least("--epochs", o.epochs, 1, 1'000'000);
    at_least("--batch", o.batch, 1, 1'000'000);
    at_least("--hidden", o.hidden, 1, 1'000'000);
    at_least("--threads", o.threads, 0, 1024);
    at_least("--seed", o.seed, 0, std::numeric_limits<int64_t>::max());
    check(o.lr > 0 && o.lr <= 1e6, "--lr must be a number above 0 and at most 1e6, got ", o.lr);
    check(o.json.empty() || o.json != o.plot, "--json and --plot must be two files, got ", o.json,
          " twice");
    train(o);
  });
}

void add_info(CLI::App& program, bool& simd_list) {
  CLI::App* const command = program.add_subcommand("info", "Show what this build runs on");
  command->add_flag("--simd-list", simd_list,
                    "only the instruction sets that run here, best first");
  command->callback([&simd_list] { info(simd_list); });
}

void add_data(CLI::App& program, SynthOptions& o) {
  CLI::App* const data = program.add_subcommand("data", "Make data");
  data->require_subcommand(1);
  CLI::App* const command =
      data->add_subcommand("synth", "Write the synthetic set as four IDX files");
  command->add_option("directory", o.directory, "an existing folder")->required();
  command->add_option("--seed", o.seed, "which synthetic set")->capture_default_str();
  command->add_option("--train", o.train, "training images")->capture_default_str();
  command->add_option("--test", o.test, "test images")->capture_default_str();
  command->add_flag("--force", o.force, "replace files that are there");
  command->callback([&o] {
    at_least("--seed", o.seed, 0, std::numeric_limits<int64_t>::max());
    at_least("--train", o.train, 1, 10'000'000);
    at_least("--test", o.test, 1, 10'000'000);
    synthesize(o);
  });
}

}  // namespace

int run(int argc, char** argv) {
  CLI::App program("weft trains small networks, natively at the speed of the machine.", "weft");
  program.set_version_flag("--version", WEFT_VERSION);
  TrainOptions train_options;
  bool simd_list = false;
  SynthOptions synth_options;
  add_train(program, train_options);
  add_info(program, simd_list);
  add_data(program, synth_options);
  try {
    program.parse(argc, argv);
    // Not by require_subcommand(): that would not name a command that it does not know.
    if (program.get_subcommands().empty()) throw CLI::CallForHelp();
  } catch (const CLI::ParseError& error) {
    const int status = program.exit(error);
    return argc == 1 ? 1 : status;
  }
  return 0;
}

}  // namespace weft::app
