#include "engine/population/event.hpp"

#include <catch2/catch.hpp>
#include <set>
#include <string_view>

using namespace komuna;

TEST_CASE("every state and every cause has a name of its own") {
  std::set<std::string_view> states;
  for (int s = 0; s < person_state_count; ++s) states.insert(name_of(static_cast<PersonState>(s)));
  CHECK(states.size() == static_cast<std::size_t>(person_state_count));
  CHECK(states.count("") == 0);
  std::set<std::string_view> causes;
  for (int c = 0; c < cause_count; ++c) causes.insert(name_of(static_cast<Cause>(c)));
  CHECK(causes.size() == static_cast<std::size_t>(cause_count));
  CHECK(causes.count("") == 0);
}

// The lists are long: a name that slipped by one would tell every life wrongly.
TEST_CASE("the names stand beside what they name") {
  CHECK(name_of(PersonState::home) == "home");
  CHECK(name_of(PersonState::in_collective) == "in_collective");
  CHECK(name_of(PersonState::in_camp) == "in_camp");
  CHECK(name_of(PersonState::third_country) == "third_country");
  CHECK(name_of(PersonState::dead) == "dead");
  CHECK(static_cast<int>(PersonState::dead) == person_state_count - 1);
  CHECK(name_of(Cause::unstated) == "unstated");
  CHECK(name_of(Cause::tired_of_waiting) == "tired_of_waiting");
  CHECK(name_of(Cause::refused_in_competition) == "refused_in_competition");
  CHECK(name_of(Cause::conscription) == "conscription");
  CHECK(name_of(Cause::camp_term_served) == "camp_term_served");
  CHECK(name_of(Cause::family_exiled) == "family_exiled");
  CHECK(name_of(Cause::hired) == "hired");
  CHECK(static_cast<int>(Cause::hired) == cause_count - 1);
}
