// The training run of `weft train`, as a careful expert writes it by hand for this one network: an
// MLP 784-256-10 or a softmax regression 784-10 on Fashion-MNIST, batch 256, SGD with lr 0.1.
//
//   PROGRAM --data DIR [--model mlp|softmax] [--threads N] [--epochs N] [--json FILE]
//
// The products are sgemm of oneDNN (compiled with EXPERT_ONEDNN) or of OpenBLAS; all else is loops
// that fuse what can be fused: bias and ReLU, softmax with loss and gradient, the update of what a
// thread has just computed. All images are float32 in memory before the clock starts. Nothing is
// allocated in a step, and the first layer's input has no gradient. A thread takes its share of a
// batch's rows all the way to the hidden gradient and its share of the weights from there, each
// with products of its own: two barriers a step.
//
// Weights are (in, out). Draws are PyTorch's for seed 0, which is what mt19937 makes simple, so
// that the losses are those of pytorch_mlp.py. DIR and FILE are as there, seconds are of training.
//
// Tried (Xeon with AVX-512, 1 and 2 threads; MLP): the library's own threads for each product: 2 to
// 3 % slower on 2; weights (out, in): no gain with oneDNN, 2 % with OpenBLAS on 1 thread, none on
// 2; two buffers of images, so that one barrier goes: 8 % slower, they do not fit the cache;
// prefetching the next images, rows padded against cache conflicts: no gain.
#include <omp.h>

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <numeric>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "expert_data.h"

#ifdef EXPERT_ONEDNN
#include <oneapi/dnnl/dnnl.h>
#else
#include <cblas.h>
#endif

namespace {

using namespace expert;

constexpr int64_t kHidden = 256, kClasses = 10, kBatch = 256;
constexpr float kRate = 0.1f;

/// c (m, n) = op(a) op(b), row by row.
void product(bool turn_a, bool turn_b, int64_t m, int64_t n, int64_t k, const float* a, int64_t lda,
             const float* b, int64_t ldb, float* c, int64_t ldc) {
#ifdef EXPERT_ONEDNN
  dnnl_sgemm(turn_a ? 'T' : 'N', turn_b ? 'T' : 'N', m, n, k, 1, a, lda, b, ldb, 0, c, ldc);
#else
  cblas_sgemm(CblasRowMajor, turn_a ? CblasTrans : CblasNoTrans, turn_b ? CblasTrans : CblasNoTrans,
              static_cast<int>(m), static_cast<int>(n), static_cast<int>(k), 1, a,
              static_cast<int>(lda), b, static_cast<int>(ldb), 0, c, static_cast<int>(ldc));
#endif
}

std::string library() {
#ifdef EXPERT_ONEDNN
  const dnnl_version_t* const v = dnnl_version();
  return "oneDNN " + std::to_string(v->major) + "." + std::to_string(v->minor) + "." +
         std::to_string(v->patch);
#else
  const std::string config = openblas_get_config();  // OpenBLAS 0.3.21 ...
  return config.substr(0, config.find(' ', config.find(' ') + 1));
#endif
}

/// Rows or columns [begin, end) of `n` that a thread takes.
struct Share {
  int64_t begin, end;
  Share(int64_t n, int thread, int threads)
      : begin(n * thread / threads), end(n * (thread + 1) / threads) {}
  [[nodiscard]] int64_t size() const { return end - begin; }
};

struct Layer {
  int64_t in, out;
  float *weight, *bias, *gradient;

  Layer(int64_t inputs, int64_t outputs, std::mt19937& generator)
      : in(inputs),
        out(outputs),
        weight(buffer(in * out)),
        bias(buffer(out)),
        gradient(buffer(in * out)) {
    // torch.nn.Linear's: uniform within 1 / sqrt(in), the weights (out, in) before the bias.
    const float bound = static_cast<float>(1 / std::sqrt(static_cast<double>(in)));
    const auto draw = [&] {
      return static_cast<float>(generator() & 0xffffff) * 0x1p-24f * (2 * bound) - bound;
    };
    for (int64_t o = 0; o < out; ++o)
      for (int64_t i = 0; i < in; ++i) weight[i * out + o] = draw();
    for (int64_t o = 0; o < out; ++o) bias[o] = draw();
  }

  /// Of n examples x (n, in) and gradients d (n, out): the weights of the inputs in `part`.
  void step_weights(Share part, int64_t n, const float* x, const float* d) {
    float* const g = gradient + part.begin * out;
    product(true, false, part.size(), out, n, x + part.begin, in, d, out, g, out);
    float* const w = weight + part.begin * out;
#pragma omp simd
    for (int64_t i = 0; i < part.size() * out; ++i) w[i] -= kRate * g[i];
  }
  void step_bias(Share part, int64_t n, const float* d) {
    float sums[kHidden] = {};
    for (int64_t r = 0; r < n; ++r)
      for (int64_t o = part.begin; o < part.end; ++o) sums[o] += d[r * out + o];
    for (int64_t o = part.begin; o < part.end; ++o) bias[o] -= kRate * sums[o];
  }
};

class Network {
 public:
  Network(bool hidden, std::mt19937& generator) {
    if (hidden) layers_.emplace_back(kInputs, kHidden, generator);
    layers_.emplace_back(hidden ? kHidden : kInputs, kClasses, generator);
  }

  /// The mean loss over examples, as seen while training.
  double train_epoch(const Split& data, std::vector<int64_t>& order, std::mt19937& generator,
                     int threads) {
    const int64_t count = data.count();
    std::iota(order.begin(), order.end(), 0);
    for (int64_t i = 0; i < count - 1; ++i)
      std::swap(order[i], order[i + generator() % static_cast<uint32_t>(count - i)]);
    double loss = 0;
#pragma omp parallel num_threads(threads) reduction(+ : loss)
    for (int64_t at = 0; at < count; at += kBatch) {
      const int64_t n = std::min(kBatch, count - at);
      const int thread = omp_get_thread_num();
      const Share rows(n, thread, threads);
      gather(data, order.data() + at, rows);
      forward(rows);
      loss += softmax(rows, 1 / static_cast<float>(n));
      if (has_hidden()) hidden_gradient(rows);
#pragma omp barrier
      step(n, thread, threads);
#pragma omp barrier
    }
    return loss / static_cast<double>(count);
  }

  /// Mean loss and accuracy, with the weights as they are.
  std::pair<double, double> validate(const Split& data, int threads) {
    std::vector<int64_t> order(data.labels.size());
    std::iota(order.begin(), order.end(), 0);
    double loss = 0;
    int64_t right = 0;
#pragma omp parallel num_threads(threads) reduction(+ : loss, right)
    for (int64_t at = 0; at < data.count(); at += kBatch) {
      const Share rows(std::min(kBatch, data.count() - at), omp_get_thread_num(), threads);
      // The last batch is shorter, and a thread's share of it another's of the batch before.
#pragma omp barrier
      gather(data, order.data() + at, rows);
      forward(rows);
      for (int64_t r = rows.begin; r < rows.end; ++r) {
        const float* const z = logits_ + r * kClasses;
        const float* const bias = layers_.back().bias;
        int64_t best = 0;
        for (int64_t c = 1; c < kClasses; ++c)
          if (z[c] + bias[c] > z[best] + bias[best]) best = c;
        right += best == labels_[r];
      }
      loss += softmax(rows, 1);
    }
    const auto n = static_cast<double>(data.count());
    return {loss / n, static_cast<double>(right) / n};
  }

 private:
  [[nodiscard]] bool has_hidden() const { return layers_.size() == 2; }

  void gather(const Split& data, const int64_t* order, Share rows) {
    for (int64_t r = rows.begin; r < rows.end; ++r) {
      std::memcpy(images_ + r * kInputs, data.images + order[r] * kInputs, kInputs * sizeof(float));
      labels_[r] = data.labels[static_cast<size_t>(order[r])];
    }
  }

  void forward(Share rows) {
    const Layer& last = layers_.back();
    const float* x = images_ + rows.begin * kInputs;
    if (has_hidden()) {
      float* const h = hidden_ + rows.begin * kHidden;
      const Layer& first = layers_[0];
      product(false, false, rows.size(), kHidden, kInputs, x, kInputs, first.weight, kHidden, h,
              kHidden);
      for (int64_t r = 0; r < rows.size(); ++r)
        for (int64_t j = 0; j < kHidden; ++j)
          h[r * kHidden + j] = std::max(h[r * kHidden + j] + first.bias[j], 0.0f);
      x = h;
    }
    product(false, false, rows.size(), kClasses, last.in, x, last.in, last.weight, kClasses,
            logits_ + rows.begin * kClasses, kClasses);
  }

  /// Logits, still without bias, become the gradient of scale * loss. Returns the sum of losses.
  double softmax(Share rows, float scale) {
    const float* const bias = layers_.back().bias;
    double loss = 0;
    for (int64_t r = rows.begin; r < rows.end; ++r) {
      float* const z = logits_ + r * kClasses;
      for (int64_t c = 0; c < kClasses; ++c) z[c] += bias[c];
      const float most = *std::max_element(z, z + kClasses);
      for (int64_t c = 0; c < kClasses; ++c) z[c] -= most;
      loss -= z[labels_[r]];
    }
#pragma omp simd
    for (int64_t i = rows.begin * kClasses; i < rows.end * kClasses; ++i)
      logits_[i] = std::exp(logits_[i]);
    float sums[kBatch];
    for (int64_t r = rows.begin; r < rows.end; ++r) {
      float* const z = logits_ + r * kClasses;
      float sum = 0;
      for (int64_t c = 0; c < kClasses; ++c) sum += z[c];
      sums[r] = sum;
      for (int64_t c = 0; c < kClasses; ++c) z[c] *= scale / sum;
      z[labels_[r]] -= scale;
    }
    float logs = 0;
#pragma omp simd reduction(+ : logs)
    for (int64_t r = rows.begin; r < rows.end; ++r) logs += std::log(sums[r]);
    return loss + static_cast<double>(logs);
  }

  void hidden_gradient(Share rows) {
    float* const d = hidden_gradient_ + rows.begin * kHidden;
    const float* const h = hidden_ + rows.begin * kHidden;
    product(false, true, rows.size(), kHidden, kClasses, logits_ + rows.begin * kClasses, kClasses,
            layers_[1].weight, kClasses, d, kHidden);
    for (int64_t i = 0; i < rows.size() * kHidden; ++i) d[i] = h[i] > 0 ? d[i] : 0;
  }

  void step(int64_t n, int thread, int threads) {
    Layer& last = layers_.back();
    last.step_bias(Share(kClasses, thread, threads), n, logits_);
    last.step_weights(Share(last.in, thread, threads), n, has_hidden() ? hidden_ : images_,
                      logits_);
    if (!has_hidden()) return;
    layers_[0].step_bias(Share(kHidden, thread, threads), n, hidden_gradient_);
    layers_[0].step_weights(Share(kInputs, thread, threads), n, images_, hidden_gradient_);
  }

  std::vector<Layer> layers_;
  float* const images_ = buffer(kBatch * kInputs);
  float* const hidden_ = buffer(kBatch * kHidden);
  float* const hidden_gradient_ = buffer(kBatch * kHidden);
  float* const logits_ = buffer(kBatch * kClasses);
  int64_t labels_[kBatch] = {};
};

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

}  // namespace

int main(int argc, char** argv) {
  const Options options = parse(argc, argv);
  omp_set_num_threads(options.threads);
  const Split train = read_split(options.data, "train"), test = read_split(options.data, "t10k");
  std::mt19937 generator(0);
  Network network(options.model == "mlp", generator);
  generator.seed(0);
  std::vector<int64_t> order(train.labels.size());
  std::string epochs;
  for (int epoch = 1; epoch <= options.epochs; ++epoch) {
    const double start = now();
    const double loss = network.train_epoch(train, order, generator, options.threads);
    const double seconds = now() - start;
    const auto [val_loss, val_acc] = network.validate(test, options.threads);
    std::printf("epoch %2d  train loss %.5f  val loss %.4f  val acc %.4f  %.3f s\n", epoch, loss,
                val_loss, val_acc, seconds);
    std::fflush(stdout);
    char text[200];
    std::snprintf(text, sizeof text,
                  "%s\n  {\"train_loss\": %.9g, \"val_loss\": %.9g, \"val_acc\": %.9g, "
                  "\"seconds\": %.9g}",
                  epoch > 1 ? "," : "", loss, val_loss, val_acc, seconds);
    epochs += text;
  }
  if (options.json.empty()) return 0;
  std::FILE* const file = std::fopen(options.json.c_str(), "w");
  if (!file) die(options.json + ": cannot be written");
  std::fprintf(file,
               "{\n \"program\": \"C++ on %s\",\n \"model\": \"%s\",\n \"threads\": %d,\n"
               " \"epochs\": [%s\n ]\n}\n",
               library().c_str(), options.model.c_str(), options.threads, epochs.c_str());
  std::fclose(file);
}
