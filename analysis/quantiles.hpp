#pragma once
// Mean, spread and quantiles of a figure over replicates.
//
// Quantile p of n sorted values x_1..x_n: with h = (n - 1) p + 1, linear between the values around
// position h (Hyndman & Fan 1996, type 7: the default of R and numpy). The standard deviation
// divides by n - 1. Sums go in the order given, so the result is the same to the last bit whenever
// the order is.

#include <vector>

#include "engine/output/spread.hpp"

namespace komuna {

// `sorted` must not be empty; p in 0..1.
double quantile(const std::vector<double>& sorted, double p);

// Sorts a copy. All 0 and n = 0 for an empty list; sd is not a number when n < 2.
Spread spread_of(std::vector<double> values);

// Median, for a reader; 0 for an empty list.
double median_of(std::vector<double> values);

}  // namespace komuna
