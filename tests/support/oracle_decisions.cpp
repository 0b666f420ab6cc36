#include <algorithm>
#include <cmath>

#include "tests/support/oracle.hpp"

// What heads do in a month: leave for another country, request, join, apply alone, found.

namespace komuna::tests {
namespace {

template <class T>
int position(const std::vector<T>& list, const std::string& id) {
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].id == id) return static_cast<int>(i);
  return -1;
}

bool among(const std::vector<std::string>& list, const std::string& id) {
  return std::count(list.begin(), list.end(), id) > 0;
}

double burden_of_age(int age_months) { return std::max(0.0, (age_months / 12.0 - 25.0) / 25.0); }

}  // namespace

// Each head on its own: gone or not. The pool at home is open: the place of one who left is taken
// by somebody who may leave as well, but whoever has left does not act for himself any more.
void Oracle::leave_elsewhere() {
  const DecisionParameters& d = model_.decision;
  for (std::size_t k = 0; k < model_.world.destinations.size(); ++k) {
    const Destination& there = model_.world.destinations[k];
    std::vector<double> hazard(homes_.size(), 0.0);
    for (std::size_t o = 0; o < homes_.size(); ++o) {
      const Home& home = homes_[o];
      const int rate = position(there.rates, model_.population.origins[o].id);
      if (rate < 0 || !home.open) continue;
      const DestinationRate& given = there.rates[static_cast<std::size_t>(rate)];
      const double v = given.constant + d.rival_say * there.say.at(now_) +
                       d.wage_gap * (living_of(there.wage.at(now_)) - home.living) +
                       d.born_there * given.established - d.obstacles * there.obstacles.at(now_) -
                       d.unemployed * there.unemployment.at(now_);
      hazard[o] =
          std::exp(v) * (1.0 - home.unemployment + home.unemployment * std::exp(d.unemployed));
    }
    const auto under_quota = [&](Index origin) {
      return among(there.quota_origins, model_.population.origins[origin].id);
    };
    if (!there.quota_origins.empty() &&
        (!quota_begun_[k] || now_.month_of_year() == there.fiscal_start)) {
      quota_left_[k] = there.quota.at(now_);
      quota_begun_[k] = true;
    }
    double demand = 0;
    for (const Place& place : places_)
      if (under_quota(place.origin)) demand += hazard[place.origin] * place.heads;
    const double room = std::min(quota_left_[k], there.quota_monthly * there.quota.at(now_));
    const double share = demand > room && !defects_.unrationed ? room / demand : 1.0;
    std::int64_t& left = history_.rivals[k][static_cast<std::size_t>(month_)];
    for (Head& head : heads_) {
      if (!active(head)) continue;
      const Index origin = places_[head.cell].origin;
      const bool limited = under_quota(origin);
      const double h = hazard[origin] * (limited ? share : 1.0);
      if (h <= 0 || uniform() >= 1.0 - std::exp(-h)) continue;
      if (refinements_.without_the_gone && (head.joined || head.elsewhere)) continue;
      head.elsewhere = true;
      if (limited && quota_left_[k] < 1.0 && !defects_.unrationed) continue;
      if (limited) quota_left_[k] -= 1.0;
      ++left;
    }
  }
}

Stratum Oracle::stratum_of(const Head& head) const {
  const Place& place = places_[head.cell];
  if (head.slot < place.activists) return Stratum::activist;
  if (head.slot < place.members) return Stratum::member;
  if (head.slot < place.sympathisers) return Stratum::sympathiser;
  return Stratum::indifferent;
}

bool Oracle::out_of_work(const Head& head) const {
  return head.latent < places_[head.cell].unemployment;
}

double Oracle::reach(Stratum stratum) const {
  switch (stratum) {
    case Stratum::activist:
      return model_.decision.reach_activist;
    case Stratum::member:
      return model_.decision.reach_member;
    case Stratum::sympathiser:
      return model_.decision.reach_sympathiser;
    default:
      return model_.decision.reach_indifferent;
  }
}

double Oracle::shared_terms(const Place& place) const {
  const DecisionParameters& d = model_.decision;
  const Home& home = homes_[place.origin];
  return d.say * home.say_expected + d.wage_gap * (home.living_expected - place.living) +
         d.born_there * model_.population.groups[place.group].ties + d.contacts * home.contacts -
         d.warnings * home.warnings;
}

double Oracle::personal_terms(const Head& head, bool with_ties, bool now) const {
  const DecisionParameters& d = model_.decision;
  double v =
      defects_.conviction * d.conviction * head.conviction - d.age * burden_of_age(head.age_months);
  if (out_of_work(head)) v += d.unemployed;
  if (!with_ties) return v;
  if (head.workplace >= 0) {
    const Circle& circle = workplaces_[static_cast<std::size_t>(head.workplace)];
    const double gone = now ? circle.joined_by_now : circle.joined;
    v += defects_.colleagues * d.colleagues * std::min(1.0, gone / 3.0);
  }
  if (head.kin >= 0) {
    const Circle& circle = kin_[static_cast<std::size_t>(head.kin)];
    if ((now ? circle.joined_by_now : circle.joined) > 0) v += d.kin;
  }
  return v;
}

const Regime* Oracle::regime() const {
  const Regime* latest = nullptr;
  for (const Regime& one : model_.world.gate.regimes)
    if (one.from <= now_ && now_ <= one.until && (latest == nullptr || latest->from < one.from))
      latest = &one;
  return latest;
}

// Chance that a request of this head competes at the gate; else it is refused by rule.
double Oracle::competing(const Head& head) const {
  const Regime* rules = regime();
  if (rules == nullptr || !rules->individuals || defects_.refuse_all) return 0.0;
  const Place& place = places_[head.cell];
  if (rules->individuals_skilled_only && !place.skilled) return 0.0;
  if (head.savings_months * place.wage < rules->individual_capital) return 0.0;
  return rules->recognised;
}

double Oracle::alone_hazard(const Head& head, bool with_ties) const {
  const Place& place = places_[head.cell];
  if (!homes_[place.origin].open || head.age_months < 18 * 12) return 0.0;
  return reach(stratum_of(head)) * std::exp(model_.decision.alone_constant + shared_terms(place) +
                                            personal_terms(head, with_ties, false));
}

// Requests that the rules refuse, of every head, as often as they come.
void Oracle::request() {
  for (const Head& head : heads_) {
    if (!active(head)) continue;
    if (refinements_.without_the_gone && (head.joined || head.elsewhere)) continue;
    ++evaluated_;
    const double h = (1.0 - competing(head)) * alone_hazard(head, refinements_.ties_of_counted);
    if (h <= 0) continue;
    history_.requests[places_[head.cell].region][static_cast<std::size_t>(month_)] +=
        std::poisson_distribution<int>(h)(random_);
  }
}

bool Oracle::group_recruits(const Group& group, const Place& place) const {
  if (!group.recruiting || !homes_[place.origin].open) return false;
  const CollectivePlan& plan = *group.plan;
  const std::string& origin = model_.population.origins[place.origin].id;
  const bool asked =
      plan.recruits_from.empty() ? place.origin == group.origin : among(plan.recruits_from, origin);
  if (!asked || (plan.skilled_only && !place.skilled)) return false;
  return plan.all_branches || model_.population.branches[place.branch].sector == plan.sector;
}

double Oracle::joining_hazard(const Head& head, const Group& group) const {
  const Place& place = places_[head.cell];
  const CollectivePlan& plan = *group.plan;
  const DecisionParameters& d = model_.decision;
  const Stratum stratum = stratum_of(head);
  if (group.party_only && stratum != Stratum::activist && stratum != Stratum::member) return 0.0;
  if (head.age_months < 18 * 12 || head.age_months / 12 > plan.max_age) return 0.0;
  const double fare = homes_[place.origin].fare;
  const double cost = plan.share_fee + 1.6 * (plan.adult_fee + fare) + 1.0 * plan.child_fee;
  const double means = place.wage * (head.savings_months + d.expected_sale * head.property_months);
  const double affordable = cost > 1.0 ? std::min(1.0, means / cost) : std::min(1.0, means);
  const double v = d.join_constant + shared_terms(place) +
                   personal_terms(head, true, defects_.contagion_at_once) +
                   d.affordability * affordable;
  return std::min(defects_.highest_hazard, plan.appeal.at(now_) * reach(stratum) * std::exp(v));
}

// Every head, every alternative: an exponential waiting time each; the first within the month wins.
void Oracle::decide() {
  std::vector<Act> acts;
  for (Group& group : groups_) {
    if (given_)
      group.recruiting = month_ >= group.opens && month_ < group.closes;
    else if (group.enrolled >= group.plan->target_members || now_ >= group.plan->recruits_until)
      group.recruiting = false;
  }
  for (std::size_t h = 0; h < heads_.size(); ++h) {
    const Head& head = heads_[h];
    if (!active(head) || head.joined || head.elsewhere) continue;
    Act first{1.0, h, -2};
    double likeliest = 0, total = 0;
    const auto wait = [&](double hazard, int group) {
      ++evaluated_;
      if (hazard <= 0) return;
      const double time = exponential_(random_) / hazard;
      if (defects_.by_likeliest) {
        total += hazard;
        if (hazard > likeliest) first.group = group;
        likeliest = std::max(likeliest, hazard);
      } else if (time < first.time) {
        first.time = time;
        first.group = group;
      }
    };
    for (std::size_t g = 0; g < groups_.size(); ++g)
      if (group_recruits(groups_[g], places_[head.cell]))
        wait(joining_hazard(head, groups_[g]), static_cast<int>(g));
    const double chance = competing(head);
    if (chance > 0) wait(chance * alone_hazard(head, true), -1);
    if (defects_.by_likeliest && total > 0) first.time = exponential_(random_) / total;
    if (first.group == -2 || first.time >= 1.0) continue;
    acts.push_back(first);
    if (defects_.contagion_at_once) {
      if (head.workplace >= 0)
        ++workplaces_[static_cast<std::size_t>(head.workplace)].joined_by_now;
      if (head.kin >= 0) ++kin_[static_cast<std::size_t>(head.kin)].joined_by_now;
    }
  }
  join(acts);
}

// In order of time, while there is room; contagion is felt from the next month on.
void Oracle::join(std::vector<Act>& acts) {
  std::sort(acts.begin(), acts.end(), [](const Act& a, const Act& b) { return a.time < b.time; });
  std::size_t joined_now = 0;
  for (const Act& act : acts) {
    Group* group = act.group < 0 ? nullptr : &groups_[static_cast<std::size_t>(act.group)];
    if (group != nullptr && group->enrolled >= group->plan->target_members) continue;
    Head& head = heads_[act.head];
    const Place& place = places_[head.cell];
    Joined joined;
    joined.month = month_;
    joined.time = act.time;
    joined.cell = head.cell;
    joined.slot = head.slot;
    joined.chosen = group == nullptr ? "alone" : group->plan->id;
    joined.stratum = stratum_of(head);
    joined.skilled = place.skilled;
    joined.unemployed = out_of_work(head);
    joined.age = head.age_months / 12;
    joined.savings_months = head.savings_months;
    joined.conviction = head.conviction;
    if (head.workplace >= 0)
      joined.colleagues = workplaces_[static_cast<std::size_t>(head.workplace)].joined;
    if (head.kin >= 0) joined.kin = kin_[static_cast<std::size_t>(head.kin)].joined;
    history_.joined.push_back(joined);
    workplace_of_joined_.push_back(head.workplace);
    kin_of_joined_.push_back(head.kin);
    ++joined_now;
    head.joined = true;
    if (group != nullptr) ++group->enrolled;
  }
  // Whoever joined is remembered by the circle, also when somebody younger has taken the place.
  for (std::size_t i = history_.joined.size() - joined_now; i < history_.joined.size(); ++i) {
    const int workplace = workplace_of_joined_[i];
    if (workplace >= 0) ++workplaces_[static_cast<std::size_t>(workplace)].joined;
    const int circle = kin_of_joined_[i];
    if (circle >= 0) ++kin_[static_cast<std::size_t>(circle)].joined;
  }
  for (Circle& circle : workplaces_) circle.joined_by_now = circle.joined;
  for (Circle& circle : kin_) circle.joined_by_now = circle.joined;
}

void Oracle::found() {
  const auto open_group = [this](const CollectivePlan& plan, Index origin) {
    Group group;
    group.plan = &plan;
    group.origin = origin;
    group.party_only = plan.party_only;
    groups_.push_back(group);
  };
  // In its own baseline a founding of history always comes about.
  for (const CollectivePlan& plan : model_.world.collectives)
    if (plan.founded == now_)
      open_group(plan, static_cast<Index>(position(model_.population.origins, plan.origin)));
  const FoundingParameters& f = model_.founding;
  if (now_ >= f.until) return;
  const Regime* rules = regime();
  const double climate = rules != nullptr && rules->new_groups ? 1.0 : f.shut_factor;
  for (std::size_t r = 0; r < regions_.size(); ++r) {
    const Index o = regions_[r].first;
    const Home& home = homes_[o];
    if (!home.open) continue;
    double nucleus = 0;
    for (const Place& place : places_)
      if (place.region == r)
        nucleus +=
            place.members + f.tie_share * model_.population.groups[place.group].ties * place.heads;
    if (nucleus <= 0) continue;
    for (const Sector sector : {Sector::agriculture, Sector::industry}) {
      const std::string& origin = model_.population.origins[o].id;
      const CollectivePlan* pattern = nullptr;
      for (const CollectivePlan& one : model_.world.templates) {
        const bool fits = one.origin.empty()
                              ? one.recruits_from.empty() || among(one.recruits_from, origin)
                              : one.origin == origin;
        if (pattern == nullptr && one.sector == sector && fits) pattern = &one;
      }
      if (pattern == nullptr) continue;
      const double constant =
          sector == Sector::agriculture ? f.constant_agriculture : f.constant_industry;
      const double hazard =
          climate * std::pow(defects_.nucleus * nucleus / 1000.0, f.elasticity) *
          std::exp(constant + f.expectation * (home.living_expected + home.say_expected) / 2.0 +
                   f.contacts * home.contacts + f.agitation * home.agitation);
      const int count = std::poisson_distribution<int>(hazard)(random_);
      history_
          .founded[r * 2 + static_cast<std::size_t>(sector)][static_cast<std::size_t>(month_)] +=
          count;
      for (int i = 0; i < count; ++i) open_group(*pattern, o);
    }
  }
}

}  // namespace komuna::tests
