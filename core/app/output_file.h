// A file that is written whole or not at all: into a temporary file beside it, renamed at the end.
#pragma once
#include <string>

namespace weft::app {

class OutputFile {
 public:
  /// Fails at once where the file could not be written; `what` names it in errors.
  OutputFile(std::string what, std::string path);
  ~OutputFile();
  OutputFile(const OutputFile&) = delete;
  OutputFile& operator=(const OutputFile&) = delete;
  void write(const std::string& content);

 private:
  std::string what_, path_, temporary_;
};

}  // namespace weft::app
