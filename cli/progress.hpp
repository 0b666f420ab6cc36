#pragma once
// How far a long computation is: share done, rate, time left.
//
// A bar that redraws itself on a terminal; a plain line every five seconds elsewhere; nothing when
// it is to be quiet.

#include <chrono>
#include <cstdint>
#include <string>

namespace komuna {

class Progress {
 public:
  enum class Manner { quiet, lines, bar };

  // `what`: "replicates". The manner fits the standard error.
  // `at_most`: it may be enough earlier.
  Progress(std::int64_t total, std::string what, bool quiet, bool at_most = false);
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;
  ~Progress();  // takes the bar away

  // One more is done. Call from one thread at a time.
  void advance();

 private:
  using Clock = std::chrono::steady_clock;

  std::int64_t total_;
  std::string what_;
  bool at_most_;
  Manner manner_;
  std::int64_t done_ = 0;
  bool drawn_ = false;
  Clock::time_point begun_ = Clock::now();
  Clock::time_point shown_;
};

// "40 of 100 replicates (40 %), 12.3 a second, 5 s left"
// `at_most`: "40 of at most 100 pairs, 12.3 a second, at most 5 s left"
std::string progress_text(std::int64_t done, std::int64_t total, const std::string& what,
                          double seconds, bool at_most = false);
// "[########------------]", `width` characters in all.
std::string progress_bar(std::int64_t done, std::int64_t total, int width);
// "5 s", "2 min 05 s", "3 h 20 min"
std::string duration_text(double seconds);

}  // namespace komuna
