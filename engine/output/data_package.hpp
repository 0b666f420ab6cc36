#pragma once
// datapackage.json: what the tables of a run are and what each column means, in a form that
// programs read (Frictionless Data Package, version 2).
//
// R, Python and others can load all tables with the right types from this one file. Made from the
// same column lists that the tables are written with.

#include <string>
#include <vector>

#include "engine/output/column.hpp"
#include "engine/output/new_file.hpp"

namespace komuna {

struct Citation {
  std::string title;
  std::string address;  // "" if it has none
};

struct PackageText {
  std::string name;  // plain name of the scenario
  std::string title;
  std::string description;
  std::string version;  // of komuna
  std::vector<Citation> sources;
};

// `files` and `shapes` in the same order.
std::string data_package(const PackageText& about, const std::vector<const TableShape*>& shapes,
                         const std::vector<WrittenFile>& files);

}  // namespace komuna
