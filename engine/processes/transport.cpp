#include "engine/processes/transport.hpp"

#include <algorithm>
#include <cmath>

#include "engine/base/math.hpp"
#include "engine/world/membership.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

enum TransportDraw : std::uint8_t {
  head_first_draw = 0,
  drop_out_draw = 1,
  founder_draw = 2,
  death_draw = 3,
  reunion_draw = 4,
};

double household_uniform(const World& world, const Household& household, Month month,
                         TransportDraw draw) {
  return world.draws.uniform(world.cell_of(household).id, household.slot, month, Stream::transport,
                             draw, household.generation);
}

int journey_months(const World& world, const TransportParameters& p, const Household& household,
                   Index site) {
  if (site == none) return 1;
  const RegionPlace& place = world.cells.regions()[world.cell_of(household).region];
  const Region& home = world.population.origins[place.origin].regions[place.within_origin];
  const Site& there = world.parameters.sites[site];
  const double km = distance_km(home.longitude, home.latitude, there.longitude, there.latitude);
  return km > p.far_km ? 2 : 1;
}

// ---- departure ----

void stay(World& world, Index person) {
  world.people.move(person, PersonState::home, Cause::stayed_behind, world.month, world.events);
}

// Decides at the platform who of a household gets in; false when nobody does.
bool boards(World& world, const TransportParameters& p, Index index) {
  const Household household = world.people.household(index);
  const bool founder_stays = household.founder && household_uniform(world, household, timeless,
                                                                    founder_draw) < p.founder_stays;
  if (founder_stays || household_uniform(world, household, timeless, drop_out_draw) < p.drop_out) {
    withdraw(world, index, PersonState::withdrawn, Cause::stayed_behind);
    return false;
  }
  if (household.consents) return true;
  if (household_uniform(world, household, timeless, head_first_draw) >= p.head_first) {
    withdraw(world, index, PersonState::withdrawn, Cause::stayed_behind);
    return false;
  }
  for (Index i = household.first_person; i != none; i = world.people.person(i).next)
    if (i != household.head && world.people.person(i).state == PersonState::waiting) stay(world, i);
  world.left_behind.push_back(index);
  return true;
}

// Those who board set off; adults and children are counted into the train.
void set_off(World& world, Index index, Train& train) {
  Household& household = world.people.household(index);
  household.departed_in = world.month;
  household.expected = mean_of(world.origins[world.cell_of(household).origin].expected);
  for (Index i = household.first_person; i != none; i = world.people.person(i).next) {
    if (world.people.person(i).state != PersonState::waiting) continue;
    ++(world.people.person(i).age(world.month) < 15 ? train.children : train.adults);
    world.people.move(i, PersonState::in_transit, Cause::departure, world.month, world.events);
  }
}

bool ready(const World& world, Index index) {
  const Household& household = world.people.household(index);
  return household.admitted && household.papers && household.due <= household.paid;
}

double fares(const World& world, Index index, int persons) {
  return persons * world.origins[world.cell_of(world.people.household(index)).origin].fare;
}

void send_train(World& world, const TransportParameters& p, Collective& collective) {
  collective.departs = distant_future;
  Train train;
  train.ordinal = static_cast<int>(collective.trains.size()) + 1;
  train.departed = world.month;
  int months = 1;
  for (const Index h : waiting_members(world, collective)) {
    if (!ready(world, h) || train.adults + train.children >= p.longest_train) continue;
    if (!boards(world, p, h)) continue;
    const int before = train.adults + train.children;
    set_off(world, h, train);
    collective.fund -= fares(world, h, train.adults + train.children - before);
    months = std::max(
        months, journey_months(world, p, world.people.household(h), collective.contract.site));
    train.households.push_back(h);
  }
  if (train.households.empty()) {
    // Nobody could board: the assembly starts again.
    if (collective.stage == Stage::departing && collective.trains.empty())
      enter_stage(collective, Stage::preparing, world.month);
    return;
  }
  collective.fund = std::max(0.0, collective.fund);  // the last fares were begged together
  train.arrives = world.month + months;
  train.equipment = collective.equipment;
  collective.equipment = 0;
  collective.departed += train.adults + train.children;
  collective.trains.push_back(std::move(train));
}

void send_applicants(World& world, const TransportParameters& p) {
  for (const Index h : world.applicants) {
    const Household& household = world.people.household(h);
    if (!is_waiting(world, h) || !household.admitted || !household.papers) continue;
    if (!boards(world, p, h)) continue;
    Train alone;
    set_off(world, h, alone);
    world.travellers.push_back(h);
  }
  const auto gone = [&](Index h) { return !is_waiting(world, h); };
  world.applicants.erase(std::remove_if(world.applicants.begin(), world.applicants.end(), gone),
                         world.applicants.end());
}

// ---- arrival ----

// Whoever dies on the way of a journey begun in `departed`; returns the dead of the household.
int deaths_on_the_way(World& world, const TransportParameters& p, Index index, int months) {
  int deaths = 0;
  for (Index i = world.people.household(index).first_person; i != none;
       i = world.people.person(i).next) {
    const Person& person = world.people.person(i);
    if (person.state != PersonState::in_transit) continue;
    const double hazard = person.age(world.month) < 3 ? p.child_deaths : p.other_deaths;
    const Block block = draw_block(world.draws, person, timeless, Stream::transport, death_draw);
    if (to_uniform(block.w0) >= -math::expm1(-hazard * months)) continue;
    const double excess = world.usual_deaths.excess_share(person, world.month, hazard);
    world.people.move(i, PersonState::dead, Cause::journey, world.month, world.events);
    world.events.back().excess = static_cast<float>(excess);
    bereave(world, i, Cause::journey);
    ++deaths;
  }
  return deaths;
}

int arrive(World& world, Index index, PersonState to, Cause cause) {
  int arrived = 0;
  for (Index i = world.people.household(index).first_person; i != none;
       i = world.people.person(i).next) {
    if (world.people.person(i).state != PersonState::in_transit) continue;
    world.people.person(i).arrived = world.month;
    world.people.move(i, to, cause, world.month, world.events);
    ++arrived;
  }
  return arrived;
}

void receive_train(World& world, const TransportParameters& p, Collective& collective,
                   Train& train) {
  train.arrived = true;
  const Index site = collective.contract.site;
  const bool lives = !ended(collective.stage);
  const bool first = collective.settlement.arrived == distant_future;
  for (const Index h : train.households) {
    train.deaths += deaths_on_the_way(world, p, h, train.arrives - train.departed);
    const int arrived =
        arrive(world, h, lives ? PersonState::in_collective : PersonState::in_ussr, Cause::arrival);
    Household& household = world.people.household(h);
    household.site = site;
    collective.arrived += arrived;
    if (!lives && arrived > 0) become_independent(world, h);  // nobody there to receive them
  }
  collective.died += train.deaths;
  collective.settlement.equipment += train.equipment;
  if (!lives || !first) return;
  collective.settlement.arrived = world.month;
  enter_stage(collective, Stage::settled, world.month);
}

// Households on their own, and families that follow a head.
void receive_travellers(World& world, const TransportParameters& p) {
  for (const Index h : world.travellers) {
    deaths_on_the_way(world, p, h, 1);
    const Household& household = world.people.household(h);
    const bool with_head = household.departed_in == world.month - 1;
    const PersonState head =
        with_head ? PersonState::in_ussr : world.people.person(household.head).state;
    const bool joins = head == PersonState::in_collective && !household.independent;
    const PersonState to = joins                           ? PersonState::in_collective
                           : head == PersonState::returned ? PersonState::returned
                                                           : PersonState::in_ussr;
    const int arrived = arrive(world, h, to, with_head ? Cause::arrival : Cause::reunion);
    if (joins) world.collectives[household.collective].arrived += arrived;
    if (joins || arrived == 0 || to == PersonState::returned) continue;
    become_independent(world, h);
  }
  world.travellers.clear();
}

// ---- families that follow ----

bool head_waits_there(const World& world, const Household& household) {
  const PersonState state = world.people.person(household.head).state;
  return is_resident(state);
}

void send_family(World& world, Index index) {
  const Household& household = world.people.household(index);
  int persons = 0;
  for (Index i = household.first_person; i != none; i = world.people.person(i).next) {
    if (world.people.person(i).state != PersonState::home) continue;
    world.people.move(i, PersonState::in_transit, Cause::reunion, world.month, world.events);
    ++persons;
  }
  if (household.collective != none) world.collectives[household.collective].departed += persons;
  world.travellers.push_back(index);
}

void reunite(World& world, const TransportParameters& p) {
  const double chance = -math::expm1(-p.reunion);
  const auto settled = [&](Index h) {
    const Household& household = world.people.household(h);
    if (world.people.person(household.head).state == PersonState::in_transit) return false;
    if (!head_waits_there(world, household)) return true;  // nobody left to follow
    const OriginState& home = world.origins[world.cell_of(household).origin];
    if (!world.gate.follow_up || !home.open || home.prohibited) return false;
    if (household_uniform(world, household, world.month, reunion_draw) >= chance) return false;
    send_family(world, h);
    return true;
  };
  world.left_behind.erase(
      std::remove_if(world.left_behind.begin(), world.left_behind.end(), settled),
      world.left_behind.end());
}

}  // namespace

void fields(FieldVisitor& v, TransportParameters& p) {
  v.number(p.longest_train, {.key = "longest_train",
                             .unit = "persons",
                             .min = 1,
                             .max = 1e5,
                             .help = "Persons a train takes.",
                             .basis = "history: Slovacka, 480 in 9 passenger cars",
                             .timing = Timing::monthly});
  const auto share = [&v](double& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.number(
        value,
        {.key = key, .min = 0, .max = 1, .help = help, .basis = basis, .timing = Timing::monthly});
  };
  share(p.head_first, "head_first", "Of families that do not agree: the head leaves first.",
        "assumption: a third; the others stay together at home");
  share(p.founder_stays, "founder_stays", "Chance that a founder does not travel.",
        "history: Interhelpo's organiser stayed; assumption: one in ten");
  share(p.drop_out, "drop_out", "Chance that a household drops out at the last moment.",
        "assumption: one in fifty");
  v.number(p.far_km, {.key = "far_km",
                      .unit = "km",
                      .min = 0,
                      .max = 40000,
                      .help = "Journeys beyond take two months.",
                      .basis = "history: about 5,000 km to Frunze in 26 days",
                      .timing = Timing::monthly});
  const auto hazard = [&v](double& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = "1/month",
                     .min = 0,
                     .max = 10,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  hazard(p.child_deaths, "child_deaths", "Deaths on the way of children under three.",
         "assumption: twice the rate at home");
  hazard(p.other_deaths, "other_deaths", "Deaths on the way of all others.",
         "assumption: as at home");
  hazard(p.reunion, "reunion", "Family at home follows the head.",
         "assumption: half within a year and a half");
}

double distance_km(double longitude1, double latitude1, double longitude2, double latitude2) {
  constexpr double km_per_degree = 111.2;
  constexpr double radians_per_degree = 0.017453292519943295;
  const double x = 0.5 * (latitude1 + latitude2) * radians_per_degree;
  const double x2 = x * x;
  const double cosine = 1.0 - x2 / 2.0 + x2 * x2 / 24.0 - x2 * x2 * x2 / 720.0;
  double east = longitude2 - longitude1;
  if (east > 180.0) east -= 360.0;
  if (east < -180.0) east += 360.0;
  east *= cosine;
  const double north = latitude2 - latitude1;
  return km_per_degree * std::sqrt(east * east + north * north);
}

void transport(World& world, const TransportParameters& p) {
  receive_travellers(world, p);
  for (Collective& collective : world.collectives)
    for (Train& train : collective.trains)
      if (!train.arrived && train.arrives <= world.month)
        receive_train(world, p, collective, train);
  for (Collective& collective : world.collectives) {
    if (ended(collective.stage) || collective.departs > world.month) continue;
    send_train(world, p, collective);
  }
  send_applicants(world, p);
  reunite(world, p);
}

}  // namespace komuna
