// The rows of the reports that the README shows, as it calls them.

export const native = [
  { row: 'epoch/mlp/threads:2', label: 'One epoch of the MLP, 2 threads' },
  { row: 'epoch/mlp/threads:1', label: 'One epoch of the MLP, 1 thread' },
  { row: 'epoch/softmax/threads:2', label: 'One epoch of softmax regression, 2 threads' },
  { row: 'memory/mlp', label: 'Peak memory of training the MLP' },
  { row: 'start/mlp', label: 'Process start to first minibatch' },
  { row: 'gemm/256x256x784/NT/threads:1', label: 'Product 256x256x784, 1 thread' },
  { row: 'gemm/1024x1024x1024/NN/threads:2', label: 'Product 1024 cubed, 2 threads' },
  { row: 'gemm/256x10x256/NN/threads:1', label: 'Product 256x10x256, 1 thread' },
  { row: 'exp/100000', label: 'exp of 100,000, the kernel' },
  { row: 'exp_fresh/10000000/threads:2', label: 'exp of 10,000,000, a fresh result, 2 threads' },
  { row: 'softmax/256x10', label: 'Softmax of 256 rows of 10, the kernel' },
  { row: 'small/add', label: 'a + b of 4 elements' },
  { row: 'small/backward', label: '(a + b).sum().backward()' },
];

export const web = [
  { row: 'chromium/epoch/mlp/threads:2', label: 'Chromium: one epoch of the MLP, 2 threads' },
  { row: 'chromium/epoch/mlp/threads:1', label: 'Chromium: one epoch of the MLP, 1 thread' },
  { row: 'chromium/epoch/softmax/threads:2', label: 'Chromium: one epoch of softmax regression' },
  { row: 'node/epoch/mlp/threads:1', label: 'Node: one epoch of the MLP, 1 thread' },
  {
    row: 'chromium/gemm/256x256x784/NT/threads:2/relaxed',
    label: 'Chromium: product 256x256x784, 2 threads',
  },
  {
    row: 'chromium/gemm/1024x1024x1024/NN/threads:1/relaxed',
    label: 'Chromium: product 1024 cubed, 1 thread',
  },
];

/** Contenders as they are called in pictures. */
export const called = {
  openblas: 'OpenBLAS',
  blis: 'BLIS',
  onednn: 'oneDNN',
  onednn_matmul: 'oneDNN matmul',
  eigen: 'Eigen',
  pytorch: 'PyTorch',
  tfjs: 'TensorFlow.js',
  'tfjs-tuned': 'tuned TensorFlow.js',
  expert_onednn: 'expert on oneDNN',
  expert_openblas: 'expert on OpenBLAS',
};
