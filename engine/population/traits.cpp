#include "engine/population/traits.hpp"

#include "engine/base/math.hpp"

namespace komuna {
namespace {

enum TraitDraw : std::uint8_t { phases = 0, belongings = 1 };

QuantileTable lognormal(double median, double spread) {
  return QuantileTable::from(
      [median, spread](double u) { return median * math::exp(spread * math::normal_quantile(u)); });
}

}  // namespace

Traits::Traits(const PopulationParameters& population)
    : half_rank_(population.half_rank), noise_(population.conviction_noise) {
  for (const Branch& branch : population.branches) {
    savings_.push_back(lognormal(branch.savings_median, branch.savings_spread));
    property_.push_back(lognormal(branch.property_median, branch.property_spread));
    property_share_.push_back(branch.property_share);
  }
}

Counter Traits::phase_counter(const Draws& draws, const Cell& cell) {
  return draws.counter(cell.id, 0, Month{0}, Stream::trait, phases);
}

Counter Traits::belongings_counter(const Draws& draws, const Cell& cell) {
  return draws.counter(cell.id, 0, Month{0}, Stream::trait, belongings);
}

Occupant Traits::occupant(const Draws& draws, const Cell& cell, std::uint32_t slot, Month month) {
  return occupant(draws.block(cell.id, slot, Month{0}, Stream::trait, phases, 0).w0, month);
}

HeadTraits Traits::of(const Draws& draws, const Cell& cell, std::uint32_t slot, Month month) const {
  return of(draws, cell, slot, occupant(draws, cell, slot, month));
}

HeadTraits Traits::of(const Draws& draws, const Cell& cell, std::uint32_t slot,
                      const Occupant& who) const {
  return of(cell, slot, who,
            draws.block(cell.id, slot, Month{0}, Stream::trait, belongings, who.generation));
}

HeadTraits Traits::of(const Cell& cell, std::uint32_t slot, const Occupant& who,
                      const Block& block) const {
  HeadTraits traits;
  traits.generation = who.generation;
  traits.age_months = who.age_months;
  traits.savings_months = savings_[cell.branch].at(to_uniform(block.w0));
  const double owner = to_uniform(block.w1);
  const double share = property_share_[cell.branch];
  if (owner < share) traits.property_months = property_[cell.branch].at(owner / share);
  traits.conviction = commitment(cell, slot) + noise_ * (2.0 * to_uniform(block.w2) - 1.0);
  traits.family = to_uniform(block.w3);
  return traits;
}

std::uint32_t Traits::generation(const Draws& draws, const Cell& cell, std::uint32_t slot,
                                 Month month) const {
  return occupant(draws, cell, slot, month).generation;
}

}  // namespace komuna
