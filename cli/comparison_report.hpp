#pragma once
// What `komuna compare` prints at its end, for a historian: what differs and how surely, who would
// have gone, what each lever contributes, and what these figures do not say.

#include <string>
#include <vector>

#include "analysis/comparison_summary.hpp"
#include "cli/comparison_wish.hpp"
#include "engine/output/new_file.hpp"

namespace komuna {

struct ComparisonFacts {
  std::int64_t asked = 0;  // pairs, at most
  std::uint64_t seed = 0;
  int threads = 0;
  double seconds = 0;
  std::string folder;
  std::vector<WrittenFile> files;
  std::vector<std::string> of_parameters;  // of a posterior, first what is most to be minded
  std::size_t draws = 0;                   // different ones of it
};

std::string comparison_report(const Comparison& comparison, const ComparisonWish& wish,
                              const ComparisonSummary& summary, const ComparisonFacts& facts);

}  // namespace komuna
