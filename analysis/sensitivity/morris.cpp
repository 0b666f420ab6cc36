#include "analysis/sensitivity/morris.hpp"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "analysis/student_t.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;
using calibration::Point;
using calibration::Purpose;

constexpr double unknown = std::numeric_limits<double>::quiet_NaN();

// A keyed order of the groups: by chance, each as likely as any.
std::vector<std::size_t> order_of(std::size_t groups, const Chance& chance, std::uint32_t number) {
  std::vector<std::size_t> order(groups);
  std::iota(order.begin(), order.end(), std::size_t{0});
  for (std::size_t i = groups; i > 1; --i) {
    const double u = chance.uniform(Purpose::choice, 1, number, static_cast<std::uint32_t>(i));
    std::swap(order[i - 1], order[static_cast<std::size_t>(u * static_cast<double>(i))]);
  }
  return order;
}

struct Sums {
  double sum = 0, squares = 0;
  std::int64_t n = 0;
  void add(double x) {
    sum += x;
    squares += x * x;
    ++n;
  }
  double mean() const { return n > 0 ? sum / static_cast<double>(n) : unknown; }
  double sd() const {
    const auto count = static_cast<double>(n);
    return n > 1 ? std::sqrt(std::max(0.0, (squares - sum * sum / count) / (count - 1))) : unknown;
  }
  Estimate estimate() const {
    Estimate e{mean(), unknown, unknown, n};
    if (n < 2) return e;
    const double half = student_t_quantile(0.975, n - 1) * sd() / std::sqrt(static_cast<double>(n));
    e.low = e.value - half;
    e.high = e.value + half;
    return e;
  }
};

}  // namespace

MorrisDesign morris_design(std::span<const std::size_t> group_of, std::size_t trajectories,
                           int levels, const Chance& chance) {
  const std::size_t k = group_of.size();
  const std::size_t groups = *std::max_element(group_of.begin(), group_of.end()) + 1;
  const double step = levels / (2.0 * (levels - 1));
  MorrisDesign design{calibration::Table(k), {}, std::vector<std::size_t>(groups, 0)};
  for (const std::size_t g : group_of) ++design.sizes[g];
  Point point(k), way(k);
  for (std::size_t t = 0; t < trajectories; ++t) {
    const auto number = static_cast<std::uint32_t>(t);
    for (std::uint32_t i = 0; i < k; ++i) {
      const double lower = std::floor(chance.uniform(Purpose::start, 0, number, i) * levels / 2);
      const bool down = chance.uniform(Purpose::start, 1, number, i) < 0.5;
      point[i] = lower / (levels - 1) + (down ? step : 0);
      way[i] = down ? -step : step;
    }
    design.points.add(point);
    for (const std::size_t group : order_of(groups, chance, number)) {
      double change = step;
      for (std::size_t i = 0; i < k; ++i) {
        if (group_of[i] != group) continue;
        point[i] += way[i];
        if (design.sizes[group] == 1) change = way[i];
      }
      const std::size_t before = design.points.rows() - 1;
      design.points.add(point);
      design.steps.push_back({group, before, before + 1, change});
    }
  }
  return design;
}

std::vector<MorrisIndex> morris_indices(const MorrisDesign& design,
                                        std::span<const double> outputs) {
  std::vector<Sums> effects(design.sizes.size()), sizes(design.sizes.size());
  for (const MorrisDesign::Step& step : design.steps) {
    const double effect = (outputs[step.after] - outputs[step.before]) / step.change;
    if (std::isnan(effect)) continue;
    effects[step.group].add(effect);
    sizes[step.group].add(std::fabs(effect));
  }
  std::vector<MorrisIndex> indices;
  for (std::size_t g = 0; g < effects.size(); ++g) {
    const bool alone = design.sizes[g] == 1;
    indices.push_back({sizes[g].estimate(), alone ? effects[g].estimate() : Estimate{},
                       alone ? effects[g].sd() : unknown});
  }
  return indices;
}

}  // namespace komuna::sensitivity
