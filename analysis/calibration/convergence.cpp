#include "analysis/calibration/convergence.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

using Chains = std::vector<std::vector<double>>;

Chains halves(std::span<const std::vector<double>> chains) {
  Chains split;
  for (const std::vector<double>& chain : chains) {
    const auto half = static_cast<std::ptrdiff_t>(chain.size() / 2);
    split.emplace_back(chain.begin(), chain.begin() + half);
    split.emplace_back(chain.end() - half, chain.end());
  }
  return split;
}

std::vector<double> pooled(const Chains& chains) {
  std::vector<double> all;
  for (const auto& chain : chains) all.insert(all.end(), chain.begin(), chain.end());
  return all;
}

// Normal scores of ranks, ties sharing their mean rank (Blom 1958).
Chains rank_normalised(const Chains& chains) {
  const std::vector<double> all = pooled(chains);
  std::vector<std::size_t> order(all.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::sort(order.begin(), order.end(), [&](auto a, auto b) { return all[a] < all[b]; });
  std::vector<double> score(all.size());
  for (std::size_t i = 0; i < order.size();) {
    std::size_t j = i;
    while (j < order.size() && all[order[j]] == all[order[i]]) ++j;
    const double rank = 0.5 * static_cast<double>(i + 1 + j);
    for (std::size_t k = i; k < j; ++k)
      score[order[k]] =
          math::normal_quantile((rank - 0.375) / (static_cast<double>(all.size()) + 0.25));
    i = j;
  }
  Chains result;
  std::size_t at = 0;
  for (const auto& chain : chains) {
    const auto from = score.begin() + static_cast<std::ptrdiff_t>(at);
    result.emplace_back(from, from + static_cast<std::ptrdiff_t>(chain.size()));
    at += chain.size();
  }
  return result;
}

Chains folded(const Chains& chains) {
  std::vector<double> all = pooled(chains);
  std::sort(all.begin(), all.end());
  const double median = 0.5 * (all[(all.size() - 1) / 2] + all[all.size() / 2]);
  Chains result = chains;
  for (auto& chain : result)
    for (double& x : chain) x = std::fabs(x - median);
  return result;
}

double r_hat(const Chains& chains) {
  const auto m = static_cast<double>(chains.size());
  const auto n = static_cast<double>(chains.front().size());
  std::vector<double> means;
  double within = 0;
  for (const auto& chain : chains) {
    const double mean = std::accumulate(chain.begin(), chain.end(), 0.0) / n;
    double squares = 0;
    for (const double x : chain) squares += (x - mean) * (x - mean);
    within += squares / (n - 1) / m;
    means.push_back(mean);
  }
  const double grand = std::accumulate(means.begin(), means.end(), 0.0) / m;
  double between = 0;
  for (const double mean : means) between += n * (mean - grand) * (mean - grand) / (m - 1);
  if (within == 0) return between == 0 ? 1 : HUGE_VAL;
  return std::sqrt(((n - 1) / n * within + between / n) / within);
}

}  // namespace

double split_r_hat(std::span<const std::vector<double>> chains) {
  if (chains.size() < 2) return std::nan("");
  for (const auto& chain : chains)
    if (chain.size() < 4 || chain.size() != chains.front().size()) return std::nan("");
  const Chains split = halves(chains);
  for (const auto& chain : split)
    for (const double x : chain)
      if (!std::isfinite(x)) return std::nan("");
  return std::max(r_hat(rank_normalised(split)), r_hat(rank_normalised(folded(split))));
}

}  // namespace komuna::calibration
