#include "analysis/attribution.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/assert.hpp"
#include "engine/random/draws.hpp"

namespace komuna {
namespace {

double factorial(int n) {
  double product = 1;
  for (int i = 2; i <= n; ++i) product *= i;
  return product;
}

int size_of(LeverSet set) {
  int count = 0;
  for (; set != 0; set &= set - 1) ++count;
  return count;
}

LeverSet one(int lever) { return LeverSet{1} << lever; }

// An order of the levers: by keyed uniforms of a name that nothing in any world has.
std::vector<int> random_order(int levers, std::uint64_t seed, std::uint64_t replicate) {
  const Draws draws(seed, replicate);
  std::vector<double> place;
  for (int lever = 0; lever < levers; ++lever)
    place.push_back(draws.uniform(semantic_id("attribution/order"),
                                  static_cast<std::uint32_t>(lever), timeless, Stream::trait));
  std::vector<int> order(static_cast<std::size_t>(levers));
  std::iota(order.begin(), order.end(), 0);
  std::sort(order.begin(), order.end(), [&](int a, int b) {
    return place[static_cast<std::size_t>(a)] < place[static_cast<std::size_t>(b)];
  });
  return order;
}

void require_whole(const std::vector<double>& parts, double total,
                   const std::vector<double>& figures) {
  double sum = 0, largest = 1;
  for (const double part : parts) sum += part;
  for (const double figure : figures) largest = std::max(largest, std::abs(figure));
  if (!std::isfinite(sum) || !std::isfinite(total)) return;  // a world without such a figure
  KOMUNA_ASSERT(std::abs(sum - total) <= 1e-9 * largest, "the shares must add up to the whole");
}

}  // namespace

LeverPlan::LeverPlan(int levers, std::uint64_t seed, std::uint64_t replicate) : levers_(levers) {
  KOMUNA_ASSERT(levers >= 1 && levers <= most_levers, "1 to 20 levers");
  if (levers <= most_levers_in_full) {
    for (LeverSet set = 0; set <= all(); ++set) cells_.push_back(set);
    return;
  }
  orders_.push_back(random_order(levers, seed, replicate));
  orders_.emplace_back(orders_.front().rbegin(), orders_.front().rend());
  cells_ = {0, all()};
  for (int lever = 0; lever < levers; ++lever) {
    cells_.push_back(one(lever));
    cells_.push_back(all() & ~one(lever));
  }
  for (const auto& order : orders_) {
    LeverSet set = 0;
    for (const int lever : order) cells_.push_back(set |= one(lever));
  }
  std::sort(cells_.begin(), cells_.end());
  cells_.erase(std::unique(cells_.begin(), cells_.end()), cells_.end());
}

double LeverPlan::at(const std::vector<double>& figures, LeverSet set) const {
  const auto place = std::lower_bound(cells_.begin(), cells_.end(), set);
  return figures[static_cast<std::size_t>(place - cells_.begin())];
}

// Whole numbers as long as the figures are: the division comes last, so the sum is exact.
std::vector<double> LeverPlan::over_all_sets(const std::vector<double>& figures) const {
  std::vector<double> values;
  double exact = 0;
  for (int lever = 0; lever < levers_; ++lever) {
    double sum = 0;
    for (const LeverSet set : cells_) {
      if ((set & one(lever)) != 0) continue;
      const int size = size_of(set);
      sum += factorial(size) * factorial(levers_ - size - 1) *
             (at(figures, set | one(lever)) - at(figures, set));
    }
    exact += sum;
    values.push_back(sum / factorial(levers_));
  }
  const double total = at(figures, all()) - at(figures, 0);
  const bool whole = std::all_of(figures.begin(), figures.end(),
                                 [](double figure) { return figure == std::floor(figure); });
  if (whole) KOMUNA_ASSERT(exact == factorial(levers_) * total, "the shares must add up exactly");
  return values;
}

std::vector<double> LeverPlan::over_orders(const std::vector<double>& figures) const {
  std::vector<double> values(static_cast<std::size_t>(levers_), 0.0);
  for (const auto& order : orders_) {
    LeverSet before = 0;
    for (const int lever : order) {
      const LeverSet after = before | one(lever);
      values[static_cast<std::size_t>(lever)] += at(figures, after) - at(figures, before);
      before = after;
    }
  }
  for (double& value : values) value /= static_cast<double>(orders_.size());
  return values;
}

std::vector<LeverShare> LeverPlan::shares(const std::vector<double>& figures) const {
  KOMUNA_ASSERT(figures.size() == cells_.size(), "a figure for each world");
  const double start = at(figures, 0), whole = at(figures, all());
  const auto values = orders_.empty() ? over_all_sets(figures) : over_orders(figures);
  require_whole(values, whole - start, figures);
  std::vector<LeverShare> shares;
  for (int lever = 0; lever < levers_; ++lever)
    shares.push_back({values[static_cast<std::size_t>(lever)], at(figures, one(lever)) - start,
                      whole - at(figures, all() & ~one(lever))});
  return shares;
}

}  // namespace komuna
