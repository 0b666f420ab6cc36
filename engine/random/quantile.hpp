#pragma once
// From a uniform number to a quantity: savings of a head, number of requests of a month.
//
// A trait is a function of one uniform number; its law is a table of 1,024 equally probable classes
// of a published distribution, linear inside a class. The table *is* the law: bounded (so that a
// highest possible hazard exists), the same on every machine, a few nanoseconds to read.
// Counts (requests nobody needs to name) come from one uniform number by inverting the Poisson or
// binomial distribution, so that a higher mean never gives a lower count.

#include <array>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace komuna {

class QuantileTable {
 public:
  static constexpr int bins = 1024;

  // Tabulates a non-decreasing quantile function at u = 0, 1/1024, ... 1. Where it is infinite at
  // 0 or 1 it is read at 1/16384 from that end instead. Throws InternalError if it decreases.
  static QuantileTable from(const std::function<double(double)>& quantile);

  // Value at u in [0, 1]; u outside is taken as the nearer end.
  double at(double u) const;
  double minimum() const { return knots_.front(); }
  double maximum() const { return knots_.back(); }

  // Average of f(value) over all heads: the midpoint rule on 4 parts of each class.
  template <class Function>
  double mean_of(const Function& f) const {
    constexpr int parts = 4;
    double total = 0.0;
    for (std::size_t bin = 0; bin < bins; ++bin)
      for (int part = 0; part < parts; ++part)
        total += f(knots_[bin] + (knots_[bin + 1] - knots_[bin]) * ((part + 0.5) / parts));
    return total / (bins * parts);
  }

 private:
  std::array<double, bins + 1> knots_{};
};

inline double QuantileTable::at(double u) const {
  const double position = u * bins;
  if (!(position > 0.0)) return knots_.front();
  if (position >= bins) return knots_.back();
  const auto bin = static_cast<std::size_t>(position);
  const double share = position - static_cast<double>(bin);
  return knots_[bin] + (knots_[bin + 1] - knots_[bin]) * share;
}

// The smallest k with P(Poisson(mean) <= k) >= u, u in (0, 1). Above a mean of 1e6 by an expansion
// that is off by one count at most; means above 9e15 count as 9e15.
std::int64_t poisson_quantile(double mean, double u);

// The smallest k with P(Binomial(n, p) <= k) >= u. n >= 0, p in [0, 1], u in (0, 1).
std::int64_t binomial_quantile(std::int64_t n, double p, double u);

}  // namespace komuna
