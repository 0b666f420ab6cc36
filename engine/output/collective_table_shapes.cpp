// What stands in each column of the tables of collective_tables.hpp, in the order of the file.

#include "engine/output/collective_tables.hpp"

namespace komuna {
namespace {

Column collective_column() {
  return text_column("collective", "The collective; (none) = people outside a collective.");
}

Column year_column() { return date_column("time", "First day of the year.", Filled::always); }

Column origin_column() {
  return text_column("origin", "Where the people come from; (local) = people of the place.");
}

Column level_column(const char* name, const char* help) { return number_column(name, "1", help); }

template <class Item>
std::vector<std::string> names_up_to(int count) {
  std::vector<std::string> names;
  for (int i = 0; i < count; ++i) names.emplace_back(name_of(static_cast<Item>(i)));
  return names;
}

TableShape make_votes() {
  return {"votes",
          "Every vote of every collective",
          "Hired teams do not vote.",
          {replicate_column(), collective_column(),
           count_column("ballot", "", "Number of the vote within the collective, from 1."),
           date_column("time", "Month of the vote.", Filled::always),
           text_column("matter", "What was voted on.", Filled::always,
                       names_up_to<Matter>(matter_count)),
           count_column("in_favour", "votes", "Votes for the motion."),
           count_column("against", "votes", "Votes against it."),
           flag_column("carried", "1: the statute's majority was reached.")},
          {"replicate", "collective", "ballot"}};
}

TableShape make_works() {
  return {
      "works",
      "Works that were finished",
      "In the order in which each collective built them.",
      {replicate_column(), collective_column(), text_column("work", "Id within the plan."),
       text_column("name", "Its name."), count_column("order", "", "Place in the plan, from 1."),
       date_column("begun", "Month in which it could be begun.", Filled::always),
       date_column("finished", "Month in which it ran.", Filled::always),
       count_column("months", "months", "From begun to finished.")},
      {"replicate", "collective", "order"}};
}

TableShape make_harvests() {
  return {"harvests",
          "Harvests of the farms beside their neighbours'",
          "",
          {replicate_column(), collective_column(), year_column(),
           number_column("sown", "hectares", "Land that was sown."),
           text_column("scarce", "What kept the farm from sowing more.", Filled::always,
                       names_up_to<Scarce>(3)),
           number_column("yield", "centners/hectare", "Grain brought in."),
           number_column("neighbours_yield", "centners/hectare", "Of the neighbours, that year."),
           number_column("yield_ratio", "1", "Own over neighbours' yield.", Filled::sometimes),
           number_column("taken", "1", "Share of the grain delivered or requisitioned."),
           number_column("per_head", "centners/person", "Grain left, seed and deliveries off.")},
          {"replicate", "collective", "time"}};
}

TableShape make_settlements() {
  return {"settlements",
          "Life in the settlements, each December",
          "A settlement has a row for each year at whose end it still stood.",
          {replicate_column(), collective_column(), year_column(),
           count_column("persons", "persons", "Settlers living there."),
           count_column("adults", "persons", "Of them of working age."),
           count_column("locals", "persons", "Neighbours who had joined or were hired."),
           level_column("housing", "Roofs: 0 none, 1 a good house for everybody."),
           level_column("food", "0 hunger, 1 enough."),
           level_column("health", "Share of excess deaths avoided by doctors and wells."),
           level_column("schooling", "Share of children taught."),
           level_column("living", "Standard of living, 0 to 1."),
           level_column("income_ratio", "A member's income over the wage there.")},
          {"replicate", "collective", "time"}};
}

TableShape make_exits() {
  const auto states = names_up_to<PersonState>(person_state_count);
  return {
      "exits",
      "Who left, died or was taken, and why",
      "Moves out of waiting, of the journey (but for arrivals) and of every state of life in the "
      "country. Excess: expected number of these deaths that the life table of home has "
      "not; may be below 0 where people lived more healthily.",
      {replicate_column(), year_column(), origin_column(), collective_column(),
       text_column("from", "State left.", Filled::always, states),
       text_column("to", "State entered.", Filled::always, states),
       text_column("cause", "Why.", Filled::always, names_up_to<Cause>(cause_count)),
       count_column("persons", "persons", "How many."),
       number_column("excess", "persons", "Of deaths: beyond the life table.", Filled::sometimes)},
      {"replicate", "time", "origin", "collective", "from", "to", "cause"}};
}

TableShape make_repressed() {
  return {
      "repressed",
      "What was done to those who were arrested",
      "By the wave of arrests, the years they had lived in the country and their party record. "
      "A person arrested twice counts twice. The accusations were fabricated.",
      {replicate_column(),
       date_column("time", "First day of the year of the arrest.", Filled::always),
       text_column("wave", "Id of the wave in the scenario."), origin_column(), collective_column(),
       text_column("years_there", "Years lived in the country; (local) = people of the place.",
                   Filled::always, {"0-4", "5-9", "10-14", "15+", "(local)"}),
       flag_column("party", "1: member of a communist party before departure."),
       text_column("sentence", "What followed the arrest.", Filled::always,
                   names_up_to<Sentence>(4)),
       flag_column("died_in_camp", "1: died in the camp to which this sentence led."),
       count_column("persons", "persons", "How many.")},
      {"replicate", "time", "wave", "origin", "collective", "years_there", "party", "sentence",
       "died_in_camp"}};
}

}  // namespace

const TableShape& votes_shape() {
  static const TableShape shape = make_votes();
  return shape;
}
const TableShape& works_shape() {
  static const TableShape shape = make_works();
  return shape;
}
const TableShape& harvests_shape() {
  static const TableShape shape = make_harvests();
  return shape;
}
const TableShape& settlements_shape() {
  static const TableShape shape = make_settlements();
  return shape;
}
const TableShape& exits_shape() {
  static const TableShape shape = make_exits();
  return shape;
}
const TableShape& repressed_shape() {
  static const TableShape shape = make_repressed();
  return shape;
}

}  // namespace komuna
