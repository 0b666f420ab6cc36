#include "cli/posterior_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <filesystem>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>

#include "cli/calibration_files.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/csv_table.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/key_text.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;

std::string content_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw FileError(path.string(), "cannot be read; is it the folder of a calibration?");
  std::stringstream text;
  text << file.rdbuf();
  return text.str();
}

Series::Change change_of(const std::string& name) {
  if (name == "set") return Series::Change::set;
  if (name == "scale") return Series::Change::scale;
  if (name == "add") return Series::Change::add;
  throw std::runtime_error("there is no change called " + name);
}

std::string_view name_of_change(Series::Change change) {
  return change == Series::Change::set ? "set" : change == Series::Change::scale ? "scale" : "add";
}

std::vector<FreeParameter> parameters_of(const Json& json) {
  std::vector<FreeParameter> list;
  for (const Json& one : json)
    list.push_back({one.at("id"), one.at("paths").get<std::vector<std::string>>(),
                    change_of(one.at("change"))});
  return list;
}

Json json_of(const std::vector<FreeParameter>& parameters) {
  Json list = Json::array();
  for (const FreeParameter& p : parameters)
    list.push_back({{"id", p.id}, {"paths", p.paths}, {"change", name_of_change(p.change)}});
  return list;
}

// Cells of a table of ours without texts in quotes.
std::vector<std::string> cells_of(const std::string& line) {
  std::vector<std::string> cells(1);
  for (const char c : line) {
    if (c == ',')
      cells.emplace_back();
    else if (c != '\r')
      cells.back() += c;
  }
  return cells;
}

double number_of(const std::string& cell) {
  double value = 0;
  const auto [rest, error] = std::from_chars(cell.data(), cell.data() + cell.size(), value);
  if (error != std::errc() || rest != cell.data() + cell.size())
    throw std::runtime_error("'" + cell + "' is no number");
  return value;
}

std::uint64_t key_of(const std::string& cell) {
  std::uint64_t key = 0;
  const auto [rest, error] = std::from_chars(cell.data(), cell.data() + cell.size(), key, 16);
  if (error != std::errc() || rest != cell.data() + cell.size())
    throw std::runtime_error("'" + cell + "' is no key");
  return key;
}

std::vector<PosteriorDraw> draws_of(const std::string& table,
                                    const std::vector<FreeParameter>& parameters) {
  std::istringstream lines(table);
  std::string line;
  std::getline(lines, line);
  const std::vector<std::string> heads = cells_of(line);
  const auto column = [&](const std::string& name) {
    const auto found = std::find(heads.begin(), heads.end(), name);
    if (found == heads.end()) throw std::runtime_error("it has no column " + name);
    return static_cast<std::size_t>(found - heads.begin());
  };
  const std::size_t key = column("replicate_key");
  std::vector<std::size_t> places;
  for (const FreeParameter& p : parameters) places.push_back(column("theta_" + p.id));
  std::vector<PosteriorDraw> draws;
  while (std::getline(lines, line)) {
    const std::vector<std::string> cells = cells_of(line);
    if (cells.size() != heads.size()) throw std::runtime_error("a row has too few or many cells");
    PosteriorDraw draw;
    draw.row = static_cast<std::int64_t>(draws.size());
    draw.key = key_of(cells[key]);
    for (const std::size_t place : places) draw.values.push_back(number_of(cells[place]));
    draws.push_back(std::move(draw));
  }
  return draws;
}

constexpr std::string_view bad_verdict = "Do not believe";

// From the manifest of a calibration, or as it was written down in a plan; older ones lack parts.
Judgement judgement_of(const Json& json) {
  Judgement own;
  if (const auto found = json.find("verdict"); found != json.end())
    own.verdict = found->get<std::vector<std::string>>();
  own.believable = own.verdict.empty() || own.verdict.front().rfind(bad_verdict, 0) != 0;
  const auto found = json.find("diagnostics");
  if (found == json.end()) return own;
  own.believable = found->value("believable", own.believable);
  own.effective = found->value("effective", 0.0);
  return own;
}

// Takes away what is at a path of --set: keys of maps, ids of lists.
void erase_at(Json& json, const std::string& path) {
  const std::size_t dot = path.find('.');
  const std::string key = path.substr(0, dot);
  const bool last = dot == std::string::npos;
  const auto found = std::find_if(json.begin(), json.end(), [&](const Json& entry) {
    return json.is_array() && entry.is_object() && entry.value("id", "") == key;
  });
  if (json.is_object() && last)
    json.erase(key);
  else if (json.is_object() && json.contains(key))
    erase_at(json.at(key), path.substr(dot + 1));
  else if (json.is_array() && found != json.end() && !last)
    erase_at(*found, path.substr(dot + 1));
}

// What a history hangs on besides the draw: neither the figures, nor the last month, on which no
// history up to it depends, nor numbers that each draw sets anew.
std::string beside_the_draw(const std::string& resolved,
                            const std::vector<FreeParameter>& parameters) {
  Json json = Json::parse(resolved);
  json.erase("targets");
  json.erase("until");
  for (const FreeParameter& parameter : parameters)
    if (parameter.change == Series::Change::set)
      for (const std::string& path : parameter.paths) erase_at(json, path);
  return json.dump();
}

// Posterior::unlike of two resolved scenarios.
std::string unlike(const std::string& calibrated, const std::string& here,
                   const std::vector<FreeParameter>& parameters) {
  if (beside_the_draw(calibrated, parameters) != beside_the_draw(here, parameters))
    return "The scenario is not the one that was calibrated: the histories replayed are not those "
           "that agreed with the figures.";
  const auto end = [](const std::string& resolved) {
    return Json::parse(resolved).at("until").get<std::string>();
  };
  if (end(calibrated) == end(here)) return {};
  return "The calibration ran to " + end(calibrated) + ", this run to " + end(here) +
         ": its histories agreed with the figures as far as both go.";
}

}  // namespace

void check_fit(const Posterior& posterior, const Scenario& scenario) {
  const FreeParameters free(scenario, posterior.parameters);
  for (std::size_t i = 0; i < posterior.parameters.size(); ++i) {
    const auto by_value = [i](const PosteriorDraw& a, const PosteriorDraw& b) {
      return a.values[i] < b.values[i];
    };
    const auto [least, most] =
        std::minmax_element(posterior.draws.begin(), posterior.draws.end(), by_value);
    for (const double value : {least->values[i], most->values[i]})
      if (const std::string why = free.why_not(i, value); !why.empty())
        throw UsageError("--posterior: " + posterior.parameters[i].id + " = " +
                         fmt::format("{:g}", value) + " does not fit " + scenario.name + ": " +
                         why);
  }
}

void refuse_set(const std::vector<std::string>& overrides, const std::vector<FreeParameter>& drawn,
                const std::string& by) {
  for (const std::string& override : overrides)
    for (const FreeParameter& parameter : drawn)
      for (const std::string& path : parameter.paths)
        if (parameter.change == Series::Change::set &&
            override.substr(0, override.find('=')) == path)
          throw UsageError("--set " + path + " would do nothing: " + by +
                           " sets it anew in every replicate; leave out one of the two");
}

Posterior load_posterior(const PosteriorChoice& choice, const Scenario& scenario,
                         std::int64_t replicates, std::int64_t per_draw, std::uint64_t seed) {
  const fs::path asked(choice.place);
  const fs::path folder = fs::is_directory(asked) ? asked : asked.parent_path();
  const fs::path table = fs::is_directory(asked) ? asked / "posterior.csv" : asked;
  const std::string text = content_of(table);
  Posterior posterior;
  posterior.source = table.string();
  posterior.sha256 = sha256(text);
  posterior.replay = choice.replay;
  posterior.per_draw = choice.replay ? 1 : per_draw;
  std::vector<PosteriorDraw> rows;
  try {
    const Json manifest = Json::parse(content_of(folder / "manifest.json"));
    if (manifest.at("kind") != "calibrate") throw std::runtime_error("it is no calibration's");
    for (const Json& file : manifest.at("outputs"))
      if (file.at("path") == "posterior.csv" && file.at("sha256") != posterior.sha256)
        throw FileError(table.string(),
                        "is not the one the calibration wrote: it does not have "
                        "the fingerprint in manifest.json");
    const std::string method = manifest.at("settings").at("method");
    if (choice.replay && (method == "esmda" || method == "synthetic"))
      throw UsageError("--replay: the method " + method +
                       " weighs parameters, not histories: none of its histories agrees with the "
                       "figures by itself; use --posterior alone, or calibrate by importance");
    posterior.seed = std::stoull(manifest.at("rng").at("seed").get<std::string>());
    posterior.parameters = parameters_of(manifest.at("parameters"));
    posterior.judgement = judgement_of(manifest);
    if (choice.replay)
      posterior.unlike = unlike(manifest.at("scenario").at("resolved").dump(),
                                resolved_scenario(scenario), posterior.parameters);
    if (!posterior.unlike.empty()) tell("komuna: " + posterior.unlike + '\n');
    rows = draws_of(text, posterior.parameters);
  } catch (const FileError&) {
    throw;
  } catch (const UsageError&) {
    throw;
  } catch (const std::exception& problem) {
    throw FileError((folder / "manifest.json").string(),
                    std::string("does not tell of a calibration: ") + problem.what());
  }
  if (rows.empty()) throw FileError(table.string(), "holds no draws: the calibration found none");
  const std::int64_t count = (replicates + posterior.per_draw - 1) / posterior.per_draw;
  posterior.draws = chosen_draws(rows, static_cast<std::size_t>(count), seed);
  check_fit(posterior, scenario);
  return posterior;
}

std::string posterior_text(const Posterior& posterior) {
  Json json;
  json["source"] = posterior.source;
  json["sha256"] = posterior.sha256;
  json["seed"] = std::to_string(posterior.seed);
  json["replay"] = posterior.replay;
  json["unlike"] = posterior.unlike;
  json["per_draw"] = posterior.per_draw;
  json["verdict"] = posterior.judgement.verdict;
  json["diagnostics"] = {{"believable", posterior.judgement.believable},
                         {"effective", posterior.judgement.effective}};
  json["parameters"] = json_of(posterior.parameters);
  json["draws"] = Json::array();
  for (const PosteriorDraw& draw : posterior.draws)
    json["draws"].push_back(
        {{"row", draw.row}, {"key", key_text(draw.key)}, {"values", draw.values}});
  return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

Posterior posterior_of(const std::string& text, const std::string& place) {
  try {
    const Json json = Json::parse(text);
    Posterior posterior;
    posterior.source = json.at("source");
    posterior.sha256 = json.at("sha256");
    posterior.judgement = judgement_of(json);
    posterior.seed = std::stoull(json.at("seed").get<std::string>());
    posterior.replay = json.at("replay");
    posterior.unlike = json.value("unlike", "");
    posterior.per_draw = json.at("per_draw");
    posterior.parameters = parameters_of(json.at("parameters"));
    for (const Json& draw : json.at("draws"))
      posterior.draws.push_back(
          {draw.at("row"), key_of(draw.at("key")), draw.at("values").get<std::vector<double>>()});
    if (posterior.draws.empty() || posterior.per_draw < 1) throw std::runtime_error("no draws");
    return posterior;
  } catch (const std::exception& problem) {
    throw FileError(place, std::string("the posterior in it cannot be read: ") + problem.what());
  }
}

std::optional<Posterior> posterior_in(const std::string& options, const std::string& place) {
  if (options.empty()) return std::nullopt;
  const Json json = Json::parse(options, nullptr, false);
  if (json.is_discarded() || !json.is_object() || !json.contains("posterior")) return std::nullopt;
  return posterior_of(json.at("posterior").dump(), place);
}

WrittenFile write_draws(RunFolder& folder, const Posterior& posterior, std::int64_t replicates) {
  TableShape shape{
      "draws",
      "Which draw of the posterior each replicate has",
      "",
      {replicate_column(), count_column("posterior_row", "", "Row of posterior.csv, from 0."),
       text_column("replicate_key", "Key of the accepted history, hexadecimal."),
       flag_column("replayed", "Whether its chance is that of the accepted history.")},
      {"replicate"}};
  for (const FreeParameter& p : posterior.parameters)
    shape.columns.push_back(number_column("theta_" + p.id, "", p.paths.front()));
  CsvTable table(folder.path(), shape);
  for (std::int64_t r = 0; r < replicates; ++r) {
    const PosteriorDraw& draw = posterior.of(static_cast<std::uint64_t>(r));
    table.integer(r).integer(draw.row).text(key_text(draw.key)).flag(posterior.replay);
    for (const double value : draw.values) table.number(value);
    table.end_row();
  }
  WrittenFile written = table.commit();
  folder.wrote(written.name);
  return written;
}

}  // namespace komuna
