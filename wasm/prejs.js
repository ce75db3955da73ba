// Threads are started by the package (src/worker_*.js), which knows where this file lies after a
// bundler has moved it, and what a worker is in Node. `new` gives what a function returns.
var Worker = function () {
  return Module['startThread']();
};
