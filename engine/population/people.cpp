#include "engine/population/people.hpp"

namespace komuna {

Index People::add_household(const Household& household) {
  households_.push_back(household);
  life_notes_.emplace_back();
  arrest_notes_.emplace_back();
  return static_cast<Index>(households_.size() - 1);
}

Index People::add_person(Index household_index, Person person, PersonState state, Cause cause,
                         Month month, Events& events) {
  settle(household_index);
  const auto index = static_cast<Index>(persons_.size());
  Household& household = households_[household_index];
  person.household = household_index;
  person.state = state;
  person.since = month;
  person.next = none;
  if (household.last_person == none)
    household.first_person = index;
  else
    persons_[household.last_person].next = index;
  household.last_person = index;
  ++household.persons;
  ++household.next_ordinal;
  persons_.push_back(person);
  ++entries_;
  ++in_state_[static_cast<std::size_t>(state)];
  Event event;
  event.month = month;
  event.from = state;
  event.to = state;
  event.entry = true;
  event.cause = cause;
  event.person = index;
  event.household = household_index;
  event.cell = household.cell;
  event.collective = household.collective;
  events.push_back(event);
  return index;
}

void People::move(Index index, PersonState to, Cause cause, Month month, Events& events) {
  Person& person = persons_[index];
  settle(person.household);
  const Household& household = households_[person.household];
  Event event;
  event.month = month;
  event.from = person.state;
  event.to = to;
  event.cause = cause;
  event.person = index;
  event.household = person.household;
  event.cell = household.cell;
  event.collective = household.collective;
  events.push_back(event);
  --in_state_[static_cast<std::size_t>(person.state)];
  ++in_state_[static_cast<std::size_t>(to)];
  person.state = to;
  person.since = month;
}

bool People::travels_together(PersonState state) const {
  return state == PersonState::home || state == PersonState::waiting ||
         state == PersonState::in_transit || state == PersonState::in_collective ||
         state == PersonState::in_ussr;
}

void People::move_household(Index household, PersonState to, Cause cause, Month month,
                            Events& events) {
  for (Index p = households_[household].first_person; p != none; p = persons_[p].next)
    if (travels_together(persons_[p].state)) move(p, to, cause, month, events);
}

void People::transfer(Index index, Index to) {
  Person& person = persons_[index];
  settle(person.household);
  settle(to);
  Household& from = households_[person.household];
  Index before = none;
  for (Index p = from.first_person; p != index; p = persons_[p].next) before = p;
  (before == none ? from.first_person : persons_[before].next) = person.next;
  if (from.last_person == index) from.last_person = before;
  Household& host = households_[to];
  (host.last_person == none ? host.first_person : persons_[host.last_person].next) = index;
  host.last_person = index;
  ++host.persons;
  person.next = none;
  person.household = to;
}

int People::count(Index household, PersonState state) const {
  int found = 0;
  each_member(household, [&](Index p) { found += persons_[p].state == state ? 1 : 0; });
  return found;
}

bool People::ledger_balances() const {
  std::int64_t sum = 0;
  for (const std::int64_t persons : in_state_) {
    if (persons < 0) return false;
    sum += persons;
  }
  return sum == entries_ && entries_ == static_cast<std::int64_t>(persons_.size());
}

}  // namespace komuna
