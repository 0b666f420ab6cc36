#include "cli/calibration_settings.hpp"

#include <array>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/json_number.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<std::string_view, 4> method_names{"importance", "abc", "esmda", "synthetic"};

// As on the command line and in calibration files.
constexpr std::int64_t most_runs = 10000000;
constexpr std::int64_t most_seconds = 3600000000;

void require(bool right, const char* why) {
  if (!right) throw std::runtime_error(why);
}

// What hangs together, as calibrate() asks it of the command line.
void check(const CalibrationSettings& settings) {
  const CalibrationWork& work = settings.work;
  require(work.table >= 20 * work.chains, "table is below 20 draws for each of the chains");
  require(work.draws >= work.chains, "draws is below one for each of the chains");
  if (settings.method == CalibrationMethod::importance)
    require(work.ensemble * work.chains <= work.table, "ensemble does not fit into the table");
  if (settings.method == CalibrationMethod::esmda)
    require(work.ensemble >= 20, "ensemble is below the 20 members that esmda needs");
  check_budget(settings);
}

}  // namespace

std::string_view name_of(CalibrationMethod method) {
  return method_names[static_cast<std::size_t>(method)];
}

CalibrationMethod method_of(const std::string& name) {
  for (std::size_t i = 0; i < method_names.size(); ++i)
    if (method_names[i] == name) return static_cast<CalibrationMethod>(i);
  const std::vector<std::string_view> known(method_names.begin(), method_names.end());
  throw UsageError("--method: there is no method " + quote_briefly(name) +
                   did_you_mean(name, known) + "; allowed: " + list_words(known));
}

std::int64_t seconds_of(const std::string& option, const std::string& text) {
  std::string digits = text;
  std::int64_t unit = 1;
  if (!digits.empty() && (digits.back() == 's' || digits.back() == 'm' || digits.back() == 'h')) {
    unit = digits.back() == 's' ? 1 : digits.back() == 'm' ? 60 : 3600;
    digits.pop_back();
  }
  constexpr std::uint64_t most = 1000000;
  try {
    return unit * static_cast<std::int64_t>(whole_number(option, digits, 1, most));
  } catch (const UsageError&) {
    throw UsageError(option + ": " + quote_briefly(text) +
                     " is no time; allowed: a whole number of seconds, or with s, m or h behind "
                     "it, as in 60m");
  }
}

void check_budget(const CalibrationSettings& settings) {
  const CalibrationWork& work = settings.work;
  const std::int64_t first =
      settings.method == CalibrationMethod::esmda ? work.chains * work.ensemble * 5 : work.table;
  if (settings.runs > 0 && settings.runs < first)
    throw UsageError("--runs: " + std::to_string(settings.runs) +
                     " are too few for the first generation of " + std::to_string(first) +
                     "; allowed: at least as many, or a smaller --table");
}

std::string settings_text(const CalibrationSettings& settings) {
  const CalibrationWork& work = settings.work;
  const Json json = {{"method", name_of(settings.method)},
                     {"seed", std::to_string(settings.seed)},
                     {"runs", settings.runs},
                     {"seconds", settings.seconds},
                     {"worlds", settings.worlds},
                     {"table", work.table},
                     {"ensemble", work.ensemble},
                     {"rounds", work.rounds},
                     {"draws", work.draws},
                     {"chains", work.chains}};
  return json.dump();
}

CalibrationSettings settings_of(const std::string& text, const std::string& place) {
  try {
    const Json json = Json::parse(text);
    const Json& method = json.at("method");
    CalibrationSettings settings;
    settings.method = method_of(method.is_string() ? method.get<std::string>() : method.dump());
    settings.seed = seed_at(json, "seed");
    settings.runs = whole_at(json, "runs", 0, most_runs);
    settings.seconds = whole_at(json, "seconds", 0, most_seconds);
    settings.worlds = whole_at(json, "worlds", 10, most_runs);
    settings.work.table = whole_at(json, "table", 1, most_runs);
    settings.work.ensemble = whole_at(json, "ensemble", 0, most_runs);
    settings.work.rounds = whole_at(json, "rounds", 1, most_runs);
    settings.work.draws = whole_at(json, "draws", 1, most_runs);
    settings.work.chains = whole_at(json, "chains", 2, 64);
    check(settings);
    return settings;
  } catch (const std::exception& problem) {
    throw FileError(place,
                    std::string("is damaged: what the calibration was asked for cannot be read (") +
                        problem.what() + ')');
  }
}

}  // namespace komuna
