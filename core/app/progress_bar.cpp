#include "core/app/progress_bar.h"

#ifndef _WIN32
#include <sys/ioctl.h>
#include <unistd.h>
#endif

#include <algorithm>
#include <chrono>
#include <cmath>
#include <cstdio>

#include "core/base/text.h"

namespace weft::app {
namespace {

double now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

#ifdef _WIN32
bool is_terminal() { return false; }
int columns() { return 80; }
#else
bool is_terminal() { return isatty(STDERR_FILENO) != 0; }
int columns() {
  winsize size{};
  return ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0 ? size.ws_col : 80;
}
#endif

}  // namespace

ProgressBar::ProgressBar() : terminal_(is_terminal()) {}
ProgressBar::~ProgressBar() { clear(); }

void ProgressBar::show(double fraction, const std::string& note) {
  if (!terminal_) return;
  const double time = now();
  if (visible_ && time - last_ < 0.1) return;
  last_ = time;
  visible_ = true;
  constexpr const char* eighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
  const int width = std::clamp(columns() - static_cast<int>(note.size()) - 9, 4, 40);
  const int filled = static_cast<int>(std::clamp(fraction, 0.0, 1.0) * width * 8);
  std::string bar;
  for (int i = 0; i < filled / 8; ++i) bar += "█";
  bar += eighths[filled % 8];
  for (int i = filled / 8 + (filled % 8 != 0); i < width; ++i) bar += ' ';
  std::fprintf(stderr, "\r\033[K%3d%% %s▏ %s", static_cast<int>(fraction * 100), bar.c_str(),
               note.c_str());
  std::fflush(stderr);
}

void ProgressBar::clear() {
  if (visible_) std::fputs("\r\033[K", stderr);
  visible_ = false;
}

std::string duration(double seconds) {
  const auto s = static_cast<int64_t>(std::llround(seconds));
  if (s < 60) return text(s, " s");
  if (s < 3600) return text(s / 60, " min ", s % 60, " s");
  return text(s / 3600, " h ", s / 60 % 60, " min");
}

}  // namespace weft::app
