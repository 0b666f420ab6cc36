#include "engine/processes/leaving.hpp"

#include <algorithm>

#include "engine/base/math.hpp"
#include "engine/population/clock.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

// The three ways as parts of the hazard, 1/month before proneness.
struct Ways {
  double elsewhere = 0;
  double home = 0;
  double third = 0;
  double conscription = 0;  // of home and third together
  double total() const { return elsewhere + home + third; }
};

class Leaving {
 public:
  Leaving(World& world, const LeavingParameters& p)
      : world_(world),
        p_(p),
        permission_(p.permission.at(world.month)),
        threat_(p.conscription * p.threat.at(world.month)) {}

  void run() {
    Index current = none;
    double discontent = 0;
    each_resident_household(world_, [&](Index h, Index c) {
      if (c != current) {
        current = c;
        if (c != none) discontent = discontent_in(world_.collectives[c]);
      }
      if (world_.people.household(h).cell == none)
        local(h, c);
      else
        settler(h, c, c == none ? p_.at_large : discontent);
    });
  }

 private:
  double discontent_in(const Collective& c) const {
    const CollectiveKind& kind = world_.kind(c);
    const Settlement& life = c.settlement;
    return p_.hazard * kind.exit_factor * (1.0 + p_.refund * kind.refund) *
           math::exp(p_.housing * (1.0 - life.housing) + p_.hunger * (1.0 - life.food));
  }

  // Where income is pooled, the skilled gain by leaving.
  double pooled(const Person& head, Index c) const {
    if (c == none || !head.has(mark_skilled)) return 1.0;
    return 1.0 + p_.pooling * world_.kind(world_.collectives[c]).pooling;
  }

  // The head if he or she lives here as an adult, else nobody decides.
  Person* decider(const Household& household) const {
    if (household.head == none) return nullptr;
    Person& head = world_.people.person(household.head);
    const bool decides = is_resident(head.state) && head.age(world_.month) >= working_age;
    return decides ? &head : nullptr;
  }

  void settler(Index h, Index c, double discontent) {
    Household& household = world_.people.household(h);
    const Person* head = decider(household);
    if (head == nullptr) return;
    if (household.exit_clock_until <= world_.month)
      wind_exit_clock(household, *head, world_.draws, world_.month, proneness(p_, household));
    const Ways ways = ways_of(household, *head, c, discontent * pooled(*head, c));
    if (!runs_out(household.exit_clock, ways.total())) return;
    household.exit_clock = stopped_clock;
    go(h, c, ways, *head);
  }

  Ways ways_of(const Household& household, const Person& head, Index c, double discontent) const {
    const int months = std::max(0, world_.month - head.arrived);
    const double d = discontent / (1.0 + months / p_.settling);
    Ways ways;
    if (c != none) ways.elsewhere = d * p_.elsewhere;
    if (permission_ <= 0.0 || head.has(mark_soviet_citizen) || head.has(mark_exiled)) return ways;
    const double money = can_pay(household, c) ? 1.0 : p_.without_money;
    const double passport = permission_ * money;
    const bool open = world_.origins[world_.cell_of(household).origin].open;
    const double threat = threat_to(household);
    if (threat > 0.0 && of_military_age(head)) ways.conscription = threat * passport;
    ways.home = open ? d * p_.home * passport : 0.0;
    ways.third = d * p_.third * passport;
    (open ? ways.home : ways.third) += ways.conscription;
    return ways;
  }

  // The general threat or, if greater, that to the collective the household came with.
  double threat_to(const Household& household) const {
    if (household.collective == none) return threat_;
    const CollectivePlan& plan = world_.plan(world_.collectives[household.collective]);
    return std::max(threat_, plan.conscription.at(world_.month));
  }

  bool of_military_age(const Person& head) const {
    const int age = head.age(world_.month);
    return head.sex == Sex::male && age >= 18 && age < 45;
  }

  double refund(const Household& household, Index c) const {
    if (c == none) return 0.0;
    const Collective& collective = world_.collectives[c];
    return std::clamp(world_.kind(collective).refund * household.paid, 0.0,
                      std::max(0.0, collective.fund));
  }

  bool can_pay(const Household& household, Index c) const {
    const double fare = world_.origins[world_.cell_of(household).origin].fare;
    return household.savings + refund(household, c) >= fare * household.persons;
  }

  void go(Index h, Index c, const Ways& ways, const Person& head) {
    const Block words = draw_block(world_.draws, head, world_.month, Stream::destination);
    const double at = to_uniform(words.w0) * ways.total();
    Household& household = world_.people.household(h);
    const double back = refund(household, c);
    if (c != none) world_.collectives[c].fund -= back;
    household.savings += back;
    const bool hungry = c != none && world_.collectives[c].settlement.food < 0.5;
    Cause cause = hungry ? Cause::hunger : Cause::dissatisfaction;
    if (at < ways.elsewhere) {
      const int moved = leave_collective(world_, h, cause, false);
      world_.collectives[c].left_for_ussr += moved;
      return;
    }
    const double abroad = ways.home + ways.third;
    if (to_uniform(words.w1) * abroad < ways.conscription) cause = Cause::conscription;
    const bool home = at < ways.elsewhere + ways.home;
    const Outlook lived = lived_by(world_, household);
    const int moved =
        move_residents(world_, h, home ? PersonState::returned : PersonState::third_country, cause);
    if (home) tell_home(world_, world_.cell_of(household).origin, moved, lived);
    if (c == none) return;
    Collective& collective = world_.collectives[c];
    (home ? collective.returned : collective.third_country) += moved;
  }

  void local(Index h, Index c) {
    if (c == none) return;
    Household& household = world_.people.household(h);
    const Person* head = decider(household);
    if (head == nullptr) return;
    wind_exit_clock(household, *head, world_.draws, world_.month, 1.0);
    if (!runs_out(household.exit_clock, household.hired ? p_.hired : p_.locals)) return;
    household.exit_clock = stopped_clock;
    leave_collective(world_, h, Cause::dissatisfaction, true);
  }

  World& world_;
  const LeavingParameters& p_;
  double permission_;
  double threat_;
};

}  // namespace

double proneness(const LeavingParameters& p, const Household& household) {
  const double sunk = household.due > 0.0 ? std::min(1.0, household.paid / household.due) : 0.0;
  return math::exp(p.illusion * household.illusion - p.conviction * household.conviction -
                   p.sunk * sunk);
}

void fields(FieldVisitor& v, LeavingParameters& p) {
  const auto number = [&v](double& value, std::string_view key, std::string_view unit, double most,
                           std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = 0,
                     .max = most,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  number(p.hazard, "hazard", "1/month", 2, "Hazard of leaving on arrival, all else neutral.",
         "assumption: set so that more than half of the members leave in four years (Interhelpo, "
         "Kvasnicka)");
  number(p.settling, "settling", "months", 600, "Months after which the hazard has halved.",
         "assumption: the first left within a week, most within four years");
  number(p.illusion, "illusion", "log", 10, "Weight of illusion.",
         "assumption: the deepest illusion multiplies the hazard by four");
  number(p.conviction, "conviction", "log", 10, "Weight of the head's conviction.",
         "assumption: the most committed are a third as likely to leave");
  number(p.sunk, "sunk", "log", 10, "Weight of the share of fees that was paid.",
         "assumption: who has paid everything has the more to lose");
  number(p.pooling, "pooling", "1", 10, "Added for the skilled where all income is pooled.",
         "assumption: they earned more outside; communes complained of it");
  number(p.refund, "refund", "1", 10, "Added to the hazard where everything is refunded.",
         "assumption: half as likely again");
  number(p.housing, "housing", "log", 10, "Weight of missing roofs.",
         "assumption: earth huts multiply the hazard by one and a half");
  number(p.hunger, "hunger", "log", 10, "Weight of missing food.",
         "assumption: hunger multiplies the hazard by four");
  number(p.elsewhere, "elsewhere", "1", 10, "Weight of going elsewhere in the Soviet Union.",
         "assumption: four in ten, skilled men found work in the cities");
  number(p.home, "home", "1", 10, "Weight of going home, papers and money in order.",
         "assumption: half; returns are reported by every memoir");
  number(p.third, "third", "1", 10, "Weight of going to a third country.",
         "assumption: one in ten");
  number(p.without_money, "without_money", "1", 1, "Factor for those who cannot pay the fare.",
         "assumption: consulates and kin paid for some");
  number(p.at_large, "at_large", "1/month", 2,
         "Hazard of leaving the country for those outside a collective, all else neutral.",
         "assumption: less than half of that in a collective");
  number(p.locals, "locals", "1/month", 2, "Hazard that a neighbour who joined leaves again.",
         "assumption: labour turnover of about a tenth a year");
  number(p.hired, "hired", "1/month", 2, "Hazard that a hired neighbour leaves again.",
         "assumption: a third a year, seasonal and unskilled labour");
  v.series(p.permission,
           {.key = "permission",
            .min = 0,
            .max = 1,
            .help = "Permission to leave the country: 1 for the asking, 0 never.",
            .basis = "assumption: free unless stated; a scenario dates the closing of "
                     "the borders",
            .timing = Timing::monthly});
  v.series(p.threat, {.key = "threat",
                      .min = 0,
                      .max = 1,
                      .help = "Threat of conscription to men who are not Soviet citizens.",
                      .basis = "assumption: none unless stated",
                      .timing = Timing::monthly});
  number(p.conscription, "conscription", "1/month", 2,
         "Hazard added for men of 18 to 44 at full threat.",
         "assumption: a third leaves in a year, as among the Doukhobors of 1927");
}

void leaving(World& world, const LeavingParameters& parameters) {
  Leaving(world, parameters).run();
}

}  // namespace komuna
