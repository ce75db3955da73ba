// BLIS: products, by its typed interface, which takes any strides and reads its operands only.
#include <blis.h>

#include <cstdlib>

#include "bench/rows/contender.h"
#include "bench/rows/products.h"

int main(int argc, char** argv) {
  // BLIS counts multiply-add units by the model in the processor's name. A virtual machine's may
  // have none, and then it leaves AVX-512 alone: 94 in place of 141 GFLOP/s at 256x256x784.
  if (__builtin_cpu_is("intel") && __builtin_cpu_supports("avx512f"))
    setenv("BLIS_ARCH_TYPE", std::to_string(BLIS_ARCH_SKX).c_str(), 0);
  using weft::bench::Product;
  weft::bench::add_products([](int threads) { bli_thread_set_num_threads(threads); },
                            [](const Product& p, const float* a, const float* b, float* c) {
                              float one = 1, zero = 0;
                              bli_sgemm(p.a_turned ? BLIS_TRANSPOSE : BLIS_NO_TRANSPOSE,
                                        p.b_turned ? BLIS_TRANSPOSE : BLIS_NO_TRANSPOSE, p.m, p.n,
                                        p.k, &one, const_cast<float*>(a), p.lda(), 1,
                                        const_cast<float*>(b), p.ldb(), 1, &zero, c, p.n, 1);
                            });
  return weft::bench::contend(argc, argv, std::string("BLIS ") + bli_info_get_version_str());
}
