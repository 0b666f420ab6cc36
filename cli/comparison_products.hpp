#pragma once
// The files of a comparison, by format: the formats of a run (products.hpp), with all worlds in
// each file and what differs between them.

#include <string>
#include <vector>

#include "cli/comparison_files.hpp"
#include "cli/products.hpp"

namespace komuna {

// Names of the files that a format may write for a comparison.
std::vector<std::string> files_of_comparison(const Format& format);

// `chosen`: formats of a run. Announces each file to the folder.
std::vector<WrittenFile> write_comparison(RunFolder& folder, const ComparisonResults& results,
                                          const std::vector<Format>& chosen);
// All that every comparison writes.
std::vector<WrittenFile> write_comparison(RunFolder& folder, const StoredComparison& stored,
                                          const ComparisonWish& wish);

// report.html. Announces it to the folder.
WrittenFile write_comparison_report(RunFolder& folder, const StoredComparison& stored,
                                    const ComparisonWish& wish, const Manifest& manifest);

}  // namespace komuna
