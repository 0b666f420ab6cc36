#include "engine/processes/assembly.hpp"

#include <algorithm>

#include "engine/base/math.hpp"
#include "engine/world/membership.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

double base_of(const AssemblyParameters& p, Matter matter) {
  switch (matter) {
    case Matter::charter:
      return p.charter;
    case Matter::apply:
      return p.apply;
    case Matter::send_delegates:
      return p.send_delegates;
    case Matter::accept_site:
      return p.accept_site;
    case Matter::set_departure:
      return p.set_departure;
    case Matter::send_the_rest:
      return p.send_the_rest;
    case Matter::drop_party_rule:
      return p.drop_party_rule;
    case Matter::merge:
      return p.merge;
    case Matter::dissolve:
      return p.dissolve;
  }
  return 0.0;
}

// Motions that carry the plan on: the convinced favour them and oppose the others.
bool carries_on(Matter matter) {
  return matter == Matter::charter || matter == Matter::apply || matter == Matter::accept_site ||
         matter == Matter::set_departure || matter == Matter::send_the_rest;
}

bool carried(int in_favour, int total, double majority) {
  const double needed = majority * total;
  return total > 0 && (in_favour > needed || (majority > 0.5 && in_favour >= needed));
}

// How often a matter has been voted on.
int times_voted(const Collective& collective, Matter matter) {
  return static_cast<int>(
      std::count_if(collective.votes.begin(), collective.votes.end(),
                    [matter](const Vote& vote) { return vote.matter == matter; }));
}

// Puts a motion to those who vote; hired teams have no vote and go by their contract.
bool motion(World& world, const AssemblyParameters& p, Collective& collective, Matter matter,
            const std::vector<Index>& voters) {
  const CollectiveKind& kind = world.kind(collective);
  if (!kind.votes || !p.members_vote) return carries_on(matter);
  Vote vote;
  vote.month = world.month;
  vote.matter = matter;
  // Keyed by the how-manieth vote on the matter it is, not by the month: who wavers stays the same
  // in a world in which it is held a month later.
  const Month attempt{times_voted(collective, matter)};
  for (const Index h : voters) {
    const Household& member = world.people.household(h);
    if (member.cell == none) continue;  // neighbours who joined have no vote yet
    const double u =
        world.draws.uniform(world.cell_of(member).id, member.slot, attempt, Stream::vote,
                            static_cast<std::uint8_t>(matter), collective.key);
    if (u < vote_chance(world, p, collective, h, matter))
      ++vote.in_favour;
    else
      ++vote.against;
  }
  vote.carried = carried(vote.in_favour, vote.in_favour + vote.against, kind.majority);
  collective.votes.push_back(vote);
  if (!vote.carried) collective.next_vote = world.month + static_cast<int>(p.vote_again);
  return vote.carried;
}

bool voted_since(const Collective& collective, Matter matter, Month month) {
  for (auto vote = collective.votes.rbegin(); vote != collective.votes.rend(); ++vote) {
    if (vote->month < month) return false;
    if (vote->matter == matter) return true;
  }
  return false;
}

double persons_fare(const World& world, Index household, int persons) {
  return persons * world.origins[world.cell_of(world.people.household(household)).origin].fare;
}

Month next_season(const AssemblyParameters& p, Month month) {
  for (int later = 0; later < 12; ++later) {
    const int m = (month + later).month_of_year();
    if ((m >= p.spring_from && m <= p.spring_until) || (m >= p.autumn_from && m <= p.autumn_until))
      return month + later;
  }
  return month;
}

// Those at home, counted for the decision to leave.
struct Readiness {
  int waiting = 0;      // persons
  int admitted = 0;     // of them
  int ready = 0;        // of these, with papers
  double fares = 0;     // of the ready, dollars
  double machines = 0;  // to be bought for the ready, dollars
};

Readiness readiness(const World& world, const Collective& collective,
                    const std::vector<Index>& waiting) {
  Readiness found;
  for (const Index h : waiting) {
    const Household& household = world.people.household(h);
    const int persons = persons_waiting(world, h);
    found.waiting += persons;
    if (!household.admitted) continue;
    found.admitted += persons;
    if (!household.papers) continue;
    found.ready += persons;
    found.fares += persons_fare(world, h, persons);
  }
  found.machines = world.plan(collective).equipment * found.ready;
  return found;
}

bool funded(const AssemblyParameters& p, const Collective& collective, const Readiness& who,
            bool patience_over) {
  if (patience_over) return collective.fund >= p.funded * who.fares;
  return collective.fund + collective.equipment >= p.funded * (who.fares + who.machines);
}

class Step {
 public:
  Step(World& world, const AssemblyParameters& p, Index collective)
      : world_(world),
        p_(p),
        index_(collective),
        c_(world.collectives[collective]),
        waiting_(waiting_members(world, c_)),
        target_(world.plan(c_).target_members),
        in_stage_(world.month - c_.stage_since) {}

  void take() {
    if (!world_.origins[c_.origin].open && !waiting_.empty()) close_home();
    if (ended(c_.stage)) return;
    if (falls_apart()) return;
    if (c_.party_only && c_.stage <= Stage::chartered) party_rule();
    if (world_.month >= c_.next_vote) due_step();
    if (at_home(c_.stage)) stalled();
  }

 private:
  int households() const { return static_cast<int>(waiting_.size()); }
  bool vote(Matter matter) { return motion(world_, p_, c_, matter, waiting_); }
  void enter(Stage stage) { enter_stage(c_, stage, world_.month); }
  void dissolve() { disband(world_, c_, PersonState::withdrawn, Cause::collective_dissolved); }

  // Occupation or war: nobody leaves home any more.
  void close_home() {
    if (at_home(c_.stage)) return disband(world_, c_, PersonState::withdrawn, Cause::war);
    for (const Index h : waiting_) withdraw(world_, h, PersonState::withdrawn, Cause::war);
    waiting_members(world_, c_);
  }

  bool falls_apart() {
    if (!at_home(c_.stage) || c_.stage < Stage::chartered) return false;
    if (households() >= std::min(p_.fewest_members, target_)) return false;
    dissolve();
    return true;
  }

  void due_step() {
    switch (c_.stage) {
      case Stage::initiative:
        return initiative();
      case Stage::chartered:
        return chartered();
      case Stage::offered:
        return offered();
      case Stage::accepted:
        return enter(Stage::preparing);
      case Stage::preparing:
        return preparing();
      case Stage::settled:
        return settled();
      default:
        return;  // the gate or the railway has the next move
    }
  }

  void initiative() {
    if (households() < std::min(p_.charter_minimum, target_)) return;
    if (!vote(Matter::charter)) return;
    enter(Stage::chartered);
    c_.licence_asked = true;
    const auto founders = static_cast<std::size_t>(p_.founders);
    for (std::size_t i = 0; i < std::min(founders, waiting_.size()); ++i)
      world_.people.household(waiting_[i]).founder = true;
  }

  void chartered() {
    if (c_.licence_refused && world_.month - c_.licence_in >= p_.licence_again) {
      c_.licence_refused = false;  // asks again
      c_.licence_in = distant_future;
    }
    if (!c_.licensed) return;
    const auto enough = static_cast<std::int64_t>(p_.apply_share * static_cast<double>(target_));
    const bool impatient = in_stage_ >= p_.apply_patience;
    const std::int64_t needed = impatient ? p_.apply_minimum : std::max(p_.apply_minimum, enough);
    if (households() < std::min(needed, target_)) return;
    if (!vote(Matter::apply)) return;
    enter(Stage::applied);
    c_.applied_in = world_.month;
    ++c_.applications;
  }

  void offered() {
    if (p_.members_vote && world_.kind(c_).votes &&
        !voted_since(c_, Matter::send_delegates, c_.contract.offered_in)) {
      const bool sent = c_.fund >= p_.delegation_cost && vote(Matter::send_delegates);
      if (sent) {
        c_.fund -= p_.delegation_cost;
        c_.reported = report();
        c_.next_vote = world_.month + static_cast<int>(p_.delegation_months);
        return;
      }
    }
    if (vote(Matter::accept_site)) {
      c_.contract.signed_in = world_.month;
      return enter(Stage::accepted);
    }
    ++c_.contract.times_refused;
    c_.contract.offered = false;
    c_.contract.declined = c_.contract.site;
    release_site(world_, c_);
    enter(Stage::applied);
    if (c_.contract.times_refused > p_.most_refusals && vote(Matter::dissolve)) dissolve();
  }

  // What the delegates say of the living standard at the site.
  double report() const {
    const Month offer{c_.contract.times_refused};  // the how-manieth place they are shown
    const double u = world_.draws.uniform(c_.key, 0, offer, Stream::report, 0, 0);
    const double seen = living_at(world_, c_.contract.site) + p_.report_rosy +
                        p_.report_error * math::normal_quantile(u);
    return std::clamp(seen, 0.0, 1.0);
  }

  void preparing() {
    const Readiness who = readiness(world_, c_, waiting_);
    const bool patience_over = in_stage_ >= p_.departure_patience;
    const double train = std::min<double>(world_.parameters.gate.minimum_train, who.waiting);
    if (who.ready == 0 || who.ready < train) return;
    if (!patience_over &&
        (who.ready < p_.train_share * who.waiting || who.ready < p_.paper_share * who.admitted))
      return;
    if (!funded(p_, c_, who, patience_over)) return;
    if (!vote(Matter::set_departure)) return;
    c_.departs = next_season(p_, world_.month + static_cast<int>(p_.notice));
    enter(Stage::departing);
  }

  void settled() {
    if (c_.departs == distant_future && !waiting_.empty()) send_the_rest();
    const int lived = world_.month - c_.settlement.arrived;
    if (lived >= 12 && lived % 12 == 0) crisis();
  }

  void send_the_rest() {
    const Readiness who = readiness(world_, c_, waiting_);
    const double train = std::min<double>(world_.parameters.gate.minimum_train, who.waiting);
    if (who.ready == 0 || who.ready < train || !funded(p_, c_, who, true)) return;
    if (!voted_since(c_, Matter::send_the_rest,
                     world_.month - static_cast<int>(p_.rest_interval) + 1) &&
        vote(Matter::send_the_rest))
      c_.departs = next_season(p_, world_.month + static_cast<int>(p_.notice));
  }

  // Once a year: too few or too hungry to go on?
  void crisis() {
    const Settlement& life = c_.settlement;
    std::vector<Index> settlers;
    for (const Index h : c_.members) {
      const Household& household = world_.people.household(h);
      if (!household.independent &&
          world_.people.person(household.head).state == PersonState::in_collective)
        settlers.push_back(h);
    }
    if (settlers.empty()) {
      if (life.persons == 0) give_up(Stage::dissolved, Cause::collective_dissolved);
      return;
    }
    if (life.persons >= p_.fewest_settlers && life.food >= p_.hunger) return;
    if (motion(world_, p_, c_, Matter::merge, settlers))
      give_up(Stage::merged, Cause::merger);
    else if (motion(world_, p_, c_, Matter::dissolve, settlers))
      give_up(Stage::dissolved, Cause::collective_dissolved);
  }
  void give_up(Stage stage, Cause cause) { end_residence(world_, index_, stage, cause); }

  // Members of the party are too few, or have too little money: is the rule dropped?
  void party_rule() {
    if (in_stage_ < p_.party_patience || world_.month < c_.next_vote) return;
    int able = 0;
    for (const Index h : waiting_) {
      const Household& household = world_.people.household(h);
      if (household.paid + household.savings + household.property >= household.due) ++able;
    }
    if (able >= std::min(p_.apply_minimum, target_)) return;
    if (waiting_.empty() || vote(Matter::drop_party_rule)) c_.party_only = false;
  }

  void stalled() {
    if (in_stage_ < p_.stalled_months) return;
    const bool for_good = waiting_.empty() || in_stage_ >= 2 * p_.stalled_months;
    if (for_good) return dissolve();
    if (world_.month >= c_.next_vote && vote(Matter::dissolve)) dissolve();
  }

  World& world_;
  const AssemblyParameters& p_;
  Index index_;
  Collective& c_;
  const std::vector<Index>& waiting_;
  std::int64_t target_;
  int in_stage_;
};

}  // namespace

double vote_chance(const World& world, const AssemblyParameters& p, const Collective& collective,
                   Index index, Matter matter) {
  const Household& member = world.people.household(index);
  const double sunk = member.due > 0 ? std::min(1.0, member.paid / member.due) : 0.0;
  const double expected = world.origins[world.cell_of(member).origin].expected.living;
  const bool lives_there = collective.settlement.arrived <= world.month;
  const double known = lives_there ? collective.settlement.reality.living : collective.reported;
  const double gap = known >= 0 ? expected - known : 0.0;
  const double onward = p.conviction * (member.conviction - 0.5) + p.sunk * sunk -
                        p.disappointment * gap - p.dependants * (member.persons - 1);
  const double years = (world.month - member.joined) / 12.0;
  const CoordinationParameters& together = world.parameters.coordination;
  const int since = world.month - collective.founded;
  const double loss = language_loss(together, world.plan(collective).language_mix, since);
  return math::logistic(base_of(p, matter) + (carries_on(matter) ? onward : -onward) +
                        p.waiting * years - together.vote * loss);
}

void assembly(World& world, const AssemblyParameters& p) {
  for (Index k = 0; k < world.collectives.size(); ++k) {
    Collective& collective = world.collectives[k];
    if (!ended(collective.stage)) {
      Step(world, p, k).take();
    } else if (!collective.waiting.empty() || collective.listed < collective.members.size()) {
      disband(world, collective, PersonState::withdrawn, Cause::collective_dissolved);
    }
  }
}

}  // namespace komuna
