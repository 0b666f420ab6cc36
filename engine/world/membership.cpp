#include "engine/world/membership.hpp"

#include <algorithm>

namespace komuna {
namespace {

// What machines bought fetch when a collective at home gives up. Assumption: half their price.
constexpr double resale = 0.5;

void leave(World& world, Index index, PersonState to, Cause cause) {
  Household& household = world.people.household(index);
  const int persons = persons_waiting(world, index);
  if (household.collective != none) world.collectives[household.collective].withdrawn += persons;
  household.paid = 0;
  if (household.admitted) {  // the gate's places serve others
    const Sector sector = household.collective == none
                              ? Sector::other
                              : world.collectives[household.collective].sector;
    world.gate.accounts[static_cast<std::size_t>(sector)].give_back(household.places);
    household.admitted = false;
    household.places = 0;
  }
  for (Index p = household.first_person; p != none; p = world.people.person(p).next)
    if (world.people.person(p).state == PersonState::waiting)
      world.people.move(p, to, cause, world.month, world.events);
}

}  // namespace

bool is_waiting(const World& world, Index household) {
  const Index head = world.people.household(household).head;
  return head != none && world.people.person(head).state == PersonState::waiting;
}

bool still_in(const World& world, Index household) {
  const Household& who = world.people.household(household);
  if (who.head == none || who.collective == none || who.independent) return false;
  const PersonState state = world.people.person(who.head).state;
  return state == PersonState::waiting || state == PersonState::in_transit ||
         state == PersonState::in_collective;
}

const std::vector<Index>& waiting_members(World& world, Collective& collective) {
  std::vector<Index>& waiting = collective.waiting;
  for (; collective.listed < collective.members.size(); ++collective.listed)
    waiting.push_back(collective.members[collective.listed]);
  waiting.erase(std::remove_if(waiting.begin(), waiting.end(),
                               [&](Index household) { return !is_waiting(world, household); }),
                waiting.end());
  return waiting;
}

int persons_waiting(const World& world, Index household) {
  return world.people.count(household, PersonState::waiting);
}

void withdraw(World& world, Index index, PersonState to, Cause cause) {
  Household& household = world.people.household(index);
  if (household.collective != none) {
    Collective& collective = world.collectives[household.collective];
    const double refund =
        std::min(world.kind(collective).refund * household.paid, std::max(0.0, collective.fund));
    collective.fund -= refund;
    household.savings += refund;
  }
  leave(world, index, to, cause);
}

void disband(World& world, Collective& collective, PersonState to, Cause cause) {
  const std::vector<Index>& waiting = waiting_members(world, collective);
  double paid = 0;
  for (const Index h : waiting) paid += world.people.household(h).paid;
  const double assets = std::max(0.0, collective.fund) + resale * collective.equipment;
  const double share = paid > 0 ? std::min(1.0, assets / paid) : 0.0;
  for (const Index h : waiting) {
    Household& household = world.people.household(h);
    household.savings += share * household.paid;
    leave(world, h, to, cause);
  }
  collective.waiting.clear();
  collective.fund = 0;
  collective.equipment = 0;
  collective.departs = distant_future;
  if (ended(collective.stage)) return;  // those who had stayed at home after its end abroad
  release_site(world, collective);
  enter_stage(collective, Stage::dissolved, world.month);
}

double living_at(const World& world, Index site) {
  const Site& place = world.parameters.sites[site];
  const double comfort = (place.housing + place.water + place.supply + (1.0 - place.malaria)) / 4.0;
  return 0.5 * (world.soviet.living + comfort);
}

void release_site(World& world, Collective& collective) {
  if (collective.contract.site == none) return;
  if (world.plan(collective).site.empty()) --world.site_taken[collective.contract.site];
  collective.contract.site = none;
}

}  // namespace komuna
