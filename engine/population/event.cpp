#include "engine/population/event.hpp"

#include <array>

namespace komuna {
namespace {

constexpr std::array<std::string_view, person_state_count> state_names{
    "home",    "waiting", "withdrawn", "refused",       "in_transit", "in_collective", "in_ussr",
    "in_camp", "in_army", "returned",  "third_country", "expelled",   "executed",      "dead"};

constexpr std::array<std::string_view, cause_count> cause_names{"unstated",
                                                                "enrolment",
                                                                "birth",
                                                                "local_joining",
                                                                "stayed_behind",
                                                                "tired_of_waiting",
                                                                "could_not_pay",
                                                                "collective_dissolved",
                                                                "papers_refused",
                                                                "refused_by_rule",
                                                                "refused_in_competition",
                                                                "departure",
                                                                "journey",
                                                                "arrival",
                                                                "dissatisfaction",
                                                                "hunger",
                                                                "conscription",
                                                                "citizenship",
                                                                "infancy",
                                                                "disease",
                                                                "age",
                                                                "accident",
                                                                "arrest",
                                                                "sentence",
                                                                "camp_term_served",
                                                                "released",
                                                                "family_exiled",
                                                                "expulsion",
                                                                "war",
                                                                "merger",
                                                                "reunion",
                                                                "hired"};

}  // namespace

std::string_view name_of(PersonState state) { return state_names[static_cast<std::size_t>(state)]; }
std::string_view name_of(Cause cause) { return cause_names[static_cast<std::size_t>(cause)]; }

}  // namespace komuna
