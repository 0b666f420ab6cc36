#include "analysis/calibration_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <limits>
#include <memory>
#include <set>

#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/listing.hpp"
#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/merge.hpp"
#include "engine/scenario/document/schema.hpp"
#include "engine/scenario/files/scenario_places.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;
using calibration::Prior;
using calibration::PriorFamily;

const std::vector<std::string> overlays{"targets", "set"};

double number_of(const std::string& text) { return std::strtod(text.c_str(), nullptr); }

// A column of tables is named after it.
bool is_column_name(const std::string& id) {
  return !id.empty() && id.front() >= 'a' && id.front() <= 'z' &&
         std::all_of(id.begin(), id.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
         });
}

void declare_values(const Node& root, Loader& loader) {
  loader.declare("value", "any number");
  const Node::Member* table = root.find("parameters");
  if (table == nullptr || table->value->kind != Node::Kind::map) return;
  for (const Node::Member& entry : table->value->members) {
    if (entry.value->kind != Node::Kind::map) continue;
    const Node::Member* values = entry.value->find("values");
    if (values == nullptr || values->value->kind != Node::Kind::map) continue;
    for (const Node::Member& value : values->value->members)
      if (classify_plain(value.key) == Node::Kind::number) loader.declare("value", value.key);
  }
}

// A path is a reference to a parameter of the scenario; a value of a discrete prior is any number.
void bind(const NodePtr& root, Calibration& calibration, Problems& problems) {
  Loader loader(calibration.scenario.sources, problems);
  Parameters& parameters = calibration.scenario.parameters;
  for (const Listing& row :
       list_parameters([&](FieldVisitor& visitor) { fields(visitor, parameters); }))
    loader.declare("parameter", row.path);
  for (const Target& target : parameters.targets) loader.declare("target", target.id);
  declare_values(*root, loader);
  loader.read(
      root, [&](FieldVisitor& visitor) { fields(visitor, calibration.document); }, overlays);
  loader.finish();
}

class Reader {
 public:
  Reader(const std::vector<std::string>& libraries, const std::vector<std::string>& overrides,
         std::size_t size_limit, Problems& problems)
      : libraries_(libraries),
        overrides_(overrides),
        size_limit_(size_limit),
        problems_(problems) {}

  Calibration read(const std::string& path) {
    const auto root = read_tree(path, size_limit_, calibration_.files, problems_);
    if (!root) return std::move(calibration_);
    if (root->kind != Node::Kind::map) {
      problems_.add(root->position, "",
                    "is " + std::string(kind_name(*root)) + "; allowed: a map of keys and values");
      return std::move(calibration_);
    }
    calibration_.name = scenario_name(path);
    const bool has_scenario = load_scenario(*root, path);
    bind(root, calibration_, problems_);
    if (has_scenario && problems_.empty()) check(*root);
    for (FileRead& file : calibration_.files) file.text.clear();
    return std::move(calibration_);
  }

 private:
  // Without a scenario that can be read the rest of the file is checked all the same, but for
  // paths.
  bool load_scenario(const Node& root, const std::string& path) {
    const Node::Member* named = root.find("scenario");
    if (named == nullptr || named->value->kind != Node::Kind::text) return false;
    ScenarioRequest request;
    request.scenario = named->value->text;
    if (looks_like_path(request.scenario) && fs::path(request.scenario).is_relative())
      request.scenario = (fs::path(path).parent_path() / request.scenario).string();
    request.libraries = libraries_;
    request.size_limit = size_limit_;
    Problems found;
    LoadedDocument document = load_document(request, found);
    if (!document.root) {
      for (const Problem& problem : found.sorted())
        problems_.add(problem.position.file ? problem.position : named->value->position, "scenario",
                      problem.message);
      return false;
    }
    for (const Problem& problem : found.sorted())
      problems_.add(problem.position, problem.path, problem.message, problem.trouble);
    NodePtr laid = document.root;
    if (const auto* set = overlay(root, "set")) laid = merge(laid, set->value, problems_);
    if (const auto* targets = overlay(root, "targets"))
      laid = merge(laid, nest("targets", targets->value), problems_);
    for (const std::string& text : overrides_) laid = apply_override(laid, text, problems_);
    calibration_.scenario = bind_scenario(document.name, laid, document.sources, problems_);
    for (FileRead& file : document.files) calibration_.files.push_back(std::move(file));
    return problems_.empty();
  }

  const Node::Member* overlay(const Node& root, const char* key) {
    const Node::Member* member = root.find(key);
    if (member == nullptr || member->value->kind == Node::Kind::map) return member;
    problems_.add(member->key_position, key,
                  "is " + std::string(kind_name(*member->value)) +
                      "; allowed: a map of keys and values, laid over the scenario's");
    return nullptr;
  }

  void check(const Node& root) {
    const Node& table = *root.find("parameters")->value;
    const auto& entries = calibration_.document.parameters;
    if (entries.empty()) problems_.add(table.position, "parameters", "lists no parameter");
    const FreeParameters free(calibration_.scenario, free_parameters(calibration_.document));
    std::set<std::string> paths;
    for (std::size_t i = 0; i < entries.size(); ++i) {
      const Position& place = table.find(entries[i].id)->key_position;
      const std::string path = "parameters." + entries[i].id;
      if (!is_column_name(entries[i].id))
        problems_.add(place, path,
                      "names columns of tables; allowed: small letters, digits and _, "
                      "a letter first");
      for (const std::string& changed : free.parameters()[i].paths)
        if (!paths.insert(changed).second) problems_.add(place, path, changed + " is varied twice");
      check_prior(entries[i], i, free, place, path);
    }
    check_readings(root);
    try {
      calibration::check(observations_of(calibration_.scenario.parameters, calibration_.document));
    } catch (const calibration::ObservationError& error) {
      problems_.add(root.position, "targets", error.what());
    }
  }

  void check_readings(const Node& root) {
    std::set<std::string> read;
    for (const ReadingEntry& figure : calibration_.document.readings)
      for (const auto& [reading, probability] : figure.of)
        if (!read.insert(reading).second)
          problems_.add(root.find("readings")->value->find(figure.id)->key_position,
                        "readings." + figure.id, reading + " is a reading of two figures");
  }

  void check_prior(const PriorEntry& entry, std::size_t number, const FreeParameters& free,
                   const Position& place, const std::string& path) {
    if (const std::string why = free.why_no_number(number); !why.empty())
      return problems_.add(place, path, why);
    try {
      const auto [low, high] = reach_of(prior_of(entry));
      for (const double end : {low, high}) {
        const std::string why = free.why_not(number, end);
        if (why.empty()) continue;
        problems_.add(place, path, fmt::format("its prior reaches to {:g}, where {}", end, why));
        return;
      }
    } catch (const calibration::PriorError& error) {
      problems_.add(place, path, error.what());
    }
  }

  const std::vector<std::string>& libraries_;
  const std::vector<std::string>& overrides_;
  std::size_t size_limit_;
  Problems& problems_;
  Calibration calibration_;
};

}  // namespace

Calibration load_calibration(const std::string& path, const std::vector<std::string>& libraries,
                             const std::vector<std::string>& overrides, std::size_t size_limit,
                             Problems& problems) {
  return Reader(libraries, overrides, size_limit, problems).read(path);
}

bool is_calibration_file(const std::string& path, std::size_t size_limit) {
  std::error_code unreadable;
  if (!looks_like_path(path) || !fs::is_regular_file(path, unreadable)) return false;
  std::vector<FileRead> files;
  Problems problems;
  const auto root = read_tree(path, size_limit, files, problems);
  return root && root->kind == Node::Kind::map && root->find("scenario") != nullptr &&
         root->find("parameters") != nullptr;
}

std::string calibration_schema() {
  CalibrationDocument document;
  return json_schema_of_file([&](FieldVisitor& visitor) { fields(visitor, document); },
                             "A calibration of komuna", {overlays.begin(), overlays.end()});
}

void read_calibration(const std::string& json, const std::string& place, Calibration& calibration,
                      Problems& problems) {
  if (const NodePtr root = parse_json(json, place, problems)) bind(root, calibration, problems);
}

std::vector<FreeParameter> free_parameters(const CalibrationDocument& document) {
  std::vector<FreeParameter> list;
  for (const PriorEntry& entry : document.parameters) {
    FreeParameter parameter{entry.id, {entry.path}, entry.change};
    parameter.paths.insert(parameter.paths.end(), entry.also.begin(), entry.also.end());
    list.push_back(std::move(parameter));
  }
  return list;
}

Prior prior_of(const PriorEntry& e) {
  switch (e.family) {
    case PriorFamily::normal:
      return Prior::normal(e.id, e.mean, e.sd);
    case PriorFamily::truncated_normal:
      return Prior::truncated_normal(e.id, e.mean, e.sd, e.lower, e.upper);
    case PriorFamily::lognormal:
      return Prior::lognormal(e.id, e.median, e.sd);
    case PriorFamily::log_uniform:
      return Prior::log_uniform(e.id, e.lower, e.upper);
    case PriorFamily::beta:
      return e.lower == e.upper ? Prior::beta(e.id, e.a, e.b)
                                : Prior::beta(e.id, e.a, e.b, e.lower, e.upper);
    case PriorFamily::gamma:
      return Prior::gamma(e.id, e.shape, e.rate);
    case PriorFamily::discrete: {
      std::vector<double> values, probabilities;
      for (const auto& [value, probability] : e.values) {
        values.push_back(number_of(value));
        probabilities.push_back(probability);
      }
      return Prior::discrete(e.id, std::move(values), std::move(probabilities));
    }
    default:
      return Prior::uniform(e.id, e.lower, e.upper);
  }
}

std::pair<double, double> reach_of(const Prior& prior) {
  constexpr double practically_never = 1e-9;
  return {std::isfinite(prior.lower()) ? prior.lower() : prior.quantile(practically_never),
          std::isfinite(prior.upper()) ? prior.upper() : prior.quantile(1 - practically_never)};
}

calibration::Priors priors_of(const CalibrationDocument& document) {
  std::vector<Prior> list;
  for (const PriorEntry& entry : document.parameters) list.push_back(prior_of(entry));
  return calibration::Priors(std::move(list));
}

std::string describe_prior(const PriorEntry& e) {
  switch (e.family) {
    case PriorFamily::normal:
      return fmt::format("normal, mean {:g}, sd {:g}", e.mean, e.sd);
    case PriorFamily::truncated_normal:
      return fmt::format("normal, mean {:g}, sd {:g}, between {:g} and {:g}", e.mean, e.sd, e.lower,
                         e.upper);
    case PriorFamily::lognormal:
      return fmt::format("lognormal, median {:g}, sd of the logarithm {:g}", e.median, e.sd);
    case PriorFamily::log_uniform:
      return fmt::format("log-uniform between {:g} and {:g}", e.lower, e.upper);
    case PriorFamily::beta:
      return fmt::format("beta {:g}, {:g}", e.a, e.b);
    case PriorFamily::gamma:
      return fmt::format("gamma, shape {:g}, rate {:g}", e.shape, e.rate);
    case PriorFamily::discrete: {
      std::string text = "discrete";
      for (const auto& [value, probability] : e.values)
        text += fmt::format(", {} with {:g}", value, probability);
      return text;
    }
    default:
      return fmt::format("uniform between {:g} and {:g}", e.lower, e.upper);
  }
}

std::vector<calibration::Observation> observations_of(const Parameters& parameters,
                                                      const CalibrationDocument& document) {
  constexpr double infinity = std::numeric_limits<double>::infinity();
  std::vector<calibration::Observation> list;
  for (const Target& target : parameters.targets) {
    calibration::Observation o;
    o.name = target.id;
    o.family = static_cast<calibration::Family>(target.family);
    o.lower = target.reading == ReadAs::at_most ? -infinity : target.observed;
    o.upper = target.reading == ReadAs::at_least   ? infinity
              : target.reading == ReadAs::interval ? target.upper
                                                   : target.observed;
    o.error = target.error;
    o.discrepancy = target.discrepancy;
    o.degrees = target.degrees;
    o.role = static_cast<calibration::Role>(target.role);
    for (const ReadingEntry& figure : document.readings)
      for (const auto& [reading, probability] : figure.of)
        if (reading == target.id) {
          o.role = calibration::Role::reading;
          o.figure = figure.id;
          o.probability = probability;
        }
    list.push_back(std::move(o));
  }
  return list;
}

}  // namespace komuna
