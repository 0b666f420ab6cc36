#pragma once
// Who lives where in the Soviet Union, and how a person or a household changes place.
//
// A household lives at the site of its collective, or, once it has left or the collective has
// ended, elsewhere: then it is `independent` and listed in World::independents. It keeps the
// collective it came with, so that its later fate can be told. These functions keep the lists in
// order and see that nobody is left without a head: the spouse or else the oldest adult present
// succeeds a head who is lost; children without any adult are taken in by the next household of
// their collective, or stay on their own (a children's home). They decide nothing.
//
// Roles do not change when somebody succeeds: `head` and `spouse` say who is a couple,
// Household::head says who speaks for the household.

#include "engine/world/world.hpp"

namespace komuna {

// At its site and not on its own.
inline bool lives_with_collective(const Household& household) {
  return household.site != none && !household.independent;
}

// Notes for this month which households live with each collective, members before neighbours, each
// in order of joining: those who enrolled and never came, or went, are not asked again in every
// process. Call when all trains of the month have come in.
void list_residents(World& world);
// A household that came to the site after that.
void add_resident(Collective& collective, Index household, Month month);

// Visits households that may have residents: visit(Index household, Index collective), where
// collective is `none` for independents. What `visit` adds to the lists is not visited.
template <class Visit>
void each_resident_household(const World& world, const Visit& visit) {
  const std::size_t independents = world.independents.size();
  const auto visit_all = [&](const std::vector<Index>& households, Index c) {
    for (std::size_t i = 0; i < households.size(); ++i)
      if (lives_with_collective(world.people.household(households[i]))) visit(households[i], c);
  };
  for (Index c = 0; c < world.collectives.size(); ++c) {
    const Collective& collective = world.collectives[c];
    if (!collective.settlement.begun) continue;
    if (collective.residents_in == world.month) {
      visit_all(collective.residents, c);
      continue;
    }
    visit_all(collective.members, c);
    visit_all(collective.local_households, c);
  }
  for (std::size_t i = 0; i < independents; ++i) visit(world.independents[i], none);
}

// Lists a household among the independents, once.
void become_independent(World& world, Index household);

// A person leaves the residents (dead, arrested, called up): moves the person, tells the family and
// lets the next adult succeed. Totals of the collective are the caller's. `excess`: of a death, the
// part that the life table of home has not (Event::excess).
void lose_person(World& world, Index person, PersonState to, Cause cause, double excess = 0.0);

// What a death leaves behind in the household: the widow or widower, and, if it was the last of the
// parents, orphans (children under 15). Each bears a mark and an event. Parents are the head and
// the spouse of the couple it was founded by; children who were taken in by another household
// belong to that one. For people who died while moved by other functions; part of lose_person.
void bereave(World& world, Index dead, Cause cause);

// Gives a household with residents whose head is lost (on the way, or as the last adult) a head, or
// its children a home. Nothing if the head lives there as an adult.
void provide_head(World& world, Index household);

// A person comes back from camp or army: to the family's collective if it still lives there (and
// the person may), else to the Soviet Union at large.
void rejoin(World& world, Index person, bool to_collective, Cause cause);

// All residents of a household move to `to` (out of the country, or at large); returns how many.
// Those who stayed behind at home, are on their way, in camp or in the army are not moved.
int move_residents(World& world, Index household, PersonState to, Cause cause);

// From its collective to the Soviet Union at large: residents moved, listed as independent.
// `stays` keeps them at the place where they lived. Returns the persons moved.
int leave_collective(World& world, Index household, Cause cause, bool stays);

// The collective ends: everybody at the site becomes independent and stays at the place.
void end_residence(World& world, Index collective, Stage stage, Cause cause);

// Tells an origin what `persons` who came back have lived through.
void tell_home(World& world, Index origin, int persons, const Outlook& lived);

// Life at a place (site `none`: somewhere in the country), in the form of living_at but as lived:
//   living = (living_standard(income) + (housing + water + food + (1 - malaria)) / 4) / 2,
//   security = food.
Outlook life_at(const World& world, Index site, double income, double housing, double food,
                double say);
// What a household lives through now: the collective's reality, or that of the Soviet Union at
// large (without a say).
Outlook lived_by(const World& world, const Household& household);

}  // namespace komuna
