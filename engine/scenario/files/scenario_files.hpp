#pragma once
// From the name of a scenario to one document: finds the files, reads them, lays them over each
// other.
//
// A scenario is named (looked up among the shipped ones: `historical`, `what_if/no_quota`), a
// folder with a scenario.yaml in it, or a file (.yaml, .yml, .json). `extends: name-or-path` lays
// it over another one. Beside each scenario may stand sources.yaml, the bibliography; the shipped
// scenarios also share one at the root of their folder; later ones win. `--set path=value` comes
// last. A file is read once, and all together may be twice as large as one. Only files below the
// scenario's own folder, the shipped ones and those that the user allows are read, links followed.
//
// What-ifs are named as in the folder what_if/ of the shipped scenarios (`prague_prohibits`), or by
// a file anywhere. They are read beside the scenario and laid over it later (what_if.hpp).

#include <cstddef>
#include <string>
#include <vector>

#include "engine/scenario/document/bibliography.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/what_if.hpp"
#include "engine/scenario/files/scenario_places.hpp"
#include "engine/scenario/files/text_file.hpp"

namespace komuna {

struct FileRead {
  std::string path;
  std::string sha256;
  std::string text;  // as read, byte for byte
};

struct ScenarioRequest {
  std::string scenario;                // a name, a folder or a file
  std::vector<std::string> libraries;  // folders of shipped scenarios
  std::vector<std::string> overrides;  // "gates.soviet.places=100"
  std::vector<std::string> what_ifs;   // names or files, laid over it in this order
  std::vector<std::string> readable;   // folders that may be read besides its own
  std::size_t size_limit = default_size_limit;
};

struct LoadedDocument {
  NodePtr root;  // a map without extends and sources; null when it could not be read at all
  Bibliography sources;
  std::vector<FileRead> files;       // in the order of reading
  std::vector<std::string> lineage;  // paths of the scenarios, the asked one first
  std::string name;                  // "historical": of the folder or the file
  std::vector<WhatIfDocument> what_ifs;
};

LoadedDocument load_document(const ScenarioRequest& request, Problems& problems);

// The what-ifs of a request alone.
std::vector<WhatIfDocument> load_what_ifs(const ScenarioRequest& request, Problems& problems);

// One file, YAML or JSON by its name. Null when there is no usable tree.
NodePtr read_tree(const std::string& path, std::size_t size_limit, std::vector<FileRead>& files,
                  Problems& problems);

// "gates.soviet.places=100" laid over the document; the value is YAML: 100, true, "text", [a, b],
// ~.
NodePtr apply_override(const NodePtr& root, const std::string& text, Problems& problems);

}  // namespace komuna
