#include "cli/comparison_names.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>

#include "engine/scenario/document/listing.hpp"

namespace komuna {
namespace {

constexpr std::string_view joint = " and ";

const Scenario& scenario(const Comparison& comparison, std::size_t world) {
  return comparison.worlds()[world].scenario;
}

// What follows the base's name, if it is settings; else nothing.
std::string settings_of(const Comparison& comparison, std::size_t world) {
  const std::string front = scenario(comparison, 0).name + '+';
  const std::string& name = scenario(comparison, world).name;
  if (world == 0 || name.rfind(front, 0) != 0) return {};
  const std::string rest = name.substr(front.size());
  return rest.find('=') == std::string::npos ? std::string() : rest;
}

// "a=1 and b=2" as "a = 1 and b = 2".
std::string in_words(const std::string& settings) {
  std::string text;
  for (std::size_t at = 0; at < settings.size();) {
    const std::size_t end = std::min(settings.find(joint, at), settings.size());
    std::string one = settings.substr(at, end - at);
    const std::size_t sign = one.find('=');
    if (sign != std::string::npos) one.replace(sign, 1, " = ");
    text += (text.empty() ? std::string_view() : joint);
    text += one;
    at = end == settings.size() ? end : end + joint.size();
  }
  return text;
}

std::string plain_title(const Comparison& comparison, std::size_t world) {
  std::string title;
  for (const WhatIf& what_if : scenario(comparison, world).what_ifs)
    title += (title.empty() ? "" : " + ") + what_if.heading.title;
  if (title.empty()) title = in_words(settings_of(comparison, world));
  return title.empty() ? scenario(comparison, world).parameters.title : title;
}

}  // namespace

std::string name_with_settings(const std::string& base, const std::vector<std::string>& settings) {
  std::string name = base + '+';
  for (std::size_t i = 0; i < settings.size(); ++i) {
    if (i > 0) name += joint;
    name += settings[i];
  }
  return name;
}

std::string short_name(const Comparison& comparison, std::size_t world) {
  const std::string settings = settings_of(comparison, world);
  return settings.empty() ? scenario(comparison, world).name : in_words(settings);
}

std::string changed_numbers(const Comparison& comparison, std::size_t world) {
  const auto listed = [&](std::size_t w) {
    Parameters parameters = comparison.worlds()[w].scenario.parameters;
    return list_parameters([&](FieldVisitor& visitor) { fields(visitor, parameters); });
  };
  std::map<std::string, std::string> in_base;
  for (const Listing& row : listed(0)) in_base[row.path] = row.value;
  constexpr std::size_t most_shown = 6;
  std::vector<std::string> changes;
  for (const Listing& row : listed(world)) {
    const bool heading = row.path == "title" || row.path == "summary" || row.path == "caption";
    const auto base = in_base.find(row.path);
    if (heading || (base != in_base.end() && base->second == row.value)) continue;
    changes.push_back(row.path + " = " + row.value +
                      (base == in_base.end() ? "" : " (base: " + base->second + ')'));
  }
  if (changes.empty()) return short_name(comparison, world);
  const std::size_t more = changes.size() > most_shown ? changes.size() - most_shown : 0;
  changes.resize(changes.size() - more);
  return fmt::format("{}{}", fmt::join(changes, "; "),
                     more > 0 ? fmt::format("; and {} more", more) : std::string());
}

std::string world_title(const Comparison& comparison, std::size_t world) {
  std::string title = plain_title(comparison, world);
  for (std::size_t other = 0; other < comparison.worlds().size(); ++other)
    if (other != world && plain_title(comparison, other) == title)
      return scenario(comparison, world).name;
  return title;
}

std::string parting_words(const std::optional<Month>& parts, Month from) {
  if (!parts) return "The two worlds do not differ in any month of the run.";
  if (*parts <= from) return "The worlds part in " + to_string(from) + ", when the run begins.";
  return "The worlds part in " + to_string(*parts) + "; before, they are one and the same.";
}

std::string comparison_title(const Comparison& comparison) {
  std::string title;
  for (std::size_t world = 1; world < comparison.worlds().size(); ++world)
    title += (title.empty() ? "" : "; ") + world_title(comparison, world);
  return title + ": compared with " + world_title(comparison, 0);
}

}  // namespace komuna
