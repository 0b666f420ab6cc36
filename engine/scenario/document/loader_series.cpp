#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/spelling.hpp"

// The part of the loader that reads dated series:
//   0.1        {step: {1921: 0.1, 1923-05: 0.3}}        {linear: {1921: 0.1, 1930: 0.3}}

namespace komuna {
namespace {

// A year stands for its January in a step series and for its middle in a linear one.
std::optional<Month> point_month(const std::string& key, Series::Reading reading) {
  auto month = parse_month(key);
  if (month && key.size() == 4 && reading == Series::Reading::linear) month = *month + 6;
  return month;
}

}  // namespace

std::optional<Series> Loader::read_points(const Node::Member& member, Series::Reading reading,
                                          const std::string& path, const Field& field) {
  const Node& map = *member.value;
  if (map.kind != Node::Kind::map || map.members.empty()) {
    wrong_type(map, member.key_position, path,
               "dates and numbers, at least one: {1921: 0.1, 1923-05: 0.3}");
    return std::nullopt;
  }
  Series series;
  series.reading = reading;
  bool is_good = true;
  const Node::Member* last = nullptr;
  for (const Node::Member& point : map.members) {
    const std::string point_path = join_path(path, point.key);
    const auto month = point_month(point.key, reading);
    if (!month) {
      complain(point.key_position, point_path,
               quote_briefly(point.key) + " is no date; allowed: YYYY or YYYY-MM");
    } else if (last != nullptr && *month <= series.points.back().month) {
      complain(point.key_position, point_path,
               "is not after " + last->key + "; the dates of a series must increase");
    } else if (const auto given = unwrap(*point.value, point.value->position, point_path, false)) {
      if (given->has_statement()) record(*given, Provenance::Leaf::number);
      const auto value = read_number(*given, field);
      is_good = is_good && value.has_value();
      series.points.push_back({*month, value.value_or(0.0)});
      last = &point;
      continue;
    }
    is_good = false;
  }
  if (!is_good) return std::nullopt;
  return series;
}

std::optional<Series> Loader::read_series(const Given& given, const Field& field) {
  const Node& node = *given.node;
  if (node.kind != Node::Kind::map) {
    const auto constant = read_number(given, field);
    if (!constant) return std::nullopt;
    return Series(*constant);
  }
  const Node::Member* step = node.find("step");
  const Node::Member* linear = node.find("linear");
  const int forms = (step != nullptr ? 1 : 0) + (linear != nullptr ? 1 : 0) +
                    (node.find("value") != nullptr ? 1 : 0);
  if (forms != 1 || (step == nullptr && linear == nullptr)) {
    complain(given.position, given.path,
             forms == 0 ? "is a map without step, linear or value; allowed: a number, "
                          "{step: {1921: 0.1, ...}} or {linear: {1921: 0.1, ...}}"
                        : "may have only one of step, linear and value");
    return std::nullopt;
  }
  if (step != nullptr)
    return read_points(*step, Series::Reading::step, join_path(given.path, "step"), field);
  return read_points(*linear, Series::Reading::linear, join_path(given.path, "linear"), field);
}

void Loader::series(Series& value, const Field& field) {
  const auto given = take(field, Provenance::Leaf::number, true);
  if (!given) return;
  if (auto read = read_series(*given, field)) value = std::move(*read);
}

}  // namespace komuna
