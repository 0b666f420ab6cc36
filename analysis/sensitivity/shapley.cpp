#include "analysis/sensitivity/shapley.hpp"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <numeric>

namespace komuna::sensitivity {
namespace {

using calibration::Table;

constexpr std::size_t neighbours = 3;

// Ranks scaled to 0..1; equal values share the first rank.
std::vector<double> ranked(const std::vector<double>& values) {
  std::vector<double> sorted = values;
  std::sort(sorted.begin(), sorted.end());
  std::vector<double> ranks;
  for (const double x : values)
    ranks.push_back(
        static_cast<double>(std::lower_bound(sorted.begin(), sorted.end(), x) - sorted.begin()) /
        static_cast<double>(values.size()));
  return ranks;
}

// Variance of y among the rows nearest by these distances.
double local_variance(const double* distance, const std::vector<double>& y) {
  std::array<double, neighbours> nearest{};
  std::array<double, neighbours> value{};
  nearest.fill(std::numeric_limits<double>::infinity());
  for (std::size_t i = 0; i < y.size(); ++i) {
    if (!(distance[i] < nearest.back())) continue;
    std::size_t at = neighbours - 1;
    for (; at > 0 && distance[i] < nearest[at - 1]; --at) {
      nearest[at] = nearest[at - 1];
      value[at] = value[at - 1];
    }
    nearest[at] = distance[i];
    value[at] = y[i];
  }
  const double mean = std::accumulate(value.begin(), value.end(), 0.0) / neighbours;
  double sum = 0;
  for (const double v : value) sum += (v - mean) * (v - mean);
  return sum / (neighbours - 1);
}

// s! (k - s - 1)! / k!
double weight_of(std::size_t s, std::size_t k) {
  double w = 1.0 / static_cast<double>(k);
  for (std::size_t i = 1; i <= s; ++i)
    w *= static_cast<double>(i) / static_cast<double>(k - 1 - s + i);
  return w;
}

class Neighbourhoods {
 public:
  Neighbourhoods(std::vector<std::vector<double>> x, std::vector<double> y, std::size_t places)
      : x_(std::move(x)),
        y_(std::move(y)),
        places_(std::min(places, y_.size() / (2 * neighbours))) {
    const double mean = std::accumulate(y_.begin(), y_.end(), 0.0) / static_cast<double>(y_.size());
    for (const double v : y_) variance_ += (v - mean) * (v - mean);
    variance_ /= static_cast<double>(y_.size() - 1);
  }

  double variance() const { return variance_; }

  // Sets in the order of Gray's code: each differs from the one before by one input, whose
  // distances are added or taken away.
  std::vector<Estimate> effects() {
    const std::size_t k = x_.size();
    distance_.assign(places_ * y_.size(), 0.0);
    parts_ = std::vector<double>(places_ * k, 0.0);
    std::vector<double> left(places_, variance_);
    for (std::uint32_t n = 0; n < (std::uint32_t{1} << k); ++n) {
      const std::uint32_t set = n ^ (n >> 1U);
      if (n > 0) {
        const auto i = static_cast<std::size_t>(std::countr_zero(n));
        toggle(i, ((set >> i) & 1U) != 0);
        for (std::size_t p = 0; p < places_; ++p)
          left[p] = set == 0 ? variance_ : local_variance(&distance_[p * y_.size()], y_);
      }
      note(set, left);
    }
    std::vector<Estimate> result;
    for (std::size_t i = 0; i < k; ++i) result.push_back(effect(i));
    return result;
  }

 private:
  std::size_t row_of(std::size_t place) const { return place * y_.size() / places_; }

  void toggle(std::size_t i, bool in) {
    const double sign = in ? 1 : -1;
    for (std::size_t p = 0; p < places_; ++p) {
      const double here = x_[i][row_of(p)];
      double* distance = &distance_[p * y_.size()];
      for (std::size_t row = 0; row < y_.size(); ++row) {
        const double away = x_[i][row] - here;
        distance[row] += sign * away * away;
      }
    }
  }

  // Variance left when the set is known, by place: what it adds to each effect.
  void note(std::uint32_t set, const std::vector<double>& left) {
    const std::size_t k = x_.size(), size = static_cast<std::size_t>(std::popcount(set));
    for (std::size_t i = 0; i < k; ++i) {
      const bool in = ((set >> i) & 1U) != 0;
      const double w = in ? -weight_of(size - 1, k) : weight_of(size, k);
      for (std::size_t p = 0; p < places_; ++p) parts_[i * places_ + p] += w * left[p];
    }
  }

  Estimate effect(std::size_t i) const {
    const double* own = &parts_[i * places_];
    const auto n = static_cast<double>(places_);
    const double mean = std::accumulate(own, own + places_, 0.0) / n;
    double squares = 0;
    for (std::size_t p = 0; p < places_; ++p) squares += (own[p] - mean) * (own[p] - mean);
    const double half = normal_975 * std::sqrt(squares / (n - 1) / n) / variance_;
    const double value = mean / variance_;
    return {value, value - half, value + half, static_cast<std::int64_t>(y_.size())};
  }

  std::vector<std::vector<double>> x_;  // by input
  std::vector<double> y_;
  std::size_t places_;
  double variance_ = 0;
  std::vector<double> distance_;  // [place][row], in the present set
  std::vector<double> parts_;     // [input][place]
};

}  // namespace

std::vector<Estimate> shapley_effects(const Table& inputs, std::span<const double> outputs,
                                      std::size_t places) {
  const std::size_t k = inputs.columns();
  std::vector<std::vector<double>> columns(k);
  std::vector<double> y;
  for (std::size_t i = 0; i < outputs.size(); ++i) {
    if (std::isnan(outputs[i])) continue;
    for (std::size_t c = 0; c < k; ++c) columns[c].push_back(inputs[i][c]);
    y.push_back(outputs[i]);
  }
  std::vector<Estimate> nothing(k);
  for (Estimate& e : nothing) e.n = static_cast<std::int64_t>(y.size());
  if (y.size() < 20 || k > most_shapley_inputs || places < 2) return nothing;
  for (std::vector<double>& column : columns) column = ranked(column);
  Neighbourhoods around(std::move(columns), std::move(y), places);
  return around.variance() > 0 ? around.effects() : nothing;
}

}  // namespace komuna::sensitivity
