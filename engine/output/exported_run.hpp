#pragma once
// One run as it is handed to other programs: what it is, and the finished worlds of it.
//
// A plain run has one world; a comparison has the baseline and its alternatives, in this order.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/output/outcome_source.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

struct ExportedWorld {
  std::string name;   // plain letters (run_folder.hpp)
  std::string title;  // the author's words
  const Parameters* parameters = nullptr;
  const OutcomeSource* outcomes = nullptr;
};

struct ExportedRun {
  std::string title;
  std::string version;  // of komuna
  std::string commit;
  std::uint64_t seed = 0;
  std::vector<ExportedWorld> worlds;
};

// "komuna 0.1.0 (commit 26a502e)"
std::string program_of(const ExportedRun& run);
// How the run is to be named where it is used.
std::string citation_of(const ExportedRun& run);

// Said wherever the figures go: who reads them may never have heard of the simulator.
inline constexpr std::string_view synthetic_notice =
    "Output of a simulation. All persons are synthetic; no row is about anybody who lived.";

}  // namespace komuna
