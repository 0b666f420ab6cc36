#include "engine/output/paired_shapes.hpp"

#include <utility>

namespace komuna {
namespace {

constexpr const char* not_a_forecast =
    "The spread of a difference between paired worlds is not the uncertainty of a forecast: it "
    "depends on the pairing, the same chance in both worlds.";

Column words(std::string name, std::string help, Filled filled = Filled::always,
             std::vector<std::string> choices = {}) {
  return {std::move(name), ColumnType::text,   "",   std::move(help),
          filled,          std::move(choices), false};
}
Column figure(std::string name, std::string help, std::string unit = "") {
  return {std::move(name),
          ColumnType::number,
          std::move(unit),
          std::move(help),
          Filled::sometimes,
          {},
          false};
}
Column count(std::string name, std::string unit, std::string help) {
  return {std::move(name),
          ColumnType::integer,
          std::move(unit),
          std::move(help),
          Filled::always,
          {},
          true};
}

std::vector<Column> worlds() {
  return {words("base_id", "The base world."), words("alt_id", "The world it is compared with.")};
}

void add(std::vector<Column>& columns, std::vector<Column> more) {
  for (Column& column : more) columns.push_back(std::move(column));
}

void add_metric(std::vector<Column>& columns) {
  add(columns, {words("metric", "What is compared; see the table effects."),
                words("unit", "Unit of the metric.")});
}

std::vector<Column> bands(const std::string& of) {
  return {figure("q05", "5 % of " + of + " lie below."), figure("q25", "25 % lie below."),
          figure("q50", "Median."), figure("q75", "75 % lie below."),
          figure("q95", "95 % lie below.")};
}

TableShape make_paired() {
  TableShape shape{"paired",
                   "Both worlds in every replicate",
                   not_a_forecast,
                   worlds(),
                   {"base_id", "alt_id", "replicate", "metric"}};
  add(shape.columns, {count("replicate", "", "One chance, the same in both worlds."),
                      words("metric", "What is compared; see the table effects."),
                      figure("y_base", "In the base world."), figure("y_alt", "In the other."),
                      figure("diff", "y_alt - y_base.")});
  return shape;
}

TableShape make_effects() {
  TableShape shape{"effects",
                   "What a change does to each figure",
                   not_a_forecast,
                   worlds(),
                   {"base_id", "alt_id", "metric"}};
  add_metric(shape.columns);
  add(shape.columns,
      {words("help", "What the metric counts."),
       count("n", "pairs", "Pairs in which both worlds have the figure."),
       figure("base_mean", "Mean of the base."),
       figure("base_sd", "Its standard deviation."),
       figure("base_q05", "5 % of the base's replicates lie below."),
       figure("base_q50", "Median of the base."),
       figure("base_q95", "95 % of the base's replicates lie below."),
       figure("alt_mean", "Mean of the other world."),
       figure("alt_sd", "Its standard deviation."),
       figure("effect", "Mean of the differences."),
       figure("effect_low", "Lower end of the Monte-Carlo 95 % interval of the mean effect."),
       figure("effect_high", "Its upper end. More pairs make the interval narrower."),
       figure("relative", "effect / base_mean.", "1"),
       figure("diff_sd", "Standard deviation of the differences."),
       figure("diff_q05", "90 % of single histories differ by more than this ..."),
       figure("diff_q25", "25 % of the differences lie below."),
       figure("diff_q50", "Median difference."),
       figure("diff_q75", "75 % of the differences lie below."),
       figure("diff_q95", "... and less than this (together the 90 % interval)."),
       figure("p_more", "Share of pairs with a larger figure in the other world.", "1"),
       figure("p_same", "Share of pairs with the same figure.", "1"),
       figure("p_less", "Share of pairs with a smaller figure.", "1"),
       figure("correlation", "Of the two worlds over the pairs.", "1"),
       figure("attainable", "Highest correlation any pairing could reach.", "1"),
       figure("gain", "Unpaired simulations needed for the precision of one pair, in pairs.", "1"),
       figure("gain_bound", "The gain under perfect correlation.", "1"),
       figure("parameter_variance", "Of the differences, between draws of the parameters."),
       figure("chance_variance", "Of the differences, within a draw of the parameters.")});
  return shape;
}

TableShape make_paired_series() {
  TableShape shape{"paired_series",
                   "Differences year by year",
                   not_a_forecast,
                   worlds(),
                   {"base_id", "alt_id", "time", "origin", "variable"}};
  add(shape.columns,
      {{"time", ColumnType::date, "", "First day of the year.", Filled::always, {}, false},
       words("level", "Whether the row is about one origin or about all people.", Filled::always,
             {"total", "origin"}),
       words("origin", "The origin; (all) = everybody; (local) = people of the place."),
       words("variable", "Column of the table timeseries."),
       words("unit", "Unit of the variable."),
       count("n", "pairs", "Pairs."),
       figure("base_q50", "Median of the base."),
       figure("alt_q50", "Median of the other world."),
       figure("effect", "Mean of the differences.")});
  add(shape.columns, bands("the differences"));
  add(shape.columns, {figure("p_more", "Share of pairs with more in the other world.", "1"),
                      figure("p_less", "Share of pairs with less.", "1")});
  return shape;
}

TableShape make_attribution() {
  TableShape shape{"attribution",
                   "What each lever contributes",
                   "Reference point: the base world. Shapley values split a number among levers "
                   "pulled together; they are no evidence of what caused what in history.",
                   worlds(),
                   {"base_id", "alt_id", "metric", "lever", "method"}};
  add_metric(shape.columns);
  add(shape.columns,
      {words("lever", "What is changed; (total) = all levers together."),
       words("method",
             "shapley: mean over all orders, adds up to the total; alone: this lever "
             "only; last: this lever after all others.",
             Filled::always, {"shapley", "alone", "last", "total"}),
       count("n", "pairs", "Replicates."), figure("mean", "Mean over the replicates."),
       figure("mean_low", "Lower end of the Monte-Carlo 95 % interval of the mean."),
       figure("mean_high", "Its upper end."), figure("sd", "Standard deviation.")});
  add(shape.columns, bands("the replicates"));
  return shape;
}

TableShape make_attribution_pairs() {
  TableShape shape{"attribution_pairs",
                   "What each lever contributes, in every replicate",
                   "In each replicate the Shapley values add up to the whole difference.",
                   worlds(),
                   {"base_id", "alt_id", "replicate", "metric", "lever"}};
  add(shape.columns,
      {count("replicate", "", "One chance, the same in all worlds."),
       words("metric", "What is compared; see the table effects."),
       words("lever", "What is changed."), figure("shapley", "Mean contribution over all orders."),
       figure("alone", "Effect of this lever only."),
       figure("last", "Effect of this lever after all others.")});
  return shape;
}

}  // namespace

const TableShape& paired_shape() {
  static const TableShape shape = make_paired();
  return shape;
}
const TableShape& effects_shape() {
  static const TableShape shape = make_effects();
  return shape;
}
const TableShape& paired_series_shape() {
  static const TableShape shape = make_paired_series();
  return shape;
}
const TableShape& attribution_shape() {
  static const TableShape shape = make_attribution();
  return shape;
}
const TableShape& attribution_pairs_shape() {
  static const TableShape shape = make_attribution_pairs();
  return shape;
}

TableShape paired_lives_shape(const std::vector<std::string>& pairings,
                              const std::vector<std::string>& journeys) {
  TableShape shape{
      "paired_lives",
      "Who would have gone",
      "People the model had to name in either world, matched one by one; all are synthetic. "
      "Statements about persons are about this model and this pairing of chance.",
      worlds(),
      {"base_id", "alt_id", "pairing", "origin", "stratum", "in_base", "in_alternative"}};
  add(shape.columns,
      {words("pairing", "In which worlds they left.", Filled::always, pairings),
       words("origin", "Where they come from."),
       words("stratum", "Political stratum of the head of the household."),
       words("in_base", "What became of the journey in the base world.", Filled::always, journeys),
       words("in_alternative", "And in the other.", Filled::always, journeys),
       figure("persons", "Mean over the pairs.", "persons"),
       figure("heads", "Heads of households among them, mean over the pairs.", "persons"),
       figure("persons_q05", "5 % of the pairs have fewer.", "persons"),
       figure("persons_q50", "Median.", "persons"),
       figure("persons_q95", "5 % of the pairs have more.", "persons")});
  return shape;
}

TableShape with_scenario(const TableShape& shape) {
  TableShape wider = shape;
  for (const Column& column : shape.columns)
    if (column.name == "scenario") {
      if (!wider.key.empty()) wider.key.insert(wider.key.begin(), "scenario");
      return wider;
    }
  wider.columns.insert(wider.columns.begin(), words("scenario", "The world."));
  if (!wider.key.empty()) wider.key.insert(wider.key.begin(), "scenario");
  return wider;
}

ScenarioRows::ScenarioRows(RowWriter& table, std::string scenario)
    : table_(table), scenario_(std::move(scenario)) {}

RowWriter& ScenarioRows::row() {
  if (!begun_) table_.text(scenario_);
  begun_ = true;
  return table_;
}

RowWriter& ScenarioRows::text(std::string_view value) {
  row().text(value);
  return *this;
}
RowWriter& ScenarioRows::integer(std::int64_t value) {
  row().integer(value);
  return *this;
}
RowWriter& ScenarioRows::number(double value) {
  row().number(value);
  return *this;
}
RowWriter& ScenarioRows::flag(bool value) {
  row().flag(value);
  return *this;
}
RowWriter& ScenarioRows::date(Month month) {
  row().date(month);
  return *this;
}
RowWriter& ScenarioRows::missing() {
  row().missing();
  return *this;
}
void ScenarioRows::end_row() {
  row().end_row();
  begun_ = false;
}

}  // namespace komuna
