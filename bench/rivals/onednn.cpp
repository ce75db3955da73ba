// oneDNN: products by dnnl_sgemm, or, compiled with WEFT_ONEDNN_MATMUL, by its matmul primitive,
// made once for each row.
#include <dnnl.hpp>
#include <unordered_map>

#include "bench/rows/contender.h"
#include "bench/rows/products.h"

extern "C" void omp_set_num_threads(int threads);  // of the runtime that oneDNN is linked with

namespace {

using weft::bench::Product;

#ifdef WEFT_ONEDNN_MATMUL
constexpr const char* kWhich = " matmul";

class Matmul {
 public:
  explicit Matmul(const Product& p)
      : a_(memory(p.m, p.k, p.a_turned)),
        b_(memory(p.k, p.n, p.b_turned)),
        c_(memory(p.m, p.n, false)),
#if DNNL_VERSION_MAJOR >= 3
        matmul_({engine(), a_.get_desc(), b_.get_desc(), c_.get_desc()}) {
  }
#else
        matmul_({dnnl::matmul::desc(a_.get_desc(), b_.get_desc(), c_.get_desc()), engine()}) {
  }
#endif

  void run(const float* a, const float* b, float* c) {
    static dnnl::stream stream(engine());
    a_.set_data_handle(const_cast<float*>(a));
    b_.set_data_handle(const_cast<float*>(b));
    c_.set_data_handle(c);
    matmul_.execute(stream, arguments_);
    stream.wait();
  }

 private:
  static const dnnl::engine& engine() {
    static const dnnl::engine cpu(dnnl::engine::kind::cpu, 0);
    return cpu;
  }
  static dnnl::memory memory(int64_t rows, int64_t columns, bool turned) {
    using Tag = dnnl::memory::format_tag;
    return {{{rows, columns}, dnnl::memory::data_type::f32, turned ? Tag::ba : Tag::ab},
            engine(),
            nullptr};
  }

  dnnl::memory a_, b_, c_;
  dnnl::matmul matmul_;
  std::unordered_map<int, dnnl::memory> arguments_ = {
      {DNNL_ARG_SRC, a_}, {DNNL_ARG_WEIGHTS, b_}, {DNNL_ARG_DST, c_}};
};

std::optional<Matmul> matmul;
Product of{};

void run(const Product& p, const float* a, const float* b, float* c) {
  if (!matmul || p != of) {
    matmul.emplace(p);
    of = p;
  }
  matmul->run(a, b, c);
}

void set_threads(int threads) {
  static int now = 0;
  if (now == threads) return;
  omp_set_num_threads(threads);
  matmul.reset();  // a primitive divides its work when it is made
  now = threads;
}
#else
constexpr const char* kWhich = " sgemm";

void run(const Product& p, const float* a, const float* b, float* c) {
  dnnl_sgemm(p.a_turned ? 'T' : 'N', p.b_turned ? 'T' : 'N', p.m, p.n, p.k, 1, a, p.lda(), b,
             p.ldb(), 0, c, p.n);
}

void set_threads(int threads) { omp_set_num_threads(threads); }
#endif

}  // namespace

int main(int argc, char** argv) {
  weft::bench::add_products(set_threads, run);
  const dnnl_version_t& version = *dnnl_version();
  return weft::bench::contend(argc, argv,
                              "oneDNN " + std::to_string(version.major) + "." +
                                  std::to_string(version.minor) + "." +
                                  std::to_string(version.patch) + kWhich);
}
