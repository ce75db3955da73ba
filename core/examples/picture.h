// Where the examples put their pictures and files: into the folder that is their first argument, or
// here.
#pragma once
#include <cstdio>
#include <string>

#include "core/base/error.h"

namespace weft::examples {

class Pictures {
 public:
  Pictures(int argc, char** argv) : folder_(argc > 1 ? argv[1] : ".") {}

  /// Writes the file and says so in one line.
  void save(const std::string& name, const std::string& content) const {
    const std::string path = folder_ + "/" + name;
    std::FILE* const file = std::fopen(path.c_str(), "wb");
    check(file != nullptr, "save: cannot write ", path);
    const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size();
    check(std::fclose(file) == 0 && written, "save: cannot write ", path);
    std::printf("%s\n", path.c_str());
  }

 private:
  std::string folder_;
};

/// Runs a chapter; an error is a line, not a crash.
template <class F>
int run(F&& chapter) {
  try {
    chapter();
    return 0;
  } catch (const Error& error) {
    std::fprintf(stderr, "%s\n", error.what());
    return 1;
  }
}

}  // namespace weft::examples
