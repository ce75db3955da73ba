// What more cores than this machine's should give: seconds for one epoch of the MLP 784-256-10, 235 steps of 256 images,
// on P cores.
//
//   T(P) = steps (F / (P f e) + n c log2 P + x (P - 1) / P / b + r (s + (1 - s) / P))
//
//   F  multiply-adds of a step's products, 2 x 256 (2 x 784 x 256 + 3 x 256 x 10): the first layer needs no input gradient
//   f  peak of a core while its neighbour works, too: half of that of two cores
//   e  the products' share of the peak on one thread, the mean over the first layer's two
//   n  parallel regions in a step, counted; c what one costs on two threads, grown as a tree of threads grows
//   x  bytes that a core reads out of the others' caches: the first layer's weights, updated by all, and the gradient of
//      its outputs; b bandwidth of a core, of the triad on two
//   r  what a step takes on one thread beside its products; s the share of it that does not run in parallel
//
// F, x are the task's; f, e, n, c, b and T(1) are measured in the same run; r follows from T(1), and s from T(2), inside
// [0, 1]: where T(2) of the model is not the measured one, no share explains it. Left out: several sockets, a clock that
// falls with more cores, and products too small for so many (P cores share 256 rows).
const steps = 235;
const flops = 2 * 256 * (2 * 784 * 256 + 3 * 256 * 10);
const moved = 4 * (784 * 256 + 256 * 256);

const clamp = (x) => Math.min(1, Math.max(0, x));

/**
 * @param {object} measured { epoch: [T(1), T(2)] s, peak: [1 core, 2 cores] GFLOP/s, product: GFLOP/s of one thread,
 *     regions: a step's, region: ns, bandwidth: GB/s of two threads }
 * @returns {{ serial: number, rest: number, seconds: { cores: number, seconds: number, products: number }[] }}
 */
export function scaling({ epoch, peak, product, regions, region, bandwidth }) {
  const efficiency = product / peak[0];
  const products = (cores) =>
    (steps * flops * 1e-9) / (cores === 1 ? product : (cores * peak[1] * efficiency) / 2);
  const costs = (cores) =>
    cores === 1
      ? 0
      : steps *
        (regions * region * 1e-9 * Math.log2(cores) + (moved * (cores - 1)) / cores / (bandwidth * 5e8));
  const rest = Math.max(0, epoch[0] - products(1));
  const serial = rest === 0 ? 0 : clamp((2 * (epoch[1] - products(2) - costs(2))) / rest - 1);
  const seconds = [1, 2, 4, 8, 16].map((cores) => ({
    cores,
    seconds: products(cores) + costs(cores) + rest * (serial + (1 - serial) / cores),
    products: products(cores),
  }));
  return { serial, rest, seconds };
}
