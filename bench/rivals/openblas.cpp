// OpenBLAS: products.
#include <cblas.h>

#include "bench/rows/contender.h"
#include "bench/rows/products.h"

extern "C" {
void openblas_set_num_threads(int threads);
char* openblas_get_config();
}

int main(int argc, char** argv) {
  using weft::bench::Product;
  weft::bench::add_products([](int threads) { openblas_set_num_threads(threads); },
                            [](const Product& p, const float* a, const float* b, float* c) {
                              cblas_sgemm(CblasRowMajor, p.a_turned ? CblasTrans : CblasNoTrans,
                                          p.b_turned ? CblasTrans : CblasNoTrans,
                                          static_cast<int>(p.m), static_cast<int>(p.n),
                                          static_cast<int>(p.k), 1, a, static_cast<int>(p.lda()), b,
                                          static_cast<int>(p.ldb()), 0, c, static_cast<int>(p.n));
                            });
  return weft::bench::contend(argc, argv, openblas_get_config());
}
