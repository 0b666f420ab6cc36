#include "engine/world/residence.hpp"

#include <algorithm>

namespace komuna {
namespace {

// Something happened to a person that moves nobody.
void tell(World& world, Index person, EventKind kind, Cause cause) {
  const Index household = world.people.person(person).household;
  Event event;
  event.month = world.month;
  event.kind = kind;
  event.from = event.to = world.people.person(person).state;
  event.cause = cause;
  event.person = person;
  event.household = household;
  event.cell = world.people.household(household).cell;
  event.collective = world.people.household(household).collective;
  world.events.push_back(event);
}

bool is_alive(PersonState state) {
  return state != PersonState::dead && state != PersonState::executed;
}

Index next_head(const World& world, Index household) {
  Index spouse = none;
  Index oldest = none;
  world.people.each_member(household, [&](Index p) {
    const Person& person = world.people.person(p);
    if (!is_resident(person.state) || person.age(world.month) < working_age) return;
    if (person.role == Role::head || person.role == Role::spouse) spouse = p;
    if (oldest == none || person.born < world.people.person(oldest).born) oldest = p;
  });
  return spouse != none ? spouse : oldest;
}

// The next household of the same collective, in order of joining, that has an adult at its head.
Index foster_household(const World& world, Index household) {
  const Household& orphaned = world.people.household(household);
  if (orphaned.collective == none || orphaned.independent) return none;
  const std::vector<Index>& members = world.collectives[orphaned.collective].members;
  const auto place = std::find(members.begin(), members.end(), household);
  if (place == members.end()) return none;
  const auto start = static_cast<std::size_t>(place - members.begin());
  for (std::size_t step = 1; step < members.size(); ++step) {
    const Index host = members[(start + step) % members.size()];
    const Household& candidate = world.people.household(host);
    if (candidate.independent || candidate.site == none || candidate.head == none) continue;
    const Person& head = world.people.person(candidate.head);
    if (head.state == PersonState::in_collective && head.age(world.month) >= working_age)
      return host;
  }
  return none;
}

void take_in_orphans(World& world, Index household) {
  const Index host = foster_household(world, household);
  if (host == none) return;
  for (Index p = world.people.household(household).first_person; p != none;) {
    const Index next = world.people.person(p).next;
    if (is_resident(world.people.person(p).state)) {
      world.people.transfer(p, host);
      tell(world, p, EventKind::taken_in, Cause::unstated);
    }
    p = next;
  }
}

void succeed(World& world, Index household) {
  const Index heir = next_head(world, household);
  if (heir == none) {
    take_in_orphans(world, household);
    return;
  }
  world.people.household(household).head = heir;
  tell(world, heir, EventKind::succeeded, Cause::unstated);
}

}  // namespace

void list_residents(World& world) {
  for (Collective& collective : world.collectives) {
    if (!collective.settlement.begun) continue;
    collective.residents.clear();
    for (const std::vector<Index>* list : {&collective.members, &collective.local_households})
      for (const Index h : *list)
        if (lives_with_collective(world.people.household(h))) collective.residents.push_back(h);
    collective.residents_in = world.month;
  }
}

void add_resident(Collective& collective, Index household, Month month) {
  if (collective.residents_in == month) collective.residents.push_back(household);
}

void become_independent(World& world, Index index) {
  Household& household = world.people.household(index);
  if (household.independent) return;
  household.independent = true;
  world.independents.push_back(index);
}

void bereave(World& world, Index dead, Cause cause) {
  const Person& gone = world.people.person(dead);
  if (gone.role != Role::head && gone.role != Role::spouse) return;
  bool parent_left = false;
  world.people.each_member(gone.household, [&](Index p) {
    Person& person = world.people.person(p);
    if (p == dead || !is_alive(person.state)) return;
    if (person.role != Role::head && person.role != Role::spouse) return;
    parent_left = true;
    person.set(mark_widowed);
    tell(world, p, EventKind::widowed, cause);
  });
  if (parent_left) return;
  world.people.each_member(gone.household, [&](Index p) {
    Person& person = world.people.person(p);
    if (person.role != Role::child || !is_alive(person.state)) return;
    if (person.age(world.month) >= working_age) return;
    person.set(mark_orphaned);
    tell(world, p, EventKind::orphaned, cause);
  });
}

void lose_person(World& world, Index person, PersonState to, Cause cause, double excess) {
  world.people.move(person, to, cause, world.month, world.events);
  world.events.back().excess = static_cast<float>(excess);
  if (!is_alive(to)) bereave(world, person, cause);
  const Index household = world.people.person(person).household;
  if (world.people.household(household).head == person) succeed(world, household);
}

void provide_head(World& world, Index index) {
  const Household& household = world.people.household(index);
  if (household.head != none) {
    const Person& head = world.people.person(household.head);
    if (is_resident(head.state) && head.age(world.month) >= working_age) return;
  }
  succeed(world, index);
}

void rejoin(World& world, Index index, bool to_collective, Cause cause) {
  const Index home = world.people.person(index).household;
  Household& household = world.people.household(home);
  const bool family_there =
      !household.independent && world.people.count(home, PersonState::in_collective) > 0;
  world.people.move(
      index, to_collective && family_there ? PersonState::in_collective : PersonState::in_ussr,
      cause, world.month, world.events);
  if (family_there) return;
  become_independent(world, home);
  const Person& head = world.people.person(household.head);
  const bool led = is_resident(head.state) && head.age(world.month) >= working_age;
  if (!led) household.head = index;
}

int move_residents(World& world, Index household, PersonState to, Cause cause) {
  int moved = 0;
  world.people.each_member(household, [&](Index p) {
    if (!is_resident(world.people.person(p).state)) return;
    world.people.move(p, to, cause, world.month, world.events);
    ++moved;
  });
  if (!is_resident(to)) world.people.household(household).site = none;
  return moved;
}

int leave_collective(World& world, Index index, Cause cause, bool stays) {
  int moved = 0;
  world.people.each_member(index, [&](Index p) {
    if (world.people.person(p).state != PersonState::in_collective) return;
    world.people.move(p, PersonState::in_ussr, cause, world.month, world.events);
    ++moved;
  });
  if (!stays) world.people.household(index).site = none;
  become_independent(world, index);
  return moved;
}

void end_residence(World& world, Index index, Stage stage, Cause cause) {
  Collective& collective = world.collectives[index];
  const auto release = [&](Index h) {
    const Household& household = world.people.household(h);
    if (household.site != none && !household.independent) leave_collective(world, h, cause, true);
  };
  for (const Index h : collective.members) release(h);
  for (const Index h : collective.local_households) release(h);
  Settlement& life = collective.settlement;
  life.persons = life.adults = life.skilled = life.locals = 0;
  life.begun = false;
  if (!ended(collective.stage)) enter_stage(collective, stage, world.month);
}

void tell_home(World& world, Index origin, int persons, const Outlook& lived) {
  OriginState& state = world.origins[origin];
  const double before = state.returned;
  const double total = before + persons;
  if (total <= 0) return;
  const double share = persons / total;
  const auto blend = [share](double& told, double now) { told += share * (now - told); };
  blend(state.told.living, lived.living);
  blend(state.told.security, lived.security);
  blend(state.told.say, lived.say);
  state.returned = total;
}

Outlook life_at(const World& world, Index site, double income, double housing, double food,
                double say) {
  const Site somewhere;
  const Site& place = site == none ? somewhere : world.parameters.sites[site];
  const double comfort = (housing + place.water + food + (1.0 - place.malaria)) / 4.0;
  return {0.5 * (living_standard(world.parameters.economy, income) + comfort), food, say};
}

Outlook lived_by(const World& world, const Household& household) {
  if (household.collective != none && !household.independent)
    return world.collectives[household.collective].settlement.reality;
  const Index site = household.site;
  const double hunger = site == none ? 0.0 : world.parameters.sites[site].hunger.at(world.month);
  constexpr double usual_housing = 0.5;
  return life_at(world, site, world.soviet.wage, usual_housing, 1.0 - hunger, 0.0);
}

}  // namespace komuna
