#include "cli/sensitivity_inputs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>

#include "analysis/calibration_file.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/usage.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/spelling.hpp"
#include "engine/scenario/files/scenario_places.hpp"

namespace komuna {
namespace {

using calibration::Prior;

bool number_from(std::string_view text, double& value) {
  const auto read = std::from_chars(text.data(), text.data() + text.size(), value);
  return read.ec == std::errc() && read.ptr == text.data() + text.size() && std::isfinite(value);
}

std::string id_of(const std::string& path) {
  std::string id;
  for (const char c : path) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    id += plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '_';
  }
  return id;
}

void add_range(const std::string& text, SensitivityInputs& inputs) {
  const std::size_t equals = text.find('=');
  const std::string path = text.substr(0, equals);
  const auto [low, high] = range_of(path, text.substr(equals + 1));
  const std::string id = id_of(path);
  for (const FreeParameter& other : inputs.parameters)
    if (other.id == id)
      throw UsageError("--parameters: " + quote_briefly(path) + " is named twice");
  inputs.parameters.push_back({id, {path}, Series::Change::set});
  inputs.names.push_back(path);
  inputs.ranges.push_back(fmt::format("uniform between {:g} and {:g}", low, high));
  inputs.distributions.push_back(Prior::uniform(id, low, high));
}

int load_ranges(const SensitivityOptions& options, SensitivityInputs& inputs) {
  for (const std::string& text : options.parameters) {
    if (text.find('=') == std::string::npos)
      throw UsageError("--parameters: " + quote_briefly(text) +
                       " is neither PATH=LOW..HIGH nor the only calibration file");
    add_range(text, inputs);
  }
  Problems problems;
  ChosenScenario chosen = load_scenario(options.base, problems);
  if (!problems.empty()) return report_problems(options.base.scenario, problems);
  inputs.scenario = std::move(chosen.scenario);
  inputs.files = std::move(chosen.files);
  refuse_set(options.base.overrides, inputs.parameters, "--parameters");
  // Both ends must be allowed, in every month and beside all other parameters.
  const FreeParameters free(inputs.scenario, inputs.parameters);
  for (std::size_t i = 0; i < inputs.parameters.size(); ++i)
    for (const double end : {inputs.distributions[i].lower(), inputs.distributions[i].upper()})
      if (const std::string why = free.why_not(i, end); !why.empty())
        throw UsageError(fmt::format("--parameters {} at {:g}: {}", inputs.names[i], end, why));
  return 0;
}

int load_file(const SensitivityOptions& options, SensitivityInputs& inputs) {
  const std::string& file = options.parameters.front();
  if (!is_there(file))
    throw UsageError("--parameters: " + quote_briefly(file) +
                     " is neither PATH=LOW..HIGH nor a calibration file that is there");
  if (options.scenario_named)
    throw UsageError("--parameters FILE: the calibration file names its scenario; leave out " +
                     quote_briefly(options.base.scenario));
  if (!options.base.what_ifs.empty())
    throw UsageError("--what-if goes with --parameters PATH=LOW..HIGH only");
  Problems problems;
  Calibration calibration = load_calibration(file, scenario_libraries(), options.base.overrides,
                                             options.base.size_limit, problems);
  if (!problems.empty()) return report_problems(file, problems);
  inputs.parameters = free_parameters(calibration.document);
  refuse_set(options.base.overrides, inputs.parameters, file);
  for (const PriorEntry& entry : calibration.document.parameters) {
    inputs.names.push_back(entry.name.empty() ? entry.id : entry.name);
    inputs.ranges.push_back(describe_prior(entry));
    inputs.distributions.push_back(prior_of(entry));
  }
  inputs.scenario = std::move(calibration.scenario);
  inputs.files = std::move(calibration.files);
  return 0;
}

int load_posterior_of(const SensitivityOptions& options, SensitivityInputs& inputs) {
  if (!options.parameters.empty())
    throw UsageError("--posterior says what varies and how: --parameters cannot be added");
  Problems problems;
  ChosenScenario chosen = load_scenario(options.base, problems);
  if (!problems.empty()) return report_problems(options.base.scenario, problems);
  inputs.scenario = std::move(chosen.scenario);
  inputs.files = std::move(chosen.files);
  const Posterior posterior =
      load_posterior({options.posterior, false}, inputs.scenario, 1, 1, options.seed);
  inputs.parameters = posterior.parameters;
  refuse_set(options.base.overrides, inputs.parameters, "--posterior");
  for (const FreeParameter& parameter : inputs.parameters) {
    inputs.names.push_back(parameter.id);
    inputs.ranges.push_back("draws of " + posterior.source);
  }
  return 0;
}

void choose_outputs(const std::vector<std::string>& wanted, SensitivityInputs& inputs) {
  const std::vector<Metric> all = metrics_of(inputs.scenario.parameters);
  std::vector<std::string_view> known;
  std::string general;
  for (const Metric& metric : all) {
    known.push_back(metric.name);
    if (metric.name.find('.') == std::string::npos)
      general += (general.empty() ? "" : ", ") + metric.name;
  }
  for (const std::string& name : wanted) {
    const auto at = std::find_if(all.begin(), all.end(),
                                 [&](const Metric& metric) { return metric.name == name; });
    if (at == all.end())
      throw UsageError("--metric: there is no metric " + quote_briefly(name) +
                       did_you_mean(name, known) + "; known: " + general +
                       "; and by origin (departed.ORIGIN), stocks (in_collective.end), causes "
                       "(died_of.hunger), targets (target.ID)");
    const bool twice = std::any_of(inputs.outputs.begin(), inputs.outputs.end(),
                                   [&](const Metric& other) { return other.name == name; });
    if (!twice) inputs.outputs.push_back(*at);
  }
}

}  // namespace

std::vector<double> SensitivityInputs::values(std::span<const double> u) const {
  if (distributions.empty()) return {u.begin(), u.end()};
  std::vector<double> numbers;
  for (std::size_t i = 0; i < distributions.size(); ++i)
    numbers.push_back(distributions[i].quantile(u[i]));
  return numbers;
}

std::pair<double, double> range_of(const std::string& path, const std::string& text) {
  const std::size_t dots = text.find("..");
  double low = 0, high = 0;
  if (path.empty() || dots == std::string::npos ||
      !number_from(std::string_view(text).substr(0, dots), low) ||
      !number_from(std::string_view(text).substr(dots + 2), high))
    throw UsageError("--parameters: " + quote_briefly(path + '=' + text) +
                     " is no range; as in --parameters decision.join_constant=-12.5..-11.5");
  if (!(low < high))
    throw UsageError(fmt::format("--parameters {}: {:g} is not below {:g}", path, low, high));
  return {low, high};
}

int load_inputs(const SensitivityOptions& options, SensitivityInputs& inputs) {
  const bool posterior = !options.posterior.empty();
  if (options.parameters.empty() && !posterior)
    throw UsageError(
        "--parameters: what shall be varied? PATH=LOW..HIGH, once for each parameter, or a "
        "calibration file");
  const bool file =
      options.parameters.size() == 1 && options.parameters.front().find('=') == std::string::npos;
  const int code = posterior ? load_posterior_of(options, inputs)
                   : file    ? load_file(options, inputs)
                             : load_ranges(options, inputs);
  if (code != 0) return code;
  choose_outputs(options.metrics.empty() ? std::vector<std::string>{"departed"} : options.metrics,
                 inputs);
  return 0;
}

}  // namespace komuna
