#include "cli/comparison_wish.hpp"

#include <nlohmann/json.hpp>

#include "engine/output/file_error.hpp"

namespace komuna {

using Json = nlohmann::ordered_json;

std::string wish_text(const ComparisonWish& wish) {
  Json json;
  json["until"] = wish.until;
  json["metrics"] = wish.metrics;
  json["every_metric"] = wish.every_metric;
  json["counterfactual"] = wish.counterfactual;
  json["levers"] = wish.levers;
  json["changes"] = wish.changes;
  if (!wish.posterior.empty()) json["posterior"] = Json::parse(wish.posterior);
  return json.dump();
}

ComparisonWish wish_of(const std::string& text, const std::string& place) {
  try {
    const Json json = Json::parse(text);
    ComparisonWish wish;
    wish.until = json.at("until");
    wish.metrics = json.at("metrics").get<std::vector<std::string>>();
    wish.every_metric = json.at("every_metric");
    wish.counterfactual = json.at("counterfactual").get<std::vector<bool>>();
    wish.levers = json.at("levers").get<std::vector<std::string>>();
    wish.changes = json.at("changes").get<std::vector<std::size_t>>();
    if (json.contains("posterior")) wish.posterior = json.at("posterior").dump();
    return wish;
  } catch (const std::exception& problem) {
    throw FileError(
        place, std::string("what the comparison was asked for cannot be read: ") + problem.what());
  }
}

}  // namespace komuna
