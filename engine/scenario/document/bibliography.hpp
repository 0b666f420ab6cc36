#pragma once
// The books, archives and articles that a scenario's numbers come from: sources.yaml.
//
//   pollak_summary:
//     author: Pollák, P.
//     title: Internacionálna pomoc československého proletariátu národom SSSR
//     year: 1961
//
// Every `source: pollak_summary` in a scenario must name an entry here. A title is required; the
// other keys are free words for the reader. As for all names and texts, none of them may begin like
// a formula or hold control characters (plain_text.hpp).

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

struct Source {
  std::string id;
  std::string title;
  std::string author;
  std::string year;
  std::string address;
  std::string note;
  std::vector<std::pair<std::string, std::string>> more;  // publisher, pages, archive, ...
  Position position;
};

class Bibliography {
 public:
  // Adds the entries of a map id -> entry. A later source of the same id replaces the earlier one.
  void read(const Node& map, Problems& problems);
  const Source* find(std::string_view id) const;
  const std::vector<Source>& sources() const { return sources_; }
  std::vector<std::string_view> ids() const;

 private:
  std::vector<Source> sources_;
  std::unordered_map<std::string, std::size_t> places_;
};

// "Pollák, P.: Title, 1961"
std::string short_citation(const Source& source);

}  // namespace komuna
