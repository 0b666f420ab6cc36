#pragma once
// A drawing as it stands in the page: gnuplot's SVG, cleaned and named.
//
// Many drawings share one page, so their inner names get the chart's name in front; colours become
// those of the page; and a title and a description are put in for readers who cannot see it.

#include <string>

namespace komuna::report {

struct Caption {
  std::string id;           // of the chart, unique in the page: [a-z0-9-]
  std::string title;        // plain text
  std::string description;  // plain text: what one would say about it on the telephone
};

std::string in_page(const std::string& drawing, const Caption& caption);

}  // namespace komuna::report
