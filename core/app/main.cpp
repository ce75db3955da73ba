// The program `weft`: trains the book's models in a terminal.
#include <cstdio>
#include <exception>

#include "core/app/commands.h"

int main(int argc, char** argv) {
  try {
    return weft::app::run(argc, argv);
  } catch (const std::exception& error) {
    std::fprintf(stderr, "weft: %s\n", error.what());
    return 1;
  }
}
