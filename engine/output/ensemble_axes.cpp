#include "engine/output/ensemble_axes.hpp"

#include <algorithm>
#include <limits>
#include <set>

#include "engine/base/assert.hpp"
#include "engine/output/column.hpp"

namespace komuna {
namespace {

std::int32_t number_of(const Outcome& outcome) {
  KOMUNA_ASSERT(outcome.replicate <= std::numeric_limits<std::int32_t>::max(),
                "replicates are numbered by 32 bits");
  return static_cast<std::int32_t>(outcome.replicate);
}

}  // namespace

EnsembleAxes::EnsembleAxes(const ExportedRun& run) {
  std::set<std::int32_t> numbers;
  std::vector<std::size_t> completed;
  first_month = distant_future;
  for (const ExportedWorld& world : run.worlds) {
    add(*world.parameters);
    std::size_t count = 0;
    world.outcomes->each([&](const Outcome& outcome) {
      if (!outcome.error.empty()) return;
      numbers.insert(number_of(outcome));
      ++count;
    });
    completed.push_back(count);
  }
  origins.emplace_back(local_people);
  origin_names.emplace_back("People of the place");
  replicates.assign(numbers.begin(), numbers.end());
  for (std::size_t i = 0; i < run.worlds.size(); ++i) {
    const Parameters& parameters = *run.worlds[i].parameters;
    const auto is_empty = [](std::int32_t cell) { return cell == empty_cell; };
    const auto cells = yearly(parameters);
    const auto line = monthly(parameters);
    has_gaps = has_gaps || completed[i] < replicates.size() ||
               std::any_of(cells.begin(), cells.end(), is_empty) ||
               std::any_of(line.begin(), line.end(), is_empty);
  }
}

void EnsembleAxes::add(const Parameters& parameters) {
  if (months == 0) {
    first_month = parameters.from;
    months = static_cast<std::size_t>(parameters.months());
  } else {
    const Month end = std::max(first_month + static_cast<int>(months), parameters.until + 1);
    first_month = std::min(first_month, parameters.from);
    months = static_cast<std::size_t>(end - first_month);
  }
  first_year = first_month.year();
  const Month last = first_month + static_cast<int>(months) - 1;
  years = static_cast<std::size_t>(last.year() - first_year + 1);
  for (const Origin& origin : parameters.population.origins) {
    if (std::find(origins.begin(), origins.end(), origin.id) != origins.end()) continue;
    origins.push_back(origin.id);
    origin_names.push_back(origin.name);
  }
}

std::size_t EnsembleAxes::place_of(const std::string& origin) const {
  const auto found = std::find(origins.begin(), origins.end(), origin);
  KOMUNA_ASSERT(found != origins.end(), "every world has been added");
  return static_cast<std::size_t>(found - origins.begin());
}

std::vector<std::size_t> EnsembleAxes::places_of(const Parameters& parameters) const {
  std::vector<std::size_t> places;
  for (const Origin& origin : parameters.population.origins) places.push_back(place_of(origin.id));
  places.push_back(origins.size() - 1);
  return places;
}

std::vector<std::int32_t> EnsembleAxes::yearly(const Parameters& parameters) const {
  std::vector<std::int32_t> cells(years * origins.size(), empty_cell);
  const std::vector<std::size_t> places = places_of(parameters);
  for (int year = parameters.from.year(); year <= parameters.until.year(); ++year)
    for (const std::size_t place : places)
      cells[static_cast<std::size_t>(year - first_year) * origins.size() + place] = 0;
  return cells;
}

std::vector<std::int32_t> EnsembleAxes::monthly(const Parameters& parameters) const {
  std::vector<std::int32_t> cells(months, empty_cell);
  const auto first = cells.begin() + (parameters.from - first_month);
  std::fill(first, first + parameters.months(), 0);
  return cells;
}

}  // namespace komuna
