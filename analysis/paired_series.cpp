#include "analysis/paired_series.hpp"

#include <algorithm>
#include <vector>

#include "analysis/quantiles.hpp"
#include "engine/base/assert.hpp"
#include "engine/output/column.hpp"

namespace komuna {
namespace {

// Origins of the base that both worlds have, then people of the place, then everybody.
class Places {
 public:
  Places(const Parameters& base, const Parameters& alternative) {
    for (const Origin& origin : base.population.origins)
      if (find_entry(alternative.population.origins, origin.id)) ids_.push_back(origin.id);
    ids_.emplace_back(local_people);
    ids_.emplace_back(all_origins);
  }
  std::size_t size() const { return ids_.size(); }
  const std::string& id(std::size_t place) const { return ids_[place]; }
  std::size_t everybody() const { return ids_.size() - 1; }
  std::size_t local() const { return ids_.size() - 2; }
  // For the origins of one of the worlds; size() where the other does not have them.
  std::vector<std::size_t> of(const Parameters& world) const {
    std::vector<std::size_t> places;
    for (const Origin& origin : world.population.origins)
      places.push_back(static_cast<std::size_t>(std::find(ids_.begin(), ids_.end() - 2, origin.id) -
                                                ids_.begin()));
    for (std::size_t& place : places)
      if (place == local()) place = size();
    return places;
  }

 private:
  std::vector<std::string> ids_;
};

struct Range {
  std::size_t first = 0, last = 0;  // variables
};

// Figures of one world: [place][year][variable of the range], a value for each replicate.
class Columns {
 public:
  Columns(const Parameters& world, const Places& places, Range range)
      : first_year_(world.from.year()),
        years_(static_cast<std::size_t>(world.until.year() - first_year_ + 1)),
        range_(range),
        place_of_(places.of(world)),
        places_(places),
        values_(places.size() * years_ * (range.last - range.first)) {}

  void read(const OutcomeSource& source) {
    source.each([this](const Outcome& outcome) {
      if (outcome.error.empty()) add(outcome);
    });
  }
  const std::vector<double>& at(std::size_t place, std::size_t year, std::size_t variable) const {
    return values_[index(place, year, variable)];
  }

 private:
  std::size_t index(std::size_t place, std::size_t year, std::size_t variable) const {
    return (place * years_ + year) * (range_.last - range_.first) + variable - range_.first;
  }
  void add(const Outcome& outcome) {
    for (auto& column : values_) column.push_back(0);
    for (const YearRow& row : outcome.years) {
      const std::size_t place = row.origin == none ? places_.local() : place_of_[row.origin];
      const auto year = static_cast<std::size_t>(row.year - first_year_);
      for (std::size_t v = range_.first; v < range_.last; ++v) {
        if (place < places_.size()) values_[index(place, year, v)].back() += row.counts[v];
        values_[index(places_.everybody(), year, v)].back() += row.counts[v];
      }
    }
  }

  int first_year_;
  std::size_t years_;
  Range range_;
  std::vector<std::size_t> place_of_;
  const Places& places_;
  std::vector<std::vector<double>> values_;
};

PairedYear paired(const std::vector<double>& base, const std::vector<double>& alternative) {
  KOMUNA_ASSERT(base.size() == alternative.size(), "a pair has two worlds");
  PairedYear row;
  std::vector<double> differences;
  for (std::size_t i = 0; i < base.size(); ++i) {
    differences.push_back(alternative[i] - base[i]);
    row.p_more += differences.back() > 0 ? 1 : 0;
    row.p_less += differences.back() < 0 ? 1 : 0;
  }
  if (!base.empty())
    for (double* share : {&row.p_more, &row.p_less}) *share /= static_cast<double>(base.size());
  row.base_median = median_of(base);
  row.alternative_median = median_of(alternative);
  row.difference = spread_of(std::move(differences));
  return row;
}

std::size_t count_of(const OutcomeSource& source) {
  std::size_t count = 0;
  source.each([&count](const Outcome&) { ++count; });
  return count;
}

}  // namespace

void each_paired_year(const Parameters& base, const OutcomeSource& base_outcomes,
                      const Parameters& alternative, const OutcomeSource& alternative_outcomes,
                      const std::function<void(const PairedYear&)>& visit, std::size_t buffer) {
  const Places places(base, alternative);
  const auto years = static_cast<std::size_t>(base.until.year() - base.from.year() + 1);
  const std::size_t one = 2 * sizeof(double) * places.size() * years *
                          std::max<std::size_t>(1, count_of(base_outcomes));
  const std::size_t together = std::clamp<std::size_t>(buffer / one, 1, variable_count);
  for (Range range{0, 0}; range.first < variable_count; range.first = range.last) {
    range.last = std::min(variable_count, range.first + together);
    Columns in_base(base, places, range), in_alternative(alternative, places, range);
    in_base.read(base_outcomes);
    in_alternative.read(alternative_outcomes);
    for (std::size_t v = range.first; v < range.last; ++v)
      for (std::size_t place = 0; place < places.size(); ++place)
        for (std::size_t year = 0; year < years; ++year) {
          PairedYear row = paired(in_base.at(place, year, v), in_alternative.at(place, year, v));
          row.year = base.from.year() + static_cast<int>(year);
          row.origin = places.id(place);
          row.variable = v;
          visit(row);
        }
  }
}

}  // namespace komuna
