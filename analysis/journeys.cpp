#include "analysis/journeys.hpp"

#include <algorithm>

namespace komuna {
namespace {

struct Words {
  std::string_view name;
  std::string_view help;
};

constexpr std::array<Words, journey_count> words{{
    {"went", "left home for the country of destination"},
    {"went_otherwise", "went in both worlds, here with another collective or alone"},
    {"still_waiting", "was still waiting when the run ended"},
    {"tired_of_waiting", "gave up waiting"},
    {"could_not_pay", "could not pay the share or the fare"},
    {"voted_to_dissolve", "the collective was dissolved by its members' vote"},
    {"licence_refused", "the home authorities refused the collective, and it fell apart"},
    {"fell_apart", "the collective had too few members, or no progress for too long"},
    {"papers_refused", "the home authorities refused the person or the family"},
    {"refused_by_rule", "the gate refused by a rule"},
    {"refused_in_competition", "the gate took others"},
    {"stayed_behind", "the family did not agree, or stayed when the head went"},
    {"shut_in", "war or occupation"},
    {"died_at_home", "died before leaving"},
    {"never_enrolled", "did not enrol or apply in this world"},
    {"collective_not_founded", "the collective never came into being in this world"},
    {"not_in_family", "was not part of the household in this world"},
}};

bool at_home(PersonState state) {
  return state == PersonState::home || state == PersonState::waiting ||
         state == PersonState::withdrawn || state == PersonState::refused;
}

// Why a collective that had not left came to its end.
Journey end_of(const World& world, Index index) {
  if (index == none) return Journey::fell_apart;
  const Collective& collective = world.collectives[index];
  if (collective.licence_refused) return Journey::licence_refused;
  const bool by_vote = !collective.votes.empty() &&
                       collective.votes.back().matter == Matter::dissolve &&
                       collective.votes.back().carried;
  return by_vote ? Journey::voted_to_dissolve : Journey::fell_apart;
}

Journey kept_back_by(const World& world, const Event& event) {
  if (event.to == PersonState::dead) return Journey::died_at_home;
  switch (event.cause) {
    case Cause::tired_of_waiting:
      return Journey::tired_of_waiting;
    case Cause::could_not_pay:
      return Journey::could_not_pay;
    case Cause::collective_dissolved:
      return end_of(world, event.collective);
    case Cause::papers_refused:
      return Journey::papers_refused;
    case Cause::refused_by_rule:
      return Journey::refused_by_rule;
    case Cause::refused_in_competition:
      return Journey::refused_in_competition;
    case Cause::war:
      return Journey::shut_in;
    default:
      return Journey::stayed_behind;
  }
}

bool in_the_union(PersonState state) {
  return state == PersonState::in_collective || state == PersonState::in_ussr ||
         state == PersonState::in_army || state == PersonState::in_camp ||
         state == PersonState::in_transit;
}

}  // namespace

std::string_view name_of(Journey journey) { return words[static_cast<std::size_t>(journey)].name; }
std::string_view help_of(Journey journey) { return words[static_cast<std::size_t>(journey)].help; }

Journeys::Person& Journeys::person(Index index) {
  if (persons_.size() <= index) persons_.resize(index + 1);
  return persons_[index];
}

void Journeys::observe(const World& world) {
  for (const Event& event : world.events) {
    if (event.kind != EventKind::moved || event.person == none) continue;
    if (event.entry) {
      if (!at_home(event.to) || event.cell == none) continue;
      Person& fresh = person(event.person);
      fresh.named_at_home = true;
      fresh.head = world.people.person(event.person).role == Role::head;
      if (event.collective != none) fresh.collective = world.collectives[event.collective].key;
      continue;
    }
    if (event.to == PersonState::dead && in_the_union(event.from))
      ++deaths_[static_cast<std::size_t>(event.cause)];
    Person& known = person(event.person);
    if (!known.named_at_home || known.went) continue;
    if (event.to == PersonState::in_transit)
      known.went = true;
    else if (event.to == PersonState::waiting)
      known.kept_back = Journey::still_waiting;
    else
      known.kept_back = kept_back_by(world, event);
  }
}

TracedPeople Journeys::people(const World& world) const {
  TracedPeople all;
  for (Index p = 0; p < persons_.size(); ++p) {
    const Person& known = persons_[p];
    if (!known.named_at_home) continue;
    const komuna::Person& person = world.people.person(p);
    const Household& household = world.people.household(person.household);
    TracedPerson traced;
    traced.key = {person.key_entity, person.key_ordinal, person.key_partner};
    traced.journey = known.went ? Journey::went : known.kept_back;
    traced.head = known.head;
    traced.origin = household.cell == none ? none : world.cells[household.cell].origin;
    traced.stratum = household.stratum;
    traced.collective = known.collective;
    all.persons.push_back(traced);
  }
  std::sort(all.persons.begin(), all.persons.end(),
            [](const TracedPerson& a, const TracedPerson& b) { return a.key < b.key; });
  for (const Collective& collective : world.collectives) all.collectives.push_back(collective.key);
  std::sort(all.collectives.begin(), all.collectives.end());
  return all;
}

}  // namespace komuna
