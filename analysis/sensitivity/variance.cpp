#include "analysis/sensitivity/variance.hpp"

#include <algorithm>
#include <cmath>

#include "analysis/calibration/sobol.hpp"
#include "analysis/sensitivity/bootstrap.hpp"

namespace komuna::sensitivity {
namespace {

using calibration::Chance;
using calibration::Point;
using calibration::Table;

// Blocks without gaps, one after the other, all centred.
struct Blocks {
  std::size_t width;
  std::vector<double> values;

  std::size_t count() const { return values.size() / width; }
  double at(std::size_t block, std::size_t row) const { return values[block * width + row]; }
};

Blocks whole_blocks(std::span<const double> outputs, std::size_t width) {
  Blocks blocks{width, {}};
  double sum = 0;
  for (std::size_t at = 0; at + width <= outputs.size(); at += width) {
    const auto block = outputs.subspan(at, width);
    if (std::any_of(block.begin(), block.end(), [](double y) { return std::isnan(y); })) continue;
    blocks.values.insert(blocks.values.end(), block.begin(), block.end());
    sum += 0.5 * (block[0] + block[1]);
  }
  if (blocks.values.empty()) return blocks;
  const double mean = sum / static_cast<double>(blocks.count());
  for (double& y : blocks.values) y -= mean;
  return blocks;
}

double variance_of(const Blocks& blocks, const std::vector<std::size_t>& rows) {
  double sum = 0, squares = 0;
  for (const std::size_t j : rows)
    for (const double y : {blocks.at(j, 0), blocks.at(j, 1)}) {
      sum += y;
      squares += y * y;
    }
  const auto n = 2 * static_cast<double>(rows.size());
  return squares / n - sum * sum / (n * n);
}

}  // namespace

Table variance_design(std::size_t blocks, std::size_t k, const Chance& chance) {
  const Table sample = calibration::scrambled_sobol(blocks, 2 * k, chance);
  Table points(k);
  points.reserve(blocks * (k + 2));
  for (std::size_t j = 0; j < blocks; ++j) {
    const auto a = sample[j].first(k), b = sample[j].subspan(k);
    points.add(a);
    points.add(b);
    for (std::size_t i = 0; i < k; ++i) {
      Point mixed(a.begin(), a.end());
      mixed[i] = b[i];
      points.add(mixed);
    }
  }
  return points;
}

std::vector<VarianceIndex> variance_indices(std::span<const double> outputs, std::size_t k,
                                            const Chance& chance) {
  const Blocks blocks = whole_blocks(outputs, k + 2);
  std::vector<VarianceIndex> indices(k);
  std::vector<std::size_t> all(blocks.count());
  for (std::size_t j = 0; j < all.size(); ++j) all[j] = j;
  if (all.empty() || !(variance_of(blocks, all) > 0)) {
    for (VarianceIndex& index : indices)
      index.first.n = index.total.n = static_cast<std::int64_t>(all.size());
    return indices;
  }
  for (std::size_t i = 0; i < k; ++i) {
    const auto mean = [&](const std::vector<std::size_t>& rows, const auto& term) {
      double sum = 0;
      for (const std::size_t j : rows) sum += term(j);
      const double variance = variance_of(blocks, rows);
      return variance > 0 ? sum / static_cast<double>(rows.size()) / variance : 0;
    };
    const auto first = [&](const std::vector<std::size_t>& rows) {
      return mean(rows, [&](std::size_t j) {
        return blocks.at(j, 1) * (blocks.at(j, i + 2) - blocks.at(j, 0));
      });
    };
    const auto total = [&](const std::vector<std::size_t>& rows) {
      return 0.5 * mean(rows, [&](std::size_t j) {
               const double away = blocks.at(j, 0) - blocks.at(j, i + 2);
               return away * away;
             });
    };
    indices[i] = {bootstrapped(all.size(), first, chance), bootstrapped(all.size(), total, chance)};
  }
  return indices;
}

Estimate noise_share(const Table& worlds, const Chance& chance) {
  const std::size_t keys = worlds.columns();
  std::vector<std::size_t> whole;
  for (std::size_t i = 0; i < worlds.rows(); ++i)
    if (std::none_of(worlds[i].begin(), worlds[i].end(), [](double y) { return std::isnan(y); }))
      whole.push_back(i);
  Estimate nothing;
  nothing.n = static_cast<std::int64_t>(whole.size());
  if (whole.size() < 2 || keys < 2) return nothing;
  const auto r = static_cast<double>(keys);
  Point by_key(keys, 0.0);
  for (const std::size_t i : whole)
    for (std::size_t j = 0; j < keys; ++j)
      by_key[j] += worlds[i][j] / static_cast<double>(whole.size());
  double grand = 0;
  for (const double y : by_key) grand += y / r;
  // Of each row: mean, variance over the keys, and squares that neither row nor key explains.
  Table parts(3);
  for (const std::size_t i : whole) {
    double mean = 0, within = 0, rest = 0;
    for (const double y : worlds[i]) mean += y / r;
    for (std::size_t j = 0; j < keys; ++j) {
      const double away = worlds[i][j] - mean, odd = away - (by_key[j] - grand);
      within += away * away / (r - 1);
      rest += odd * odd / (r - 1);
    }
    parts.add(Point{mean, within, rest});
  }
  const auto share = [&](const std::vector<std::size_t>& rows) {
    const auto n = static_cast<double>(rows.size());
    double sum = 0, squares = 0, within = 0, rest = 0;
    for (const std::size_t i : rows) {
      sum += parts[i][0] - grand;
      squares += (parts[i][0] - grand) * (parts[i][0] - grand);
      within += parts[i][1] / n;
      rest += parts[i][2] / (n - 1);
    }
    const double between = (squares - sum * sum / n) / (n - 1) - rest / r;
    const double all = within + between;  // above 1 where parameters seem to do less than nothing
    return all > 0 ? within / all : 0;
  };
  const auto varies = [&](std::size_t i) { return parts[i][1] > 0 || parts[i][0] != parts[0][0]; };
  for (std::size_t i = 0; i < parts.rows(); ++i)
    if (varies(i)) return bootstrapped(parts.rows(), share, chance);
  return nothing;  // nothing varies: no share of nothing
}

}  // namespace komuna::sensitivity
