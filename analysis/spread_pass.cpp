#include "analysis/spread_pass.hpp"

#include <algorithm>

#include "analysis/quantiles.hpp"

namespace komuna {

std::vector<Spread> spreads_of(const OutcomeSource& source, std::int64_t completed,
                               std::size_t figures, std::size_t buffer, const FigureRow& fill) {
  std::vector<Spread> spreads(figures);
  if (completed == 0 || figures == 0) return spreads;
  const auto n = static_cast<std::size_t>(completed);
  const std::size_t at_once =
      std::min(std::max(buffer / (n * sizeof(std::int32_t)), std::size_t{1}), figures);
  std::vector<std::int32_t> row, columns(at_once * n);
  for (std::size_t first = 0; first < figures; first += at_once) {
    const std::size_t width = std::min(at_once, figures - first);
    std::size_t replicate = 0;
    source.each([&](const Outcome& outcome) {
      if (!outcome.error.empty()) return;
      fill(outcome, row);
      for (std::size_t k = 0; k < width; ++k) columns[k * n + replicate] = row[first + k];
      ++replicate;
    });
    for (std::size_t k = 0; k < width; ++k) {
      const auto column = columns.begin() + static_cast<std::ptrdiff_t>(k * n);
      spreads[first + k] = spread_of({column, column + static_cast<std::ptrdiff_t>(n)});
    }
  }
  return spreads;
}

}  // namespace komuna
