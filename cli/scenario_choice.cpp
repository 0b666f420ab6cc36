#include "cli/scenario_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>

#include "build_info.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "cli/wording.hpp"
#include "engine/scenario/document/idle_interventions.hpp"
#include "engine/scenario/document/plain_text.hpp"

namespace komuna {
namespace {

// All problems lie in what --set says: whoever typed it can act, not the scenario's author.
bool was_typed(const Problems& problems) {
  const auto sorted = problems.sorted();
  return std::all_of(sorted.begin(), sorted.end(), [](const Problem& problem) {
    return problem.position.file_name().substr(0, 6) == "--set ";
  });
}

}  // namespace

std::vector<std::string> scenario_libraries() {
  const char* home = std::getenv("KOMUNA_HOME");
  const std::string root =
      home != nullptr && *home != '\0' ? std::string(home) : std::string(build_info::home);
  return {root + "/scenarios"};
}

void refuse_repeated(const std::vector<std::string>& what_ifs) {
  for (auto it = what_ifs.begin(); it != what_ifs.end(); ++it)
    if (std::find(what_ifs.begin(), it, *it) != it)
      throw UsageError("--what-if: " + quote_briefly(*it) + " is named twice");
}

ChosenScenario load_scenario(const ScenarioChoice& choice, Problems& problems) {
  refuse_repeated(choice.what_ifs);
  ScenarioRequest request;
  request.scenario = choice.scenario;
  request.libraries = scenario_libraries();
  request.overrides = choice.overrides;
  request.what_ifs = choice.what_ifs;
  request.readable = choice.readable;
  request.size_limit = choice.size_limit;
  LoadedDocument document = load_document(request, problems);
  ChosenScenario chosen;
  chosen.scenario =
      bind_scenario(document.name, document.root, document.sources, problems, document.what_ifs);
  // Its tables must not be taken for those of the scenario without the what-ifs.
  for (const WhatIf& what_if : chosen.scenario.what_ifs) chosen.scenario.name += '+' + what_if.name;
  chosen.lineage = std::move(document.lineage);
  for (FileRead& file : document.files)
    chosen.files.push_back({std::move(file.path), std::move(file.sha256), {}});
  return chosen;
}

std::vector<std::string> scenario_warnings(const Scenario& scenario) {
  std::vector<std::string> warnings;
  const auto add_caption = [&warnings](const Heading& heading) {
    if (!heading.caption.empty()) warnings.push_back(heading.title + ": " + heading.caption);
  };
  add_caption(scenario.parameters);
  for (const WhatIf& what_if : scenario.what_ifs) add_caption(what_if.heading);
  for (std::string& idle : idle_interventions(scenario)) warnings.push_back(std::move(idle));
  return warnings;
}

int report_problems(const std::string& scenario, const Problems& problems) {
  const std::size_t count = problems.count();
  tell(problems.report());
  tell(fmt::format("komuna: {}: {} problem{}\n", on_one_line(scenario), count,
                   count == 1 ? "" : "s"));
  return was_typed(problems) ? usage_exit_code : problems.exit_code();
}

namespace {

// Months, origins' counts and windows of a target say what its figure counts, nothing about the
// world; so do defaults that a target has no use for. The figure and its errors are numbers.
bool only_defines_a_figure(const Provenance& entry) {
  if (entry.path.rfind("targets.", 0) != 0 || entry.how == Provenance::How::unstated) return false;
  const std::string_view key = std::string_view(entry.path).substr(entry.path.rfind('.') + 1);
  const bool is_number = key == "observed" || key == "error" || key == "discrepancy" ||
                         (key == "upper" && entry.how != Provenance::How::by_default);
  return !is_number;
}

}  // namespace

NumberCounts count_numbers(const Scenario& scenario) {
  NumberCounts counts;
  for (const Provenance& entry : scenario.provenance) {
    if (entry.leaf == Provenance::Leaf::other || only_defines_a_figure(entry)) continue;
    ++counts.numbers;
    switch (entry.how) {
      case Provenance::How::sourced:
        ++counts.sourced;
        if (only_recalled(scenario.sources, entry)) ++counts.recalled;
        if (entry.confidence == "low") ++counts.low_confidence;
        break;
      case Provenance::How::assumed:
        ++counts.assumed;
        break;
      case Provenance::How::calibrated:
        ++counts.calibrated;
        break;
      case Provenance::How::by_default:
        ++counts.by_default;
        break;
      case Provenance::How::unstated:
        ++counts.unstated;
        break;
    }
  }
  return counts;
}

std::string counts_text(const NumberCounts& counts) {
  const auto number = [](std::size_t n) { return with_commas(static_cast<double>(n)); };
  std::string sourced =
      fmt::format("{} from sources ({}", number(counts.sourced), percent(counts.sourced_share()));
  if (counts.sourced > 0)
    sourced += fmt::format("; of these {} recalled, not seen, {} of low confidence",
                           number(counts.recalled), number(counts.low_confidence));
  std::string text = fmt::format("{} numbers: {}), {} assumptions, {} calibrated, {} defaults",
                                 number(counts.numbers), sourced, number(counts.assumed),
                                 number(counts.calibrated), number(counts.by_default));
  if (counts.unstated > 0)
    text += fmt::format(", {} without a word", with_commas(static_cast<double>(counts.unstated)));
  return text;
}

}  // namespace komuna
