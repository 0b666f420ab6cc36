#include "cli/what_if_list.hpp"

#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/wording.hpp"

namespace komuna {
namespace {

constexpr std::size_t width = 100;

std::string paragraph(const std::string& text) {
  return text.empty() ? "" : "      " + wrapped(text, width - 6, 6) + '\n';
}

}  // namespace

std::string what_if_text(const WhatIf& what_if) {
  const Heading& heading = what_if.heading;
  std::string text = "  " + wrapped(what_if.name + ": " + heading.title, width - 2, 6) + '\n';
  text += paragraph(heading.summary) + paragraph(heading.caption);
  if (!heading.classroom) text += paragraph("For research alone, not for lessons.");
  return text;
}

int describe_what_ifs(std::size_t size_limit) {
  ScenarioRequest request;
  request.libraries = scenario_libraries();
  request.what_ifs = shipped_what_ifs(request.libraries);
  request.size_limit = size_limit;
  Problems problems;
  std::string text = "WHAT-IFS (komuna run SCENARIO --what-if NAME)\n";
  for (const WhatIfDocument& document : load_what_ifs(request, problems))
    text += '\n' + what_if_text(read_what_if(document, problems));
  if (!problems.empty()) return report_problems("what_if", problems);
  print(text);
  return 0;
}

}  // namespace komuna
