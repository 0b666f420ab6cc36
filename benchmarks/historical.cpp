#include "benchmarks/historical.hpp"

#include <cstdio>
#include <cstdlib>

#include "build_info.hpp"
#include "engine/scenario/files/scenario_files.hpp"

namespace komuna::benchmarks {

Scenario load_scenario(const std::string& name) {
  Problems problems;
  ScenarioRequest request;
  request.scenario = name;
  request.libraries = {std::string(build_info::home) + "/scenarios"};
  const LoadedDocument document = load_document(request, problems);
  Scenario scenario;
  if (document.root)
    scenario = bind_scenario(document.name, document.root, document.sources, problems);
  if (!problems.empty()) {
    std::fprintf(stderr, "%s cannot be used:\n%s\n", name.c_str(), problems.report(5).c_str());
    std::exit(65);
  }
  return scenario;
}

}  // namespace komuna::benchmarks
