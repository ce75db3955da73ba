#include "core/app/checkpoint.h"

#include "core/data/safetensors.h"

namespace weft::app {
namespace {

/// What the same run needs; epochs and threads may be others.
Metadata metadata(const TrainOptions& options, const std::string& data) {
  Metadata result{{"data", data},
                  {"model", options.model},
                  {"batch", text(options.batch)},
                  {"lr", text(options.lr)},
                  {"seed", text(options.seed)}};
  if (options.model == "mlp") result["hidden"] = text(options.hidden);
  return result;
}

}  // namespace

void save_run(const TrainOptions& options, const std::string& data, const d2l::Trainer& trainer) {
  Metadata about = metadata(options, data);
  about["weft"] = WEFT_VERSION;
  save_safetensors(options.save, trainer.state_dict(), about);
}

void resume_run(const TrainOptions& options, const std::string& data, d2l::Trainer& trainer) {
  const SafeTensors file = load_safetensors(options.resume);
  for (const auto& [name, value] : metadata(options, data)) {
    const auto found = file.metadata.find(name);
    check(found != file.metadata.end(), "--resume: ", options.resume, " must say its ", name,
          "; was it written by weft train --save?");
    check(found->second == value, "--resume: ", options.resume, " was trained with ", name, " ",
          found->second, ", got ", value);
  }
  trainer.load_state_dict(file.tensors);
  const auto& at = trainer.state();
  check(at.epoch < at.max_epochs, "--resume: ", options.resume, " has ", at.epoch,
        " epochs done, --epochs must be more, got ", at.max_epochs);
}

}  // namespace weft::app
