#include "cli/progress.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include "cli/screen.hpp"

namespace komuna {
namespace {

constexpr std::chrono::milliseconds between_bars{100};
constexpr std::chrono::seconds between_lines{5};
constexpr int bar_width = 24;

Progress::Manner manner_of(bool quiet) {
  if (quiet) return Progress::Manner::quiet;
  return messages_on_terminal() ? Progress::Manner::bar : Progress::Manner::lines;
}

std::string rate_text(double rate) {
  if (rate >= 100) return fmt::format("{:.0f} a second", rate);
  if (rate >= 1) return fmt::format("{:.1f} a second", rate);
  return fmt::format("{:.1f} a minute", rate * 60);
}

}  // namespace

std::string duration_text(double seconds) {
  const auto whole = static_cast<std::int64_t>(std::ceil(std::min(seconds, 1e9)));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {:02} s", whole / 60, whole % 60);
  return fmt::format("{} h {:02} min", whole / 3600, whole % 3600 / 60);
}

std::string progress_text(std::int64_t done, std::int64_t total, const std::string& what,
                          double seconds, bool at_most) {
  std::string text = at_most ? fmt::format("{} of at most {} {}", done, total, what)
                             : fmt::format("{} of {} {} ({} %)", done, total, what,
                                           total > 0 ? 100 * done / total : 100);
  if (done == 0 || seconds <= 0) return text;
  const double rate = static_cast<double>(done) / seconds;
  text += ", " + rate_text(rate);
  if (done < total)
    text += fmt::format(", {}{} left", at_most ? "at most " : "",
                        duration_text(static_cast<double>(total - done) / rate));
  return text;
}

std::string progress_bar(std::int64_t done, std::int64_t total, int width) {
  const int inside = std::max(width - 2, 1);
  const int full = total > 0 ? static_cast<int>(done * inside / total) : inside;
  return '[' + std::string(static_cast<std::size_t>(full), '#') +
         std::string(static_cast<std::size_t>(inside - full), '-') + ']';
}

Progress::Progress(std::int64_t total, std::string what, bool quiet, bool at_most)
    : total_(total),
      what_(std::move(what)),
      at_most_(at_most),
      manner_(manner_of(quiet)),
      shown_(begun_) {}

Progress::~Progress() {
  if (drawn_) tell("\r\x1b[K");
}

void Progress::advance() {
  ++done_;
  if (manner_ == Manner::quiet) return;
  const auto now = Clock::now();
  const bool is_bar = manner_ == Manner::bar;
  if (now - shown_ < (is_bar ? Clock::duration(between_bars) : Clock::duration(between_lines)))
    return;
  shown_ = now;
  const double seconds = std::chrono::duration<double>(now - begun_).count();
  std::string text = progress_text(done_, total_, what_, seconds, at_most_);
  if (!is_bar) {
    tell("  " + text + '\n');
    return;
  }
  const auto columns = static_cast<std::size_t>(std::max(terminal_width() - 1, 1));
  text = progress_bar(done_, total_, bar_width) + ' ' + text;
  if (text.size() > columns) text.resize(columns);
  tell('\r' + text + "\x1b[K");
  drawn_ = true;
}

}  // namespace komuna
