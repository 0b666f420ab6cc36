#include "tests/support/oracle.hpp"

#include <algorithm>
#include <cmath>

namespace komuna::tests {
namespace {

constexpr int youngest = 15 * 12;
constexpr int oldest = 65 * 12;  // months; replaced at this age

template <class T>
int position(const std::vector<T>& list, const std::string& id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id == id) return static_cast<int>(i);
  return -1;
}

}  // namespace

Oracle::Oracle(const HomeModel& model, std::uint64_t seed, const Defects& defects,
               const Refinements& refinements)
    : model_(model),
      defects_(defects),
      refinements_(refinements),
      random_(seed),
      now_(model.from),
      homes_(model.population.origins.size()),
      quota_left_(model.world.destinations.size(), 0.0),
      quota_begun_(model.world.destinations.size(), false) {
  for (Home& home : homes_) {
    home.living_expected = model.expectation.start_living;
    home.say_expected = model.expectation.start_say;
  }
  make_places();
  make_heads();
  deal_circles();
  const std::vector<std::int64_t> none_yet(static_cast<std::size_t>(model.months), 0);
  history_.requests.assign(regions_.size(), none_yet);
  history_.rivals.assign(model.world.destinations.size(), none_yet);
  history_.founded.assign(regions_.size() * 2, none_yet);
}

void Oracle::make_places() {
  const PopulationParameters& p = model_.population;
  for (std::size_t o = 0; o < p.origins.size(); ++o) {
    const std::size_t first = places_.size();
    for (std::size_t r = 0; r < p.origins[o].regions.size(); ++r)
      make_places_of(static_cast<Index>(o), static_cast<Index>(r));
    double party_weight = 0;
    for (std::size_t c = first; c < places_.size(); ++c) party_weight += places_[c].party_share;
    for (std::size_t c = first; c < places_.size(); ++c)
      if (party_weight > 0) places_[c].party_share /= party_weight;
  }
}

// Every combination of group, branch and skill; whole heads by largest remainders.
void Oracle::make_places_of(Index o, Index r) {
  const PopulationParameters& p = model_.population;
  const Origin& origin = p.origins[o];
  const Region& region = origin.regions[r];
  const auto region_index = static_cast<Index>(regions_.size());
  regions_.emplace_back(o, r);
  NumbersById groups;
  double rest = 1.0;
  for (const auto& [id, share] : region.groups) {
    if (id == origin.default_group) continue;
    groups.emplace_back(id, share);
    rest -= share;
  }
  groups.emplace_back(origin.default_group, std::max(0.0, rest));
  std::vector<Place> fresh;
  std::vector<double> remainder;
  double left = static_cast<double>(region.heads);
  for (const auto& [group, group_share] : groups)
    for (const auto& [branch, branch_share] : region.branches)
      for (const bool skilled : {true, false}) {
        const int b = position(p.branches, branch);
        const Branch& trade = p.branches[static_cast<std::size_t>(b)];
        const double skill = skilled ? trade.skilled_share : 1.0 - trade.skilled_share;
        const double n = static_cast<double>(region.heads) * group_share * branch_share * skill;
        Place place;
        place.origin = o;
        place.region = region_index;
        place.group = static_cast<Index>(position(p.groups, group));
        place.branch = static_cast<Index>(b);
        place.skilled = skilled;
        place.reference_heads = std::floor(n);
        remainder.push_back(n - std::floor(n));
        left -= std::floor(n);
        fresh.push_back(place);
      }
  for (; left > 0.5; left -= 1.0) {
    const auto largest = std::max_element(remainder.begin(), remainder.end());
    fresh[static_cast<std::size_t>(largest - remainder.begin())].reference_heads += 1.0;
    *largest = -1.0;
  }
  for (Place& place : fresh) {
    if (place.reference_heads < 1.0) continue;
    place.party_share =
        place.reference_heads * region.party_weight * p.branches[place.branch].party_weight;
    places_.push_back(place);
  }
}

// As many heads as the labour force ever has in the horizon; those above this month's number wait.
void Oracle::make_heads() {
  const int spell = static_cast<int>(model_.population.employment_spell);
  for (std::size_t c = 0; c < places_.size(); ++c) {
    const Series& force = model_.population.origins[places_[c].origin].labour_force;
    double most = 0;
    for (int m = 0; m < model_.months; ++m) most = std::max(most, force.at(model_.from + m));
    const auto n = static_cast<std::uint32_t>(std::floor(places_[c].reference_heads * most + 0.5));
    for (std::uint32_t slot = 0; slot < n; ++slot) {
      Head head;
      head.cell = static_cast<std::uint32_t>(c);
      head.slot = slot;
      fresh_traits(head);
      head.age_months = std::uniform_int_distribution<int>(youngest, oldest - 1)(random_);
      head.phase = std::uniform_int_distribution<int>(0, spell - 1)(random_);
      head.latent = uniform();
      heads_.push_back(head);
    }
  }
}

void Oracle::fresh_traits(Head& head) {
  const Place& place = places_[head.cell];
  const Branch& branch = model_.population.branches[place.branch];
  head.savings_months = branch.savings_median * std::exp(branch.savings_spread * normal_(random_));
  head.property_months = 0;
  if (uniform() < branch.property_share)
    head.property_months =
        branch.property_median * std::exp(branch.property_spread * normal_(random_));
  const double half = model_.population.half_rank;
  const double rank = (head.slot + 0.5) / place.reference_heads;
  head.conviction =
      half / (half + rank) + model_.population.conviction_noise * (2.0 * uniform() - 1.0);
  head.age_months = youngest;
}

// Heads of a region and branch are shuffled and cut into workplaces, those of a region and group
// into circles of kin.
void Oracle::deal_circles() {
  const auto deal = [this](bool work, std::vector<Circle>& circles, int Head::* member) {
    std::map<std::pair<Index, Index>, std::vector<std::size_t>> pools;
    for (std::size_t h = 0; h < heads_.size(); ++h) {
      const Place& place = places_[heads_[h].cell];
      if (heads_[h].slot >= place.reference_heads) continue;
      pools[{place.region, work ? place.branch : place.group}].push_back(h);
    }
    for (auto& [key, pool] : pools) {
      const double size =
          work ? static_cast<double>(model_.population.branches[key.second].workplace_size)
               : model_.population.kin_circle;
      const auto places = static_cast<std::size_t>(std::floor(size + 0.5));
      std::shuffle(pool.begin(), pool.end(), random_);
      for (std::size_t i = 0; i < pool.size(); ++i) {
        if (i % places == 0) circles.emplace_back();
        heads_[pool[i]].*member = static_cast<int>(circles.size()) - 1;
      }
    }
  };
  deal(true, workplaces_, &Head::workplace);
  deal(false, kin_, &Head::kin);
}

void Oracle::give_collectives(std::vector<GivenCollective> given) {
  given_ = true;
  for (const GivenCollective& one : given) {
    Group group;
    group.plan =
        one.from_template ? &model_.world.templates[one.plan] : &model_.world.collectives[one.plan];
    group.origin = regions_[one.region].first;
    group.party_only = group.plan->party_only;
    group.opens = one.opens;
    group.closes = one.closes;
    groups_.push_back(group);
  }
}

void Oracle::step() {
  now_ = model_.from + month_;
  if (month_ > 0) grow_older();
  read_economy();
  read_expectation();
  read_drives();
  leave_elsewhere();
  request();
  decide();
  if (!given_) found();
  ++month_;
}

void Oracle::grow_older() {
  const int spell = static_cast<int>(model_.population.employment_spell);
  for (Head& head : heads_) {
    if (++head.age_months == oldest) {  // somebody of fifteen takes the place
      fresh_traits(head);
      head.joined = head.elsewhere = false;
    }
    if (defects_.fresh_employment || (month_ + head.phase) % spell == 0) head.latent = uniform();
  }
}

double Oracle::living_of(double wage) const {
  const EconomyParameters& e = model_.world.economy;
  return std::clamp(std::log(wage / e.living_low) / std::log(e.living_high / e.living_low), 0.0,
                    1.0);
}

void Oracle::read_economy() {
  for (std::size_t o = 0; o < homes_.size(); ++o) {
    const Origin& origin = model_.population.origins[o];
    Home& home = homes_[o];
    home.open = now_ < origin.closed_from;
    home.unemployment = origin.unemployment.at(now_);
    home.wage = origin.wage.at(now_);
    home.living = living_of(home.wage);
    home.fare = origin.fare.at(now_);
    home.party = origin.party_members.at(now_);
  }
  for (Place& place : places_) {
    const Home& home = homes_[place.origin];
    if (!home.open) continue;
    const Origin& origin = model_.population.origins[place.origin];
    const Region& region = origin.regions[regions_[place.region].second];
    const Branch& branch = model_.population.branches[place.branch];
    place.unemployment =
        std::min(1.0, home.unemployment * region.unemployment_factor * branch.unemployment_factor);
    const double skilled = branch.skilled_premium;
    const double mean = branch.skilled_share * skilled + (1.0 - branch.skilled_share);
    place.wage = home.wage * branch.wage_factor * (place.skilled ? skilled : 1.0) / mean;
    place.living = living_of(place.wage);
    const double heads = place.reference_heads * origin.labour_force.at(now_);
    const double members = home.party * place.party_share;
    place.heads = static_cast<std::uint32_t>(std::floor(heads + 0.5));
    place.activists = std::floor(std::min(heads, members * origin.activist_share) + 0.5);
    place.members = std::floor(std::min(heads, members) + 0.5);
    place.sympathisers = std::floor(std::min(heads, members * (1.0 + origin.sympathisers)) + 0.5);
  }
}

// e <- e + sum of weight * intensity * (claim - e). No letters and nobody returned.
void Oracle::read_expectation() {
  const ExpectationParameters& p = model_.expectation;
  for (std::size_t o = 0; o < homes_.size(); ++o) {
    Home& home = homes_[o];
    Agitation channel;
    for (const Agitation& given : p.channels)
      if (given.id == model_.population.origins[o].id) channel = given;
    home.agitation = channel.representatives.at(now_);
    home.warnings = channel.warnings.at(now_);
    const double claims =
        p.weight_representatives * home.agitation + p.weight_press * channel.press.at(now_);
    const double warned = p.weight_warnings * home.warnings;
    const double living = home.living_expected;
    const double say = home.say_expected;
    home.living_expected +=
        claims * (p.claim_living - living) + warned * (p.warning_living - living);
    home.say_expected += claims * (p.claim_say - say) + warned * (p.warning_say - say);
  }
}

void Oracle::read_drives() {
  const DrivesParameters& p = model_.drives;
  for (std::size_t o = 0; o < homes_.size(); ++o) {
    const Origin& origin = model_.population.origins[o];
    Home& home = homes_[o];
    double givers = 0;
    for (const Campaign& campaign : model_.world.campaigns) {
      const bool running = campaign.from <= now_ && now_ <= campaign.until;
      if (campaign.origin != origin.id || !running || !home.open) continue;
      const double mean = campaign.intensity * home.party * (1.0 + 0.1 * origin.sympathisers);
      if (mean > 0) givers += std::poisson_distribution<int>(mean)(random_);
    }
    const double gain = std::min(1.0, p.gain_giving * givers / std::max(1.0, home.party) +
                                          p.gain_agitation * home.agitation);
    home.contacts = std::clamp(
        home.contacts + (1.0 - home.contacts) * gain - p.decay * home.contacts, 0.0, 1.0);
  }
}

HomeHistory Oracle::history() const {
  HomeHistory result = history_;
  for (const int workplace : workplace_of_joined_)
    result.workplaces.push_back(
        workplace < 0 ? 0 : workplaces_[static_cast<std::size_t>(workplace)].joined);
  return result;
}

HomeHistory oracle_history(const HomeModel& model, std::uint64_t seed, const Defects& defects,
                           const Refinements& refinements) {
  Oracle oracle(model, seed, defects, refinements);
  for (int m = 0; m < model.months; ++m) oracle.step();
  return oracle.history();
}

}  // namespace komuna::tests
