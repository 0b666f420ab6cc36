#include "engine/measures/variable.hpp"

#include "engine/base/assert.hpp"

namespace komuna {
namespace {

using Count = std::int64_t;

template <EventKind kind>
Count events_of(const World&, const Event& event) {
  return event.kind == kind ? event.count : 0;
}

template <PersonState state>
Count moves_to(const World&, const Event& event) {
  return event.kind == EventKind::moved && !event.entry && event.to == state ? 1 : 0;
}

Count enrolled_persons(const World&, const Event& event) {
  return event.entry && event.cause == Cause::enrolment ? 1 : 0;
}

// Everybody who wrote: the counted, and the heads who were named.
Count requests(const World&, const Event& event) {
  if (event.kind == EventKind::requested) return event.count;
  return event.kind == EventKind::enrolled ? 1 : 0;
}

Count arrivals(const World&, const Event& event) {
  return event.kind == EventKind::moved && !event.entry && event.from == PersonState::in_transit &&
                 (event.to == PersonState::in_collective || event.to == PersonState::in_ussr)
             ? 1
             : 0;
}

bool in_the_union(PersonState state) {
  return state == PersonState::in_collective || state == PersonState::in_ussr ||
         state == PersonState::in_army || state == PersonState::in_camp;
}

Count deaths(const World&, const Event& event) {
  return event.kind == EventKind::moved && !event.entry && event.to == PersonState::dead &&
                 (in_the_union(event.from) || event.from == PersonState::in_transit)
             ? 1
             : 0;
}

Count deaths_in_camp(const World&, const Event& event) {
  return event.kind == EventKind::moved && event.to == PersonState::dead &&
                 event.from == PersonState::in_camp
             ? 1
             : 0;
}

Count births(const World&, const Event& event) {
  return event.entry && event.cause == Cause::birth && in_the_union(event.to) ? 1 : 0;
}

Count locals_joined(const World&, const Event& event) {
  return event.entry && event.cause == Cause::local_joining ? 1 : 0;
}

Count left_collective(const World&, const Event& event) {
  return event.kind == EventKind::moved && event.from == PersonState::in_collective &&
                 event.to == PersonState::in_ussr
             ? 1
             : 0;
}

Count returns(const World&, const Event& event) {
  return event.kind == EventKind::moved && !event.entry && event.to == PersonState::returned ? 1
                                                                                             : 0;
}

Count deaths_in_army(const World&, const Event& event) {
  return event.to == PersonState::dead && event.from == PersonState::in_army ? 1 : 0;
}

Count reunions(const World&, const Event& event) {
  return event.kind == EventKind::moved && event.from == PersonState::in_transit &&
                 event.cause == Cause::reunion && in_the_union(event.to)
             ? 1
             : 0;
}

Count locals_hired(const World&, const Event& event) {
  return event.entry && event.cause == Cause::hired ? 1 : 0;
}

Count no_event(const World&, const Event&) { return 0; }

constexpr PersonState unused = PersonState::home;

}  // namespace

const std::vector<Variable>& variables() {
  static const std::vector<Variable> list{
      {"requests", "persons", "Requests to the commission, counted and named.", requests, unused},
      {"enrolled", "persons", "Persons of households that enrolled or applied alone.",
       enrolled_persons, unused},
      {"admitted", "persons", "Persons admitted by the gate.", events_of<EventKind::admitted>,
       unused},
      {"refused", "persons", "Persons refused by a rule after they had enrolled.",
       moves_to<PersonState::refused>, unused},
      {"withdrew", "persons", "Persons who gave up waiting.", moves_to<PersonState::withdrawn>,
       unused},
      {"departed", "persons", "Persons who left home for the country of destination.",
       moves_to<PersonState::in_transit>, unused},
      {"arrived", "persons", "Persons who arrived.", arrivals, unused},
      {"born", "persons", "Children born in the country of destination.", births, unused},
      {"died", "persons", "Deaths on the way and at the destination, executions apart.", deaths,
       unused},
      {"died_in_camp", "persons", "Of these, in camps.", deaths_in_camp, unused},
      {"locals_joined", "persons", "Local people who joined a collective.", locals_joined, unused},
      {"left_collective", "persons",
       "Persons who left a collective for another place in the country.", left_collective, unused},
      {"returned", "persons", "Persons who returned home.", returns, unused},
      {"third_country", "persons", "Persons who went on to a third country.",
       moves_to<PersonState::third_country>, unused},
      {"arrested", "persons", "Persons arrested.", events_of<EventKind::arrested>, unused},
      {"executed", "persons", "Persons executed.", moves_to<PersonState::executed>, unused},
      {"sent_to_camp", "persons", "Persons sent to a camp.", moves_to<PersonState::in_camp>,
       unused},
      {"expelled", "persons", "Persons expelled.", moves_to<PersonState::expelled>, unused},
      {"emigrated_elsewhere", "persons", "Counted emigrants to other countries.",
       events_of<EventKind::emigrated_elsewhere>, unused},
      {"waiting", "persons", "Persons waiting at home at the end of the period.", nullptr,
       PersonState::waiting},
      {"in_collective", "persons", "Persons living in a collective at the end of the period.",
       nullptr, PersonState::in_collective},
      {"in_ussr", "persons",
       "Persons in the country of destination outside a collective at its end.", nullptr,
       PersonState::in_ussr},
      {"in_camp", "persons", "Persons in camps at the end of the period.", nullptr,
       PersonState::in_camp},
      {"in_army", "persons", "Persons in the army at the end of the period.", nullptr,
       PersonState::in_army},
      {"called_up", "persons", "Men called up to the army.", moves_to<PersonState::in_army>,
       unused},
      {"died_in_army", "persons", "Of the deaths, in the army.", deaths_in_army, unused},
      {"stayed_behind", "persons", "Family who stayed at home when the head left.",
       moves_to<PersonState::home>, unused},
      {"reunited", "persons", "Family who followed a head and arrived.", reunions, unused},
      {"locals_hired", "persons", "Local people hired for a wage.", locals_hired, unused},
      {"widowed", "persons", "Persons whose husband or wife died or was executed.",
       events_of<EventKind::widowed>, unused},
      {"orphaned", "persons", "Children under 15 who lost the last of their parents.",
       events_of<EventKind::orphaned>, unused},
      {"new_heads", "persons", "Persons who became head of a household.",
       events_of<EventKind::succeeded>, unused},
      {"person_months", "person-months",
       "Months lived in the country of destination: persons there at the end of each month.",
       no_event, unused},
      {"deported", "persons", "Persons deported with their household, without an arrest.",
       events_of<EventKind::deported>, unused},
  };
  return list;
}

std::size_t variable_index(std::string_view name) {
  const auto& list = variables();
  for (std::size_t i = 0; i < list.size(); ++i)
    if (list[i].name == name) return i;
  KOMUNA_ASSERT(false, "no variable of that name");
}

}  // namespace komuna
