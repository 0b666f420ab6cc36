#pragma once
// The touched: households the model had to know, and every person of them from then on.
//
// A household is generated when its head is touched (enrols, or applies alone). From then on each
// person has a fate of his or her own and is in exactly one state. The ledger holds at all times:
//   entries (touched + born + joined locally) = sum over states of the persons in it.
// All persons are synthetic.

#include <array>
#include <cstdint>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"
#include "engine/population/arrest_danger.hpp"
#include "engine/population/cell.hpp"
#include "engine/population/danger.hpp"
#include "engine/population/event.hpp"
#include "engine/random/draws.hpp"

namespace komuna {

inline constexpr int working_age = 15;  // years

// Living in the Soviet Union at liberty, out of the army.
inline bool is_resident(PersonState state) {
  return state == PersonState::in_collective || state == PersonState::in_ussr;
}

enum class Sex : std::uint8_t { male, female };
enum class Role : std::uint8_t { head, spouse, other_adult, child, local };

// Marks on a person that the organs, the gate or the army look at.
enum Mark : std::uint16_t {
  mark_party = 1 << 0,  // communist party at departure
  mark_skilled = 1 << 1,
  mark_post = 1 << 2,  // chairman, foreman, teacher: a post of some prominence
  mark_soviet_citizen = 1 << 3,
  mark_letters_abroad = 1 << 4,
  mark_consulate = 1 << 5,  // contact with a consulate
  mark_kin_arrested = 1 << 6,
  mark_arrested_before = 1 << 7,
  mark_exiled = 1 << 8,  // evicted or exiled as family of an arrested person
  // What follows happened to a person; the organs did not ask for it.
  mark_widowed = 1 << 9,
  mark_orphaned = 1 << 10,  // under 15 when the last parent died
};

// One line of the processor's cache each: a month visits everybody who lives in the Soviet Union.
struct alignas(64) Person {
  Index household = none;
  Index next = none;             // next person of the household
  std::uint32_t key_entity = 0;  // semantic identity for draws: see draw_block
  std::uint32_t key_ordinal = 0;
  std::uint32_t key_partner = 0;
  Month born;
  Month since;                     // in the present state
  Month arrived = distant_future;  // in the Soviet Union
  PersonState state = PersonState::home;
  Sex sex = Sex::male;
  Role role = Role::head;
  std::uint16_t marks = 0;
  std::uint8_t children = 0;  // born to this woman so far, in the model
  float death_clock = 0;      // cumulative hazard left until the event, see clock.hpp
  float arrest_clock = 0;
  float birth_clock = 0;
  float letter_clock = 0;
  Month clocks_until;                // the clocks are drawn afresh from this month on
  Month term_ends = distant_future;  // of a camp term, or of service in the army

  int age_months(Month month) const { return month - born; }
  int age(Month month) const { return (month - born) / 12; }
  bool has(Mark mark) const { return (marks & mark) != 0; }
  // Of a resident by People::mark, if the organs ask for it.
  void set(Mark mark) { marks = static_cast<std::uint16_t>(marks | mark); }
};

struct alignas(64) Household {  // what a month reads comes first
  Index cell = none;            // none: local people who joined at the site
  std::uint32_t slot = 0;
  std::uint32_t generation = 0;
  Index first_person = none;
  Index last_person = none;
  Index head = none;
  Index collective = none;  // they enrolled in and came with; none = on their own
  Index site = none;        // where they live in the Soviet Union
  float exit_clock = 0;     // until it leaves, see clock.hpp
  Month exit_clock_until;
  float citizen_clock = 0;  // until it takes up the question of citizenship
  Month citizen_clock_until;
  std::uint16_t persons = 0;       // ever
  std::uint16_t next_ordinal = 0;  // for the keys of persons born later
  std::uint16_t places = 0;        // taken at the gate; given back if it withdraws
  Stratum stratum = Stratum::indifferent;
  bool independent = false;  // left its collective; listed in World::independents
  bool alone = false;        // applied outside a collective
  bool couple = false;       // generated with a spouse
  bool consents = true;      // the family agrees to leave together
  bool admitted = false;
  bool papers = false;
  bool papers_refused = false;
  bool founder = false;
  bool repression_touched = false;  // a member was arrested
  bool hired = false;               // neighbours who work for a wage, not members
  Month joined;
  Month admitted_in = distant_future;
  Month papers_in = distant_future;
  Month departed_in = distant_future;
  double join_time = 0;  // moment within the month: order of enrolment
  double conviction = 0;
  double savings = 0;   // dollars
  double property = 0;  // dollars, before sale
  double due = 0;       // share and fares, dollars
  double paid = 0;      // of due
  // What was expected of the Soviet Union at departure minus the life led there, each the mean of
  // living standard, security and say; over the first twelve months so far.
  double illusion = 0;
  double expected = 0;  // at departure, mean of the three
};

class People {
 public:
  Index add_household(const Household& household);
  // Adds a person in `state`; an entry of the ledger, recorded as a move with `cause`.
  Index add_person(Index household, Person person, PersonState state, Cause cause, Month month,
                   Events& events);
  void move(Index person, PersonState to, Cause cause, Month month, Events& events);
  // Every person of the household in one of the states where people move together
  // (home, waiting, in transit, in a collective, in the Soviet Union).
  void move_household(Index household, PersonState to, Cause cause, Month month, Events& events);

  std::vector<Household>& households() { return households_; }
  const std::vector<Household>& households() const { return households_; }
  std::vector<Person>& persons() { return persons_; }
  const std::vector<Person>& persons() const { return persons_; }
  Person& person(Index index) { return persons_[index]; }
  const Person& person(Index index) const { return persons_[index]; }
  Household& household(Index index) { return households_[index]; }
  const Household& household(Index index) const { return households_[index]; }

  // Makes a person part of another household (an orphan taken in); the keys stay.
  void transfer(Index person, Index household);

  // Persons of a household now in a state.
  int count(Index household, PersonState state) const;
  // Persons of the household, newest last; visit(Index).
  template <class Visit>
  void each_member(Index household, const Visit& visit) const {
    for (Index p = households_[household].first_person; p != none; p = persons_[p].next) visit(p);
  }
  bool travels_together(PersonState state) const;

  // What is noted of months that need no close look, and the danger of places (danger.hpp).
  DangerBook& danger() { return danger_; }
  LifeNote& life_note(Index household) { return life_notes_[household]; }
  // Takes the months that were passed off the clocks of a household's members; its note ends.
  void settle_lives(Index household);

  // The same of arrests (arrest_danger.hpp).
  ArrestBook& arrests() { return arrests_; }
  ArrestNote& arrest_note(Index household) { return arrest_notes_[household]; }
  void settle_arrests(Index household);
  // Gives a person a mark.
  void mark(Index person, Mark mark);

  std::int64_t entries() const { return entries_; }
  const std::array<std::int64_t, person_state_count>& in_state() const { return in_state_; }
  bool ledger_balances() const;

 private:
  void settle(Index household) {
    settle_lives(household);
    settle_arrests(household);
  }

  std::vector<Household> households_;
  std::vector<Person> persons_;
  std::vector<LifeNote> life_notes_;  // by household
  std::vector<ArrestNote> arrest_notes_;
  DangerBook danger_;
  ArrestBook arrests_;
  std::array<std::int64_t, person_state_count> in_state_{};
  std::int64_t entries_ = 0;
};

// The keyed block of a person for a stream and month: the same person draws the same numbers in
// every world.
inline Block draw_block(const Draws& draws, const Person& person, Month month, Stream stream,
                        std::uint8_t draw = 0) {
  return draws.block(person.key_entity, person.key_ordinal, month, stream, draw,
                     person.key_partner);
}

}  // namespace komuna
