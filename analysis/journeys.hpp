#pragma once
// Who set out for the Soviet Union in one world, and what kept back those who did not.
//
// Follows a world month by month and remembers, for every person the model had to name at home,
// whether he or she ever left, with which collective, and otherwise what happened last. Two worlds
// with the same draws name the same people, so the lists of two worlds can be laid side by side
// (paired_lives.hpp). All persons are synthetic.
//
// No threads and no files: the page in the browser uses this too.

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

// What became of a person's journey. The names are permanent: they stand in paired_lives.csv.
enum class Journey : std::uint8_t {
  went,
  went_otherwise,  // went in both worlds, but with another collective or alone (alternative only)
  // Known in this world, and did not go:
  still_waiting,  // at home when the run ended
  tired_of_waiting,
  could_not_pay,
  voted_to_dissolve,  // the members ended the collective by vote
  licence_refused,    // the home authorities refused the collective, and it fell apart
  fell_apart,         // too few members, or no progress for years
  papers_refused,     // the home authorities refused the person or the family
  refused_by_rule,
  refused_in_competition,
  stayed_behind,  // the family did not agree, or stayed when the head went
  shut_in,        // war or occupation
  died_at_home,
  // Not known in this world, only in the other:
  never_enrolled,
  collective_not_founded,  // the collective joined in the other world never came into being
  not_in_family,           // born at home, or part of the household, only in the other world
};
inline constexpr int journey_count = 17;
std::string_view name_of(Journey journey);
std::string_view help_of(Journey journey);

// A person as both worlds call him: cell, slot, generation and number within the household.
struct PersonKey {
  std::uint32_t entity = 0, ordinal = 0, partner = 0;

  bool operator==(const PersonKey& other) const {
    return entity == other.entity && ordinal == other.ordinal && partner == other.partner;
  }
  bool operator<(const PersonKey& other) const {
    if (entity != other.entity) return entity < other.entity;
    if (ordinal != other.ordinal) return ordinal < other.ordinal;
    return partner < other.partner;
  }
  bool same_household(const PersonKey& other) const {
    return entity == other.entity && ordinal == other.ordinal &&
           partner >> 16 == other.partner >> 16;
  }
};

struct TracedPerson {
  PersonKey key;
  Journey journey = Journey::still_waiting;
  bool head = false;  // when first named
  Index origin = none;
  Stratum stratum = Stratum::indifferent;
  std::uint32_t collective = 0;  // semantic id of the collective enrolled in; 0 = alone
};

// Everybody of one world, in the order of keys; and the collectives that came into being.
struct TracedPeople {
  std::vector<TracedPerson> persons;
  std::vector<std::uint32_t> collectives;  // semantic ids, sorted
};

using DeathsByCause = std::array<std::int64_t, cause_count>;

class Journeys {
 public:
  // At the end of every month, from the first on; a copy goes on with another world's months.
  void observe(const World& world);

  TracedPeople people(const World& world) const;
  // Of people in the Soviet Union or on the way, executions apart.
  const DeathsByCause& deaths() const { return deaths_; }

 private:
  struct Person {
    bool named_at_home = false;
    bool went = false;
    bool head = false;
    Journey kept_back = Journey::still_waiting;
    std::uint32_t collective = 0;
  };
  Person& person(Index index);

  std::vector<Person> persons_;
  DeathsByCause deaths_{};
};

}  // namespace komuna
