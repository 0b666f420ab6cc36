#pragma once
// Where a number comes from. A value may say so itself,
//
//   {value: 2441, source: pollak_summary, confidence: high, note: "table 3"}
//   {value: 0.3, assumption: "no figure survives; a third of the neighbouring region's"}
//   {value: 1.7, calibrated: calibration_2.yaml}
//
// or a map may say it once for all numbers inside it that say nothing themselves. Such a general
// statement covers only numbers of the same file: a scenario that extends another and overrides one
// number does not thereby claim the other file's source for it.

#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/document/bibliography.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

struct Provenance {
  enum class How { sourced, assumed, calibrated, by_default, unstated };
  enum class Leaf { number, date, other };

  std::string path;
  Position position;  // of the value; of the map it would stand in when the default holds
  Leaf leaf = Leaf::number;
  How how = How::unstated;
  std::vector<std::string> sources;  // ids in the bibliography
  std::string confidence;            // "high", "medium", "low" or ""
  std::string text;                  // the assumption, the calibration file, the default's basis
  std::string note;
};

// Whether all that stands behind a number are works noted from memory: sources whose note begins
// with "Recalled". False where there is no source.
bool only_recalled(const Bibliography& bibliography, const Provenance& entry);

// "sourced", "assumption", "calibrated", "default", "unstated"
std::string_view to_string(Provenance::How how);

// What one map says about the numbers in it: the keys source, assumption, calibrated, confidence
// and note.
struct Statement {
  Provenance::How how = Provenance::How::unstated;
  std::vector<std::string> sources;
  std::string confidence;
  std::string text;
  std::string note;
  Position position;
};

bool is_provenance_key(std::string_view key);

// {value: ...}, {step: ...} or {linear: ...} with nothing but provenance beside it.
bool is_value_with_source(const Node& node);

// The statements of a map, one for each file that contributed to it. Keys in `own_keys` belong to
// the struct that the map describes and are left alone.
std::vector<Statement> read_statements(const Node& map, const std::vector<std::string>& own_keys,
                                       const std::string& path, const Bibliography& bibliography,
                                       Problems& problems);

}  // namespace komuna
