#pragma once
// What a collective came to, in persons and households: the counts of an outcome that the page
// shows, by name. Both the table of all histories (course.hpp) and the history from near have them.

#include <array>
#include <string_view>

#include "engine/simulation/outcome.hpp"

namespace komuna::classroom {

struct OutcomeCount {
  std::string_view name;
  int CollectiveOutcome::* member;
};

inline constexpr std::array outcome_counts{
    OutcomeCount{"households", &CollectiveOutcome::households},
    OutcomeCount{"admitted", &CollectiveOutcome::admitted},
    OutcomeCount{"departed", &CollectiveOutcome::departed},
    OutcomeCount{"arrived", &CollectiveOutcome::arrived},
    OutcomeCount{"withdrawn", &CollectiveOutcome::withdrawn},
    OutcomeCount{"born", &CollectiveOutcome::born},
    OutcomeCount{"died", &CollectiveOutcome::died},
    OutcomeCount{"returned", &CollectiveOutcome::returned},
    OutcomeCount{"left_for_ussr", &CollectiveOutcome::left_for_ussr},
    OutcomeCount{"third_country", &CollectiveOutcome::third_country},
    OutcomeCount{"arrested", &CollectiveOutcome::arrested},
    OutcomeCount{"executed", &CollectiveOutcome::executed},
    OutcomeCount{"living_there", &CollectiveOutcome::living_there},
    OutcomeCount{"trains", &CollectiveOutcome::trains},
    OutcomeCount{"works", &CollectiveOutcome::works},
};

}  // namespace komuna::classroom
