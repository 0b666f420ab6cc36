#include "engine/processes/requests.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/math.hpp"
#include "engine/random/quantile.hpp"

namespace komuna {
namespace {

constexpr std::size_t table_steps = 2048;
constexpr double most_growth =
    10.0;  // of a cell over its reference heads: the labour force's range
constexpr int adult_months = 18 * 12;

// P(savings < amount) of a branch whose heads earn `wage` a month.
double share_below(const QuantileTable& months, double wage, double amount) {
  double low = 0;
  double high = 1;
  for (int step = 0; step < 30; ++step) {
    const double middle = 0.5 * (low + high);
    (months.at(middle) * wage < amount ? low : high) = middle;
  }
  return 0.5 * (low + high);
}

// Share of a cell's heads whom the rules refuse without competition.
double refused_share(const World& world, const Regime* regime, const Cell& cell, double wage) {
  if (regime == nullptr || !regime->individuals) return 1.0;
  if (regime->individuals_skilled_only && !cell.skilled) return 1.0;
  const double poor =
      share_below(world.traits.savings(cell.branch), wage, regime->individual_capital);
  return 1.0 - regime->recognised * (1.0 - poor);
}

}  // namespace

ConvictionMoment::ConvictionMoment(const PopulationParameters& population, double weight)
    : half_(population.half_rank), weight_(weight) {
  const double spread = weight * population.conviction_noise;
  noise_factor_ = std::abs(spread) < 1e-3
                      ? 1.0 + spread * spread / 6.0
                      : (math::exp(spread) - math::exp(-spread)) / (2.0 * spread);
  // With s = h / (h + r) = exp(-t): r = h (exp(t) - 1), dr = h / s dt. Simpson's rule in t, in
  // which the integrand is smooth from the first slot to the last.
  step_ = math::log(1.0 + most_growth / half_) / table_steps;
  knots_.resize(table_steps + 1);
  for (std::size_t i = 0; i <= table_steps; ++i) {
    Knot& knot = knots_[i];
    knot.commitment = math::exp(-static_cast<double>(i) * step_);
    knot.density = density(knot.commitment);
    if (i == 0) continue;
    const Knot& before = knots_[i - 1];
    const double middle = density(std::sqrt(before.commitment * knot.commitment));
    knot.area = before.area + step_ / 6.0 * (before.density + 4.0 * middle + knot.density);
  }
}

double ConvictionMoment::density(double commitment) const {
  return half_ / commitment * math::exp(weight_ * commitment);
}

double ConvictionMoment::simpson(double from, double to) const {
  const double middle = density(std::sqrt(from * to));
  return math::log(from / to) / 6.0 * (density(from) + 4.0 * middle + density(to));
}

double ConvictionMoment::area(double t) const {
  const double position = std::min(t / step_, static_cast<double>(table_steps) - 1e-9);
  const auto i = static_cast<std::size_t>(position);
  const double x = position - static_cast<double>(i);
  const Knot& left = knots_[i];
  const Knot& right = knots_[i + 1];
  // Cubic Hermite: the density is the derivative of the area.
  const double rise = right.area - left.area;
  const double slope_left = step_ * left.density - rise;
  const double slope_right = rise - step_ * right.density;
  return left.area + x * (rise + (1.0 - x) * ((1.0 - x) * slope_left + x * slope_right));
}

ConvictionMoment::Place ConvictionMoment::place(double rank) const {
  Place place;
  place.rank = rank;
  place.commitment = half_ / (half_ + rank);
  place.t = -math::log(place.commitment);
  place.area = area(place.t);
  return place;
}

double ConvictionMoment::between(const Place& from, const Place& to) const {
  // A few slots: the difference of two areas would lose their digits.
  if (to.t - from.t < step_) return noise_factor_ * simpson(from.commitment, to.commitment);
  return noise_factor_ * (to.area - from.area);
}

double ConvictionMoment::mean(std::uint32_t first, std::uint32_t end, double heads) const {
  const Place from = place(first / heads);
  const Place to = place(end / heads);
  return between(from, to) / (to.rank - from.rank);
}

double ConvictionMoment::sum(std::uint32_t first, std::uint32_t end, double heads) const {
  double total = 0;
  for (std::uint32_t slot = first; slot < end; ++slot)
    total += math::exp(weight_ * half_ / (half_ + (slot + 0.5) / heads));
  return noise_factor_ * total;
}

double age_moment(double weight) {
  double sum = 0;
  int counted = 0;
  for (int months = entry_age_months; months < entry_age_months + working_life_months; ++months) {
    ++counted;
    if (months >= adult_months) sum += math::exp(-weight * age_burden(months));
  }
  return sum / counted;
}

RequestTables::RequestTables(const PopulationParameters& population,
                             const DecisionParameters& decision)
    : conviction(population, decision.conviction),
      age_weight(decision.age),
      age(age_moment(decision.age)),
      reach(decision.reaches()),
      first_(conviction.place(0)) {}

bool RequestTables::fit(const DecisionParameters& decision) const {
  return conviction.weight() == decision.conviction && age_weight == decision.age &&
         reach == decision.reaches();
}

double RequestTables::out_of_work(double weight) {
  if (weight != weight_out_of_work_) out_of_work_ = math::exp(weight);
  weight_out_of_work_ = weight;
  return out_of_work_;
}

const Regime* RequestTables::regime(const GateParameters& gate, Month month) {
  if (regime_month_ != month) regime_ = regime_in_force(gate, month);
  regime_month_ = month;
  return regime_;
}

double RequestTables::slot_by_slot(const Cell& cell, const Strata& strata) const {
  double sum = 0;
  std::uint32_t begin = 0;
  for (std::size_t s = 0; s < stratum_count; ++s) {
    sum += reach[s] * conviction.sum(begin, strata.end[s], cell.heads);
    begin = strata.end[s];
  }
  return sum;
}

double RequestTables::reached(Index index, const Cell& cell, const Strata& strata) {
  if (kept_.size() <= index) kept_.resize(index + 1);
  Kept& kept = kept_[index];
  if (kept.strata.end == strata.end) return kept.reached;
  if (conviction.is_small(cell.heads))
    return kept.reached = slot_by_slot(cell, kept.strata = strata);
  const ConvictionMoment::Place* begin = &first_;
  kept.reached = 0;
  for (std::size_t s = 0; s < stratum_count; ++s) {
    ConvictionMoment::Place& end = kept.ends[s];
    if (kept.strata.end[s] != strata.end[s] || end.rank == 0)
      end = conviction.place(strata.end[s] / static_cast<double>(cell.heads));
    if (end.rank > begin->rank) kept.reached += reach[s] * conviction.between(*begin, end);
    begin = &end;
  }
  kept.reached *= cell.heads;
  kept.strata = strata;
  return kept.reached;
}

double counted_request_mean(const World& world, const DecisionParameters& p, RequestTables& tables,
                            Index index) {
  const Cell& cell = world.cells[index];
  const CellMonth& month = world.cell_months[index];
  const double reached = tables.reached(index, cell, month.strata);
  const Regime* regime = tables.regime(world.parameters.gate, world.month);
  const double employment =
      1.0 - month.unemployment + month.unemployment * tables.out_of_work(p.unemployed);
  return reached * employment * tables.age * refused_share(world, regime, cell, month.wage) *
         math::exp(p.alone_constant + shared_utility(world, p, index));
}

void requests(World& world, const DecisionParameters& p, RequestTables& tables) {
  if (!tables.fit(p)) tables = RequestTables(world.population, p);
  const auto& regions = world.cells.regions();
  for (Index r = 0; r < regions.size(); ++r) {
    if (!world.origins[regions[r].origin].open) continue;
    double mean = 0;
    std::int64_t heads = 0;
    for (Index c = regions[r].first_cell; c < regions[r].last_cell; ++c) {
      mean += counted_request_mean(world, p, tables, c);
      heads += world.cell_months[c].strata.heads();
    }
    const double u = world.draws.uniform(regions[r].hash, 0, world.month, Stream::counted_request);
    // Nobody asks twice in a month.
    const auto count = std::min(poisson_quantile(mean, u), heads);
    if (count == 0) continue;
    Event event;
    event.month = world.month;
    event.kind = EventKind::requested;
    event.cause = Cause::refused_by_rule;
    event.cell = regions[r].first_cell;
    event.place = r;
    event.count = count;
    world.events.push_back(event);
  }
}

}  // namespace komuna
