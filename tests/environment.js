// Before a test program of WebAssembly runs under Node: the environment is the process's own.
Module['preRun'] = () => {
  Object.assign(ENV, process.env);
  // Threads that wait in a loop keep those they wait for off the cores.
  ENV['KMP_BLOCKTIME'] ??= '0';
};
