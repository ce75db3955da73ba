// weft train --save and --resume: a run in a safetensors file, with the options it was started
// with.
#pragma once
#include <string>

#include "core/app/commands.h"
#include "core/d2l/trainer.h"

namespace weft::app {

/// To options.save, in place of an older one.
void save_run(const TrainOptions& options, const std::string& data, const d2l::Trainer& trainer);
/// From options.resume; an error unless the options and the data are those of the file's run.
void resume_run(const TrainOptions& options, const std::string& data, d2l::Trainer& trainer);

}  // namespace weft::app
