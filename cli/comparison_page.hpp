#pragma once
// What a comparison says in report.html: effects with their captions, paired differences over the
// years, who goes in which world, what each lever contributes.

#include "analysis/report/comparison.hpp"
#include "cli/comparison_files.hpp"
#include "cli/comparison_wish.hpp"

namespace komuna {

// Reads the paired years of every alternative from the store.
report::Comparison compared_for_page(const StoredComparison& stored, const ComparisonWish& wish);

}  // namespace komuna
