// One line on standard error that shows how far a run is; nothing where that is not a terminal.
#pragma once
#include <string>

namespace weft::app {

class ProgressBar {
 public:
  ProgressBar();
  ~ProgressBar();
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  /// `fraction` of the work is done; `note` stands behind the bar. Draws ten times a second at
  /// most.
  void show(double fraction, const std::string& note);
  /// Takes the line away, for other output.
  void clear();

 private:
  bool terminal_;
  bool visible_ = false;
  double last_ = 0;
};

/// "12 s", "3 min 5 s", "2 h 10 min".
std::string duration(double seconds);

}  // namespace weft::app
