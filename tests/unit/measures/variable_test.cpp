#include "engine/measures/variable.hpp"

#include <catch2/catch.hpp>
#include <map>
#include <set>
#include <string>

#include "engine/base/error.hpp"
#include "engine/measures/recorder.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Event moved(PersonState from, PersonState to, Cause cause = Cause::unstated) {
  Event event;
  event.from = from;
  event.to = to;
  event.cause = cause;
  event.entry = from == to;
  return event;
}

Event counted(EventKind kind, std::int64_t count) {
  Event event;
  event.kind = kind;
  event.count = count;
  return event;
}

// What an event adds to the flows, zeros left out.
std::map<std::string, std::int64_t> adds(const Event& event) {
  static const SmallWorld small;
  std::map<std::string, std::int64_t> found;
  for (const Variable& variable : variables()) {
    if (variable.is_stock()) continue;
    const std::int64_t count = variable.flow(small.world, event);
    if (count != 0) found[std::string(variable.name)] = count;
  }
  return found;
}

using Adds = std::map<std::string, std::int64_t>;

}  // namespace

TEST_CASE(
    "variables have names of their own, units and meanings, and as many as a row has columns") {
  CHECK(variables().size() == variable_count);
  std::set<std::string_view> names;
  for (const Variable& variable : variables()) {
    names.insert(variable.name);
    CHECK(variable.unit == (variable.name == "person_months" ? "person-months" : "persons"));
    CHECK_FALSE(variable.help.empty());
    CHECK(&variables()[variable_index(variable.name)] == &variable);
  }
  CHECK(names.size() == variable_count);
  CHECK_THROWS_AS(variable_index("happiness"), InternalError);
}

TEST_CASE("each event is counted where it belongs and nowhere else") {
  using S = PersonState;
  CHECK(adds(counted(EventKind::requested, 420)) == Adds{{"requests", 420}});
  CHECK(adds(counted(EventKind::enrolled, 1)) == Adds{{"requests", 1}});
  CHECK(adds(counted(EventKind::admitted, 4)) == Adds{{"admitted", 4}});
  CHECK(adds(counted(EventKind::emigrated_elsewhere, 7)) == Adds{{"emigrated_elsewhere", 7}});
  CHECK(adds(counted(EventKind::arrested, 1)) == Adds{{"arrested", 1}});
  CHECK(adds(counted(EventKind::gave, 50)).empty());
  CHECK(adds(counted(EventKind::succeeded, 1)) == Adds{{"new_heads", 1}});
  CHECK(adds(counted(EventKind::widowed, 1)) == Adds{{"widowed", 1}});
  CHECK(adds(counted(EventKind::orphaned, 1)) == Adds{{"orphaned", 1}});
  CHECK(adds(counted(EventKind::taken_in, 1)).empty());
  CHECK(adds(counted(EventKind::deported, 1)) == Adds{{"deported", 1}});
  CHECK(adds(moved(S::waiting, S::waiting, Cause::enrolment)) == Adds{{"enrolled", 1}});
  CHECK(adds(moved(S::in_collective, S::in_collective, Cause::birth)) == Adds{{"born", 1}});
  CHECK(adds(moved(S::in_collective, S::in_collective, Cause::local_joining)) ==
        Adds{{"locals_joined", 1}});
  CHECK(adds(moved(S::in_collective, S::in_collective, Cause::hired)) == Adds{{"locals_hired", 1}});
  CHECK(adds(moved(S::waiting, S::home, Cause::stayed_behind)) == Adds{{"stayed_behind", 1}});
  CHECK(adds(moved(S::in_transit, S::in_collective, Cause::reunion)) ==
        Adds{{"arrived", 1}, {"reunited", 1}});
  CHECK(adds(moved(S::in_collective, S::in_army)) == Adds{{"called_up", 1}});
  CHECK(adds(moved(S::waiting, S::refused)) == Adds{{"refused", 1}});
  CHECK(adds(moved(S::waiting, S::withdrawn)) == Adds{{"withdrew", 1}});
  CHECK(adds(moved(S::waiting, S::in_transit)) == Adds{{"departed", 1}});
  CHECK(adds(moved(S::home, S::in_transit)) == Adds{{"departed", 1}});
  CHECK(adds(moved(S::in_transit, S::in_collective)) == Adds{{"arrived", 1}});
  CHECK(adds(moved(S::in_transit, S::in_ussr)) == Adds{{"arrived", 1}});
  CHECK(adds(moved(S::in_collective, S::in_ussr)) == Adds{{"left_collective", 1}});
  CHECK(adds(moved(S::in_ussr, S::returned)) == Adds{{"returned", 1}});
  CHECK(adds(moved(S::in_ussr, S::third_country)) == Adds{{"third_country", 1}});
  CHECK(adds(moved(S::in_collective, S::in_camp)) == Adds{{"sent_to_camp", 1}});
  CHECK(adds(moved(S::in_collective, S::executed)) == Adds{{"executed", 1}});
  CHECK(adds(moved(S::in_ussr, S::expelled)) == Adds{{"expelled", 1}});
  CHECK(adds(moved(S::in_army, S::in_collective)).empty());
}

TEST_CASE("deaths on the way and in the Soviet Union count, at home they do not") {
  using S = PersonState;
  for (const S from : {S::in_collective, S::in_ussr, S::in_transit})
    CHECK(adds(moved(from, S::dead)) == Adds{{"died", 1}});
  CHECK(adds(moved(S::in_army, S::dead)) == Adds{{"died", 1}, {"died_in_army", 1}});
  CHECK(adds(moved(S::in_camp, S::dead)) == Adds{{"died", 1}, {"died_in_camp", 1}});
  CHECK(adds(moved(S::waiting, S::dead)).empty());
  CHECK(adds(moved(S::returned, S::dead)).empty());
}
