#pragma once
// What happened, one record each. Measures count events; life histories list them.

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"

namespace komuna {

// Where a touched person is. Exactly one at a time.
enum class PersonState : std::uint8_t {
  home,       // known to the model, at home, not (or no longer) part of a collective's plans
  waiting,    // enrolled, or applied alone; still at home
  withdrawn,  // gave up waiting
  refused,    // refused by a rule of the gate or at home
  in_transit,
  in_collective,  // a member or a member's family at the site
  in_ussr,        // in the Soviet Union outside a collective
  in_camp,
  in_army,
  returned,  // back home
  third_country,
  expelled,
  executed,
  dead,  // of other causes
};
inline constexpr int person_state_count = 14;
std::string_view name_of(PersonState state);

enum class Cause : std::uint8_t {
  unstated,
  enrolment,
  birth,
  local_joining,
  stayed_behind,
  tired_of_waiting,
  could_not_pay,
  collective_dissolved,
  papers_refused,
  refused_by_rule,
  refused_in_competition,
  departure,
  journey,
  arrival,
  dissatisfaction,
  hunger,
  conscription,
  citizenship,
  infancy,
  disease,
  age,
  accident,
  arrest,
  sentence,
  camp_term_served,
  released,
  family_exiled,
  expulsion,
  war,
  merger,
  reunion,
  hired,  // neighbours who work for a wage, without becoming members
};
inline constexpr int cause_count = 32;
std::string_view name_of(Cause cause);

enum class EventKind : std::uint8_t {
  moved,                // a person changed state (from, to, cause)
  enrolled,             // a household joined a collective, or a head applied alone
  requested,            // requests to the commission, `count` persons, decided without competition
  admitted,             // a household was admitted: count = persons
  emigrated_elsewhere,  // counted rival emigration: count = persons, `place` = destination
  arrested,
  came_of_age,
  succeeded,    // the next adult became head of a household
  naturalised,  // took Soviet citizenship
  gave,         // a solidarity gift: count = givers
  widowed,      // husband or wife died or was executed
  orphaned,     // a child lost the last of its parents
  taken_in,     // an orphan came to another household: the event bears that one
  deported,     // exiled with the household, without an arrest
};

struct Event {
  Month month;
  EventKind kind = EventKind::moved;
  PersonState from = PersonState::home;
  PersonState to = PersonState::home;
  Cause cause = Cause::unstated;
  bool entry = false;  // moved: the person enters the ledger (from == to)
  Index person = none;
  Index household = none;
  Index cell = none;  // origin, region, branch of the household, or of the counted
  Index collective = none;
  Index place = none;  // region of counted requests, rival destination, wave of an arrest
  float excess = 0;    // moved to dead or executed: the part of it that the life table has not
  std::int64_t count = 1;
};

using Events = std::vector<Event>;

}  // namespace komuna
