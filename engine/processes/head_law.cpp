#include "engine/processes/head_law.hpp"

#include <algorithm>

#include "engine/base/assert.hpp"
#include "engine/base/math.hpp"
#include "engine/population/employment.hpp"

namespace komuna {
namespace {

constexpr int adult_months = 18 * 12;
constexpr int oldest_months = entry_age_months + working_life_months;
constexpr double full_circle = 3.0;       // colleagues who joined at which their pull is full
constexpr double rounding = 1.0 + 1e-12;  // a hazard may exceed its ceiling by rounding only

double most_of_age(const DecisionParameters& p) {
  return std::max(0.0, -p.age) * age_burden(oldest_months);
}

constexpr std::uint32_t first_of(std::uint32_t block) {
  return block == 0 ? 0u : 1u << (people_first_bits + block - 1);
}

}  // namespace

void bound_personal_terms(const World& world, const DecisionParameters& p, Offer& offer) {
  const int colleagues = world.workplaces.most_joined(offer.cell);
  const int kin = world.kin.most_joined(offer.cell);
  const double circles = std::max(0.0, p.colleagues) * std::min(1.0, colleagues / full_circle) +
                         (kin > 0 ? std::max(0.0, p.kin) : 0.0);
  offer.circles = colleagues > 0 || kin > 0;
  offer.most_of_circles = math::exp(circles) * rounding;
  double most = std::max(0.0, p.unemployed) + circles;
  if (offer.cost > 0) most += std::max(0.0, p.affordability);
  offer.most_personal = math::exp(most + most_of_age(p));
}

void ReadinessTables::set(const World& world, const DecisionParameters& p) {
  if (known_.size() != world.cells.size() || p.conviction != conviction_)
    known_.assign(world.cells.size(), Known{});
  conviction_ = p.conviction;
  if (p.age == age_) return;
  age_ = p.age;
  age_factors_.resize(oldest_months);
  for (int months = 0; months < oldest_months; ++months)
    age_factors_[static_cast<std::size_t>(months)] =
        math::exp(-p.age * age_burden(months) - most_of_age(p));
}

// Highest exp(conviction term) of a head in this slot; monotone along the slots.
double ReadinessTables::bound(const World& world, Index cell, std::uint32_t slot) const {
  const double noise = conviction_ >= 0 ? world.traits.noise() : -world.traits.noise();
  return math::exp(conviction_ * (world.traits.commitment(world.cells[cell], slot) + noise));
}

const ReadinessTables::Chord* ReadinessTables::chords(const World& world, Index cell) {
  Known& known = known_[cell];
  const std::uint32_t heads = world.cell_months[cell].strata.heads();
  if (known.heads == heads) return known.chords.data();
  // Of two numbers of heads all blocks are alike but those that end with the heads.
  const std::uint32_t alike = std::min(known.heads, heads);
  known.heads = heads;
  while (!known.chords.empty() && first_of(static_cast<std::uint32_t>(known.chords.size())) > alike)
    known.chords.pop_back();
  for (auto block = static_cast<std::uint32_t>(known.chords.size()); first_of(block) < heads;
       ++block) {
    const std::uint32_t first = first_of(block);
    const std::uint32_t end = std::min(first_of(block + 1), heads);
    if (conviction_ < 0) {
      known.chords.push_back({bound(world, cell, end - 1), 0.0});
      continue;
    }
    const double high = bound(world, cell, first);
    const double low = bound(world, cell, end);
    known.chords.push_back({high, (low - high) / static_cast<double>(end - first)});
  }
  return known.chords.data();
}

HeadLaw::HeadLaw(const World& world, const DecisionParameters& p, const Offer& offer,
                 ReadinessTables& tables)
    : world_(world),
      p_(p),
      offer_(offer),
      cell_(world.cells[offer.cell]),
      month_(world.cell_months[offer.cell]),
      tables_(tables),
      chords_(tables.chords(world, offer.cell)),
      employed_factor_(math::exp(-std::max(0.0, p.unemployed))),
      spell_(static_cast<int>(world.population.employment_spell)) {
  const std::array<double, stratum_count> reaches = p.reaches();
  double most = 0;
  for (std::size_t s = stratum_count; s-- > 0;) {
    const bool allowed = !offer.party_only || s <= static_cast<std::size_t>(Stratum::member);
    bound_[s] = allowed ? reaches[s] * offer.scale * offer.most_personal * rounding : 0.0;
    most = std::max(most, bound_[s]);
    most_bound_[s] = most;
  }
}

double HeadLaw::ceiling(std::uint32_t block, std::uint32_t first) const {
  const double most = most_bound_[static_cast<std::size_t>(month_.strata.of(first))];
  return most <= 0 ? 0.0 : most * chords_[block].at_first * rounding;
}

void HeadLaw::sift_by_slot(const DropBatch& drops) {
  left_ = 0;
  for (std::size_t i = 0; i < drops.count; ++i) {
    const std::uint32_t slot = drops.slot[i];
    const Stratum stratum = month_.strata.of(slot);
    const ReadinessTables::Chord& chord = chords_[drops.block[i]];
    const double bound = bound_[static_cast<std::size_t>(stratum)] *
                         (chord.at_first + chord.slope * (slot - first_of(drops.block[i])));
    Head& head = heads_[left_];
    head.position = static_cast<std::uint32_t>(i);
    head.slot = slot;
    head.stratum = stratum;
    head.bound = bound;
    left_ += static_cast<std::size_t>((bound > 0.0) & !(drops.height[i] > bound));
  }
}

void HeadLaw::ask(const Counter& all, bool months, bool generations) {
  const std::size_t whole = (left_ + philox_lanes - 1) / philox_lanes * philox_lanes;
  for (std::size_t i = 0; i < left_; ++i) slots_[i] = heads_[i].slot;
  for (std::size_t i = left_; i < whole; ++i) slots_[i] = others_[i] = 0;
  philox_many({all, &slots_, months ? &others_ : nullptr, generations ? &others_ : nullptr}, left_,
              world_.draws.words(), words_);
}

void HeadLaw::sift(const DropBatch& drops) {
  sift_by_slot(drops);
  if (left_ > 0) sift_by_age(drops);
  if (left_ > 0) sift_by_employment(drops);
  if (left_ > 0) draw_belongings();
}

void HeadLaw::sift_by_age(const DropBatch& drops) {
  ask(Traits::phase_counter(world_.draws, cell_));
  const std::size_t count = left_;
  left_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Head& head = heads_[left_];
    head = heads_[i];
    head.who = Traits::occupant(words_.w0[i], world_.month);
    head.bound *= tables_.age_factor(head.who.age_months);
    left_ += static_cast<std::size_t>((head.who.age_months >= adult_months) &
                                      (head.who.age_months <= offer_.max_age_months) &
                                      !(drops.height[head.position] > head.bound));
  }
}

void HeadLaw::sift_by_employment(const DropBatch& drops) {
  ask(employment_phase_counter(world_.draws, cell_));
  for (std::size_t i = 0; i < left_; ++i) {
    const Month drawn = employment_drawn(words_.w0[i], world_.month, spell_);
    others_[i] = employment_counter(world_.draws, cell_, drawn).w2;
  }
  ask(employment_counter(world_.draws, cell_, Month{0}), true);
  const std::size_t count = left_;
  left_ = 0;
  for (std::size_t i = 0; i < count; ++i) {
    Head& head = heads_[left_];
    head = heads_[i];
    head.unemployed = to_uniform(words_.w0[i]) < month_.unemployment;
    left_ += static_cast<std::size_t>(
        head.unemployed | !(drops.height[head.position] > head.bound * employed_factor_));
  }
}

void HeadLaw::draw_belongings() {
  for (std::size_t i = 0; i < left_; ++i) others_[i] = heads_[i].who.generation;
  ask(Traits::belongings_counter(world_.draws, cell_), false, true);
}

double HeadLaw::hazard_if_above(std::size_t i, double height) const {
  const Head& head = heads_[i];
  const HeadTraits traits = world_.traits.of(
      cell_, head.slot, head.who, {words_.w0[i], words_.w1[i], words_.w2[i], words_.w3[i]});
  const double savings = traits.savings_months * month_.wage;
  if (savings < offer_.min_savings) return 0.0;
  double v = p_.conviction * traits.conviction + (head.unemployed ? p_.unemployed : 0.0) -
             p_.age * age_burden(head.who.age_months);
  if (offer_.cost > 0) {
    const double means = savings + p_.expected_sale * traits.property_months * month_.wage;
    v += p_.affordability * std::min(1.0, means / offer_.cost);
  }
  double hazard = p_.reach(head.stratum) * offer_.scale * math::exp(v);
  if (offer_.circles) {
    if (height > hazard * offer_.most_of_circles) return 0.0;
    hazard *= math::exp(pull_of_circles(head.slot));
  }
  KOMUNA_ASSERT(hazard <= head.bound * rounding, "a hazard exceeds its ceiling");
  return hazard;
}

double HeadLaw::pull_of_circles(std::uint32_t slot) const {
  const double gone = world_.workplaces.joined(offer_.cell, slot);
  return p_.colleagues * std::min(1.0, gone / full_circle) +
         p_.kin * (world_.kin.joined(offer_.cell, slot) > 0 ? 1.0 : 0.0);
}

double HeadLaw::hazard(std::uint32_t slot) {
  DropBatch one;
  one.count = 1;
  one.slot[0] = slot;
  one.block[0] = 0;
  while (first_of(one.block[0] + 1) <= slot) ++one.block[0];
  one.height[0] = 0.0;
  sift(one);
  return left_ == 0 ? 0.0 : hazard_if_above(0, 0.0);
}

}  // namespace komuna
