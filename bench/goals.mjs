// What natively counts as reached, row by row (see report/judge.mjs for the forms of a goal), and how the report is
// divided.

const experts = ['expert_onednn', 'expert_openblas'];
const mlp = /^gemm\/(256x256x784\/N[NT]|784x256x256\/TN|256x784x256\/NT)\/threads:[12]$/;
const pointwise = '(exp|tanh|sigmoid|relu|add|add_row|sum)(_fresh)?';

export const goals = [
  { rows: 'epoch/mlp/threads:2', atMost: 0.58, of: 'pytorch' },
  { rows: 'epoch/mlp/threads:2', atMost: 0.95, of: experts },
  { rows: 'epoch/mlp/threads:1', atMost: 0.76, of: 'pytorch' },
  { rows: 'epoch/mlp/threads:1', atMost: 0.95, of: experts },
  { rows: 'epoch/softmax/threads:2', atMost: 0.3, of: 'pytorch' },
  { rows: 'loader/60000/threads:2', atMost: 0.02 },
  { rows: 'memory/mlp', atMost: 90 },
  { rows: 'start/mlp', atMost: 0.4 },

  { rows: mlp, atLeast: 1, of: 'best' },
  { rows: mlp, atLeast: 0.97, of: 'peak' },
  { rows: /^gemm\/(512|1024|2048)x.*\/threads:[12]$/, atLeast: 1, of: 'best' },
  { rows: /^gemm\/60000x256x784\/N[NT]\/threads:[12]$/, atLeast: 1, of: 'best' },
  {
    rows: /^gemm\/(256x10x256\/(NN|TN)|256x256x10\/NT|256x10x784\/NN|784x10x256\/TN)\/threads:[12]$/,
    atLeast: 1.1,
    of: 'best',
  },
  { rows: /^gemm\/(8|16|32|64)x.*\/threads:1$/, atLeast: 1, of: 'openblas' },
  { rows: /^matmul\//, atMost: 1, of: 'the kernel and 100 ns' },

  { rows: new RegExp(`^${pointwise}/(1000|100000)(/|$)`), atMost: 1, of: 'best' },
  { rows: new RegExp(`^${pointwise}/10000000(/|$)`), atLeast: 1, of: 'best' },
  { rows: new RegExp(`^${pointwise}/10000000(/|$)`), atLeast: 0.9, of: 'triad' },

  { rows: /^(softmax|cross_entropy_grad)\/(256|10000)x10$/, atMost: 0.25, of: 'eigen' },
  { rows: 'small/add', atMost: 80 },
  { rows: 'small/add_recorded', atMost: 150 },
  { rows: 'small/backward', atMost: 1000 },
];

export const sections = [
  { title: 'Machine', rows: /^(machine|step)\// },
  { title: 'Training', rows: /^(epoch|loader|memory|start)\// },
  { title: 'Small products', rows: /^(gemm|matmul)\/(8|16|32|64)x/ },
  { title: 'Products', rows: /^gemm\// },
  // The way to them is no part of it; PyTorch's figure has that through Python, about 1 us a call.
  {
    title: 'Pointwise, into memory that is there: our kernels, PyTorch from Python',
    rows: /^(exp|tanh|sigmoid|relu|add|add_row|sum)\//,
  },
  { title: 'Pointwise, a fresh result each time: tensors', rows: /_fresh\// },
  {
    title: 'Softmax and cross-entropy: our kernels, PyTorch from Python',
    rows: /^(softmax|cross_entropy_grad)\//,
  },
  { title: 'Small operations: tensors in C++, and PyTorch from Python', rows: /^small\// },
];
