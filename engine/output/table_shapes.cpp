// What stands in each column. The order here is the order in the file.

#include <utility>

#include "engine/measures/variable.hpp"
#include "engine/output/tables.hpp"

namespace komuna {
namespace {

std::vector<std::string> sectors() { return {sector_names.begin(), sector_names.end()}; }

std::vector<std::string> stages() {
  std::vector<std::string> names;
  for (int stage = 0; stage < stage_count; ++stage)
    names.emplace_back(name_of(static_cast<Stage>(stage)));
  return names;
}

void add_spread(std::vector<Column>& columns) {
  columns.push_back(count_column("n", "replicates", "Replicates in which the figure exists."));
  const auto add = [&](const char* name, const char* help) {
    columns.push_back(number_column(name, "", help, Filled::sometimes));
  };
  add("mean", "Mean over the replicates, in the row's unit.");
  add("sd", "Standard deviation of the replicates.");
  add("q05", "5 % of the replicates lie below.");
  add("q25", "25 % of the replicates lie below.");
  add("q50", "Median.");
  add("q75", "75 % of the replicates lie below.");
  add("q95", "95 % of the replicates lie below.");
}

TableShape make_timeseries() {
  TableShape shape{
      "timeseries",
      "What happened, year by year",
      "Flows of the year and stocks at its end, in every replicate. A row exists where something "
      "is not 0. Sum over origins and collectives for totals.",
      {replicate_column(), date_column("time", "First day of the year.", Filled::always),
       text_column("origin", "Where the people come from; (local) = people of the place."),
       text_column("collective", "The collective; (none) = people outside a collective."),
       text_column("sector", "Of the collective.", Filled::sometimes, sectors())},
      {"replicate", "time", "origin", "collective"}};
  for (const Variable& variable : variables())
    shape.columns.push_back(count_column(std::string(variable.name), std::string(variable.unit),
                                         std::string(variable.help)));
  return shape;
}

std::vector<std::string> variable_names() {
  std::vector<std::string> names;
  for (const Variable& variable : variables()) names.emplace_back(variable.name);
  return names;
}

TableShape make_timeseries_long() {
  TableShape shape = make_timeseries();
  shape.name = "timeseries_long";
  shape.title = "What happened, year by year, a row per variable";
  shape.help = "The table timeseries with its variables below each other.";
  shape.columns.resize(shape.columns.size() - variables().size());
  shape.columns.push_back(
      text_column("variable", "Column of the table timeseries.", Filled::always, variable_names()));
  shape.columns.push_back(count_column("value", "", "Its value, in the row's unit."));
  shape.columns.push_back(text_column("unit", "Unit of the variable."));
  shape.key.emplace_back("variable");
  return shape;
}

TableShape make_summary() {
  TableShape shape{
      "summary",
      "The same figures over all replicates",
      "Yearly for each origin and in total, monthly in total.",
      {text_column("scenario", "Name of the scenario, in plain letters."),
       text_column("period", "Flows are summed over this period.", Filled::always,
                   {"year", "month"}),
       date_column("time", "First day of the period.", Filled::always),
       text_column("level", "Whether the row is about one origin or about all people.",
                   Filled::always, {"total", "origin"}),
       text_column("origin", "The origin; (all) = everybody; (local) = people of the place."),
       text_column("variable", "Column of the table timeseries.", Filled::always, variable_names()),
       text_column("unit", "Unit of the variable.")},
      {"period", "time", "level", "origin", "variable"}};
  add_spread(shape.columns);
  return shape;
}

TableShape make_collectives() {
  const auto persons = [](const char* name, const char* help) {
    return count_column(name, "persons", help);
  };
  return {"collectives",
          "Every collective and its fate",
          "One row per replicate and collective that came into being.",
          {replicate_column(),
           text_column("collective", "Id, unique within the replicate."),
           text_column("name", "Its name."),
           text_column("origin", "Where it was founded."),
           text_column("region", "Region of its seat."),
           text_column("kind", "Form of common life."),
           text_column("site", "Where it settled or was to settle.", Filled::sometimes),
           text_column("sector", "What it lived on.", Filled::always, sectors()),
           flag_column("named", "1: known by name from history; 0: founded by the model."),
           flag_column("explained", "0: the model gives this founding no chance at its date."),
           text_column("stage", "How far it came by the end.", Filled::always, stages()),
           date_column("founded", "Month of founding.", Filled::always),
           date_column("applied", "First application to the commission."),
           date_column("contracted", "The members accepted a contract."),
           date_column("first_departed", "First train left."),
           date_column("first_arrived", "First train arrived."),
           date_column("ended", "Merged, taken over, dissolved or liquidated."),
           count_column("trains", "trains", "Trains that left."),
           count_column("households", "households", "Households that enrolled."),
           count_column("members_departed", "households", "Households that left by train."),
           persons("admitted", "Admitted by the gate."),
           persons("departed", "Left home."),
           persons("arrived", "Arrived."),
           persons("locals", "Local people who joined."),
           persons("born", "Born there."),
           persons("died", "Died, executions apart."),
           persons("returned", "Returned home."),
           persons("left_for_ussr", "Left for another place in the country."),
           persons("third_country", "Went on to a third country."),
           persons("withdrawn", "Gave up waiting."),
           persons("arrested", "Arrested."),
           persons("executed", "Executed."),
           persons("living_there", "Living there at the end."),
           count_column("votes", "votes", "Votes taken."),
           count_column("works", "works", "Works finished."),
           number_column("mean_yield_ratio", "1", "Own over neighbours' yield, mean of harvests.",
                         Filled::sometimes),
           number_column("illusion", "1",
                         "Living, security and say: expected at departure minus lived in the "
                         "first year, mean of the three and of the households.",
                         Filled::sometimes),
           number_column("land", "hectares", "Land of the contract.", Filled::sometimes),
           text_column("land_from", "Whose land it had been.", Filled::sometimes),
           persons("locals_hired", "Local people hired for a wage, ever."),
           persons("called_up", "Called up to the army."),
           number_column("pupil_years", "person-years", "Schooling of neighbours' children."),
           number_column("patients", "persons", "Neighbours treated."),
           number_column("mean_wait", "months",
                         "From joining to departure, mean of the households that left.",
                         Filled::sometimes),
           number_column("months_to_contract", "months",
                         "From the first application to the contract.", Filled::sometimes),
           number_column("months_to_departure", "months", "From the contract to the first train.",
                         Filled::sometimes),
           number_column("income_ratio", "1",
                         "A member's income over the wage there, mean of Decembers.",
                         Filled::sometimes)},
          {"replicate", "collective"}};
}

TableShape make_targets() {
  return {"targets",
          "Figures of history beside the model",
          "z says by how many standard errors the model's median lies above the figure; 0 where a "
          "bound "
          "or an interval is met.",
          {text_column("target_id", "Id in the scenario."), text_column("name", "What it says."),
           text_column("role", "Used to set parameters, kept back as a test, or only reported.",
                       Filled::always, {"fit", "holdout", "report"}),
           text_column("reading", "The figure itself, a bound, or an interval from it on.",
                       Filled::always, {"value", "at_least", "at_most", "interval"}),
           number_column("observed", "", "The figure of history."),
           number_column("upper", "", "The upper end of an interval.", Filled::sometimes),
           text_column("family", "Scale of the errors.", Filled::always,
                       {"normal", "lognormal", "sqrt_scale", "student_t"}),
           number_column("error", "", "Standard error of the figure, on that scale."),
           number_column("discrepancy", "", "What the model is allowed to miss, on that scale."),
           count_column("n", "replicates", "Replicates whose world has such a figure."),
           count_column("n_undefined", "replicates", "Replicates whose world has none."),
           number_column("median", "", "Of the model, over the replicates.", Filled::sometimes),
           number_column("q05", "", "5 % of the replicates lie below.", Filled::sometimes),
           number_column("q95", "", "95 % of the replicates lie below.", Filled::sometimes),
           number_column("mean", "", "Mean over the replicates.", Filled::sometimes),
           number_column("sd", "", "Standard deviation of the replicates.", Filled::sometimes),
           number_column("z_error", "1", "(median - observed) / error, on that scale.",
                         Filled::sometimes),
           number_column("z_total", "1", "The same with error and discrepancy together.",
                         Filled::sometimes)},
          {"target_id"}};
}

TableShape make_replicate_targets() {
  return {"replicate_targets",
          "The figures in each replicate",
          "",
          {replicate_column(), text_column("target_id", "Id in the scenario."),
           number_column("value", "", "Empty: this world has no such figure.", Filled::sometimes)},
          {"replicate", "target_id"}};
}

TableShape make_lives() {
  return {
      "lives",
      "Every step of every person of the first replicate",
      "All persons are synthetic. A row is a state entered or something that happened; rows are "
      "in the order of events.",
      {date_column("time", "Month of the step.", Filled::always),
       text_column("household", "Place among the heads of its region, or local:..."),
       count_column("person", "", "Number within the household, 0 = head."),
       text_column("event", "State entered, or what happened."),
       text_column("from", "State left.", Filled::sometimes),
       text_column("cause", "Why.", Filled::sometimes),
       text_column("origin", "Where the household comes from; (local) = people of the place."),
       text_column("region", "Region of the household.", Filled::sometimes),
       text_column("branch", "Trade of the head.", Filled::sometimes),
       text_column("stratum", "Political stratum of the head.", Filled::sometimes),
       text_column("collective", "The collective concerned; (none) = none."),
       text_column("sex", "Of the person.", Filled::always, {"male", "female"}),
       text_column("role", "In the household."),
       {"age", ColumnType::integer, "years", "Completed years.", Filled::always, {}, false},
       text_column("charge_fabricated",
                   "Of an arrest: the accusation as the organs recorded it. It was fabricated.",
                   Filled::sometimes)},
      {}};
}

}  // namespace

const TableShape& timeseries_shape() {
  static const TableShape shape = make_timeseries();
  return shape;
}
const TableShape& timeseries_long_shape() {
  static const TableShape shape = make_timeseries_long();
  return shape;
}
const TableShape& summary_shape() {
  static const TableShape shape = make_summary();
  return shape;
}
const TableShape& collectives_shape() {
  static const TableShape shape = make_collectives();
  return shape;
}
const TableShape& targets_shape() {
  static const TableShape shape = make_targets();
  return shape;
}
const TableShape& replicate_targets_shape() {
  static const TableShape shape = make_replicate_targets();
  return shape;
}
const TableShape& lives_shape() {
  static const TableShape shape = make_lives();
  return shape;
}

}  // namespace komuna
