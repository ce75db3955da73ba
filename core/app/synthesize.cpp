#include <cstdio>

#include "core/app/commands.h"
#include "core/data/files.h"
#include "core/data/synthetic.h"

namespace weft::app {

void synthesize(const SynthOptions& options) {
  const Dataset data =
      make_synthetic({static_cast<uint64_t>(options.seed), options.train, options.test});
  write_idx(data, options.directory, options.force);
  std::printf("%s: wrote the synthetic set, %lld training and %lld test images, seed %lld\n",
              options.directory.c_str(), static_cast<long long>(data.train.count),
              static_cast<long long>(data.test.count), static_cast<long long>(options.seed));
}

}  // namespace weft::app
