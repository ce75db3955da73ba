// Pictures of a batch. For programs, not for the module: see core/plot/png.h.
#include "core/d2l/data_module.h"
#include "core/plot/images.h"

namespace weft::d2l {

std::string FashionMNIST::visualize(const Batch& batch, int64_t nrows, int64_t ncols,
                                    const std::vector<std::string>& labels) const {
  check(batch.size() == 2, "visualize: a batch must be images and labels, got ", batch.size(),
        " tensors");
  return plot::show_images(batch[0], nrows, ncols, labels.empty() ? text_labels(batch[1]) : labels);
}

}  // namespace weft::d2l
