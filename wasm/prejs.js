// Threads are started by the package (src/worker_*.js, src/node.js), which knows where this file lies
// after a bundler has moved it, and what a worker is in Node. `new` gives what a function returns.
var Worker = function () {
  return Module['startThread']();
};
// Node 20 has none, and the names of its own thread are not the package's to set.
var navigator = globalThis.navigator ?? { hardwareConcurrency: Module['cores'] };
