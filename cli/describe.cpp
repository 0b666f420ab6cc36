#include "cli/describe.hpp"

#include <fmt/format.h>

#include <variant>

#include "cli/screen.hpp"
#include "cli/what_if_list.hpp"
#include "cli/wording.hpp"
#include "engine/scenario/document/idle_interventions.hpp"
#include "engine/scenario/document/listing.hpp"
#include "engine/simulation/schedule.hpp"

namespace komuna {
namespace {

constexpr std::size_t width = 100;
constexpr std::size_t longest_value = 300;

std::string value_of(const Listing& row) {
  std::string value = row.value.empty() ? "(none)" : row.value;
  if (value.size() > longest_value) value = value.substr(0, longest_value) + " ...";
  if (!row.unit.empty() && row.unit != "1") value += ' ' + row.unit;
  return value;
}

std::string basis_of(const Listing& row) {
  switch (row.how) {
    case Provenance::How::sourced:
      return "source: " + row.origin;
    case Provenance::How::assumed:
      return "assumption: " + row.origin;
    case Provenance::How::calibrated:
      return "calibrated: " + row.origin;
    case Provenance::How::by_default:
      return row.basis.empty() ? "default" : "default, " + row.basis;
    default:
      return "no source or assumption stated";
  }
}

bool has_numbers(const Listing& row) {
  return row.type != "text" && row.type != "choice" && row.type.substr(0, 2) != "id";
}

std::string describe_row(const Listing& row) {
  std::string text = "  " + wrapped(row.path + " = " + value_of(row), width - 2, 6) + '\n';
  std::string more = row.help;
  if (!row.allowed.empty()) more += " Allowed: " + row.allowed + '.';
  if (row.timing == Timing::monthly) more += " May change from month to month.";
  if (!more.empty()) text += "      " + wrapped(more, width - 6, 6) + '\n';
  if (has_numbers(row) || row.how == Provenance::How::sourced)
    text += "      " + wrapped(basis_of(row), width - 6, 6) + '\n';
  return text;
}

std::string describe_intervention(const Intervention& intervention) {
  std::string text = intervention.path + ": ";
  if (intervention.change == Series::Change::scale) text += "times ";
  if (intervention.change == Series::Change::add) text += "plus ";
  if (const auto* number = std::get_if<double>(&intervention.value)) {
    text += figure(*number);
  } else if (const auto* flag = std::get_if<bool>(&intervention.value)) {
    text += *flag ? "true" : "false";
  } else {
    text += std::get<std::string>(intervention.value);
  }
  if (intervention.from != distant_past) text += " from " + to_string(intervention.from);
  if (intervention.until != distant_future) text += " until " + to_string(intervention.until);
  if (!intervention.because.empty()) text += " (" + intervention.because + ')';
  return "  " + wrapped(text, width - 2, 6) + '\n';
}

}  // namespace

std::string describe_schedule() {
  std::string text = "WHAT HAPPENS IN A MONTH, in this order\n";
  std::string_view theme;
  int number = 0;
  for (const Step& step : schedule()) {
    if (step.theme != theme) text += fmt::format("\n  {}\n", step.theme);
    theme = step.theme;
    const std::string line = fmt::format("{} ({}): {}", step.name, step.frequency, step.what);
    text += fmt::format("  {:>4}. {}\n", ++number, wrapped(line, width - 8, 8));
  }
  return text;
}

std::string describe_parameters(Scenario& scenario) {
  const auto rows = list_parameters(
      [&](FieldVisitor& visitor) { fields(visitor, scenario.parameters); }, scenario.provenance);
  std::string text = fmt::format("\nPARAMETERS ({} rows; {})\n\n", rows.size(),
                                 counts_text(count_numbers(scenario)));
  for (const Listing& row : rows) text += describe_row(row);
  return text;
}

std::string describe_sources(const Scenario& scenario) {
  if (scenario.sources.sources().empty()) return {};
  std::string text = "\nSOURCES\n\n";
  for (const Source& source : scenario.sources.sources()) {
    text += "  " + wrapped(source.id + ": " + short_citation(source), width - 2, 6) + '\n';
    if (!source.address.empty()) text += "      " + source.address + '\n';
    if (!source.note.empty()) text += "      " + wrapped(source.note, width - 6, 6) + '\n';
  }
  return text;
}

int describe(const ScenarioChoice& choice) {
  Problems problems;
  ChosenScenario chosen = load_scenario(choice, problems);
  if (!problems.empty()) return report_problems(choice.scenario, problems);
  const Parameters& parameters = chosen.scenario.parameters;
  print(wrapped(parameters.title, width, 0) + '\n');
  if (!parameters.summary.empty()) print(wrapped(parameters.summary, width, 0) + '\n');
  if (!parameters.caption.empty()) print(wrapped(parameters.caption, width, 0) + '\n');
  print(fmt::format("{} to {}\n\n", to_string(parameters.from), to_string(parameters.until)));
  print(describe_schedule());
  print(describe_parameters(chosen.scenario));
  for (const WhatIf& what_if : chosen.scenario.what_ifs) print('\n' + what_if_text(what_if));
  if (!chosen.scenario.interventions.empty()) print("\nINTERVENTIONS\n\n");
  for (const Intervention& intervention : chosen.scenario.interventions)
    print(describe_intervention(intervention));
  for (const std::string& warning : idle_interventions(chosen.scenario))
    tell("komuna: " + warning + '\n');
  print(describe_sources(chosen.scenario));
  return 0;
}

}  // namespace komuna
