// BLIS: products, by its typed interface, which takes any strides and reads its operands only.
#include <blis.h>

#include "bench/rows/contender.h"
#include "bench/rows/products.h"

int main(int argc, char** argv) {
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
