#pragma once
// Any simulator, as the calibrator sees it: parameters and a key in, figures out.
//
// A key stands for all the chance of one world: the same parameters and the same key give the same
// figures. So a pair (parameters, key) that agrees with the figures can be replayed later, and
// replayed with one thing changed.

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <vector>

#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

// The figures, in the order of the observations. NaN: this world did not produce the figure.
using Simulate = std::function<Point(std::span<const double> theta, std::uint64_t key)>;

// One try and what came of it.
struct Trial {
  Point phi;    // free coordinates
  Point theta;  // parameters
  std::uint64_t key = 0;
  Point figures;      // empty when the simulator failed
  std::string error;  // its message
};

// Where trials are run: threads of this process, ranks of a cluster, one after the other.
class Evaluator {
 public:
  virtual ~Evaluator() = default;
  // Fills in figures or error of each trial. Trials are independent; their order means nothing.
  virtual void evaluate(std::span<Trial> trials) = 0;
};

// One trial, here and now: an exception of the simulator becomes the trial's error; so does a wrong
// number of figures or an infinite one.
void run_trial(const Simulate& simulate, std::size_t figures, Trial& trial);

// Runs the simulator on threads of this process; 0 = all cores; each as run_trial().
class ThreadEvaluator final : public Evaluator {
 public:
  ThreadEvaluator(Simulate simulate, std::size_t figures, int threads)
      : simulate_(std::move(simulate)), figures_(figures), threads_(threads) {}
  void evaluate(std::span<Trial> trials) override;

 private:
  Simulate simulate_;
  std::size_t figures_;
  int threads_;
};

// How many trials failed, and what the first said.
struct Failures {
  std::int64_t count = 0;
  std::vector<std::string> first;  // four at most, each with its parameters' key

  void note(const Trial& trial);
};

}  // namespace komuna::calibration
