#pragma once
// Reads the tags of a page and says where it is not well formed. Strict on purpose: every element
// but the void ones must be closed, in order, and attributes must be quoted.

#include <map>
#include <string>
#include <vector>

namespace komuna::tests {

struct HtmlTag {
  std::string name;
  std::map<std::string, std::string> attributes;  // values as written
  std::string text;                               // what stands inside, tags and all
};

struct HtmlPage {
  std::vector<HtmlTag> tags;  // in the order in which they open
  std::string problem;        // "" = well formed

  std::vector<const HtmlTag*> named(const std::string& name) const;
};

HtmlPage read_html(const std::string& text);

}  // namespace komuna::tests
