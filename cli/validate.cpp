#include "cli/validate.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "analysis/calibration_file.hpp"
#include "analysis/wording.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "engine/base/error.hpp"
#include "engine/scenario/document/idle_interventions.hpp"
#include "engine/scenario/document/plain_text.hpp"

namespace komuna {
namespace {

std::string ok_line(const std::string& asked, const ChosenScenario& chosen) {
  const Parameters& parameters = chosen.scenario.parameters;
  return fmt::format("{}: ok: {} to {}, {} origins, {} named collectives, {} targets; {}\n",
                     on_one_line(asked), to_string(parameters.from), to_string(parameters.until),
                     parameters.population.origins.size(), parameters.world.collectives.size(),
                     parameters.targets.size(), counts_text(count_numbers(chosen.scenario)));
}

// 64 before 74 before 65 before 0.
int graver(int a, int b) {
  constexpr std::array<int, 4> by_gravity{0, 65, 74, 64};
  const auto rank = [&](int code) { return std::find(by_gravity.begin(), by_gravity.end(), code); };
  return rank(a) < rank(b) ? b : a;
}

// The tables that all replicates share can be made.
int try_out(const std::string& asked, const ChosenScenario& chosen) {
  try {
    make_model(chosen.scenario);
  } catch (const LimitError& error) {
    tell(fmt::format("komuna: {}: {}\n", on_one_line(asked), error.what()));
    return scenario_exit_code;
  }
  print(ok_line(asked, chosen));
  for (const std::string& warning : idle_interventions(chosen.scenario))
    tell(fmt::format("komuna: {}\n", warning));
  return 0;
}

int validate_calibration(const std::string& file, std::size_t size_limit) {
  Problems problems;
  const Calibration calibration =
      load_calibration(file, scenario_libraries(), {}, size_limit, problems);
  if (!problems.empty()) return report_problems(file, problems);
  std::array<std::int64_t, 4> roles{};
  for (const calibration::Observation& o :
       observations_of(calibration.scenario.parameters, calibration.document))
    ++roles[static_cast<std::size_t>(o.role)];
  print(fmt::format("{}: ok: a calibration of {}, {}, {} fitted, {} held out, {}\n",
                    on_one_line(file), calibration.scenario.name,
                    counted(std::ssize(calibration.document.parameters), "free parameter"),
                    counted(roles[0], "figure"), roles[1], counted(roles[3], "reading")));
  return 0;
}

}  // namespace

int validate(const ValidateOptions& options) {
  int code = 0;
  for (const std::string& asked : options.scenarios) {
    if (is_calibration_file(asked, options.size_limit)) {
      code = graver(code, validate_calibration(asked, options.size_limit));
      continue;
    }
    ScenarioChoice choice;
    choice.scenario = asked;
    choice.readable = options.readable;
    choice.size_limit = options.size_limit;
    Problems problems;
    const ChosenScenario chosen = load_scenario(choice, problems);
    if (problems.empty()) {
      code = graver(code, try_out(asked, chosen));
    } else {
      code = graver(code, report_problems(asked, problems));
    }
  }
  return code;
}

}  // namespace komuna
