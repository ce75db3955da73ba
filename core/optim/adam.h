// Adam and AdamW. Included by optimizer.h.
#pragma once
#include "core/optim/optimizer.h"

namespace weft::optim {

struct AdamOptions {
  double lr = 1e-3;
  std::array<double, 2> betas = {0.9, 0.999};  ///< how much of the two averages stays
  double eps = 1e-8;
  double weight_decay = 0;  ///< times the parameter is added to the gradient
};

/// p -= lr * m / (sqrt(v) + eps), where m and v are running averages of the gradient and of its
/// square, without the bias of their start at 0 (Kingma and Ba, 2015).
class Adam : public Optimizer {
 public:
  explicit Adam(std::vector<Tensor> parameters, const AdamOptions& options = {});
  explicit Adam(std::vector<ParameterGroup> groups, const AdamOptions& options = {});
  void step() override;

 protected:
  Adam(std::vector<ParameterGroup> groups, const AdamOptions& options, const char* name,
       bool decoupled);

 private:
  AdamOptions options_;
  bool decoupled_ = false;
};

struct AdamWOptions {
  double lr = 1e-3;
  std::array<double, 2> betas = {0.9, 0.999};
  double eps = 1e-8;
  double weight_decay = 1e-2;  ///< times lr times the parameter is taken from it
};

/// Adam whose weight decay does not pass through the averages (Loshchilov and Hutter, 2019).
class AdamW : public Adam {
 public:
  explicit AdamW(std::vector<Tensor> parameters, const AdamWOptions& options = {});
  explicit AdamW(std::vector<ParameterGroup> groups, const AdamWOptions& options = {});
};

}  // namespace weft::optim
