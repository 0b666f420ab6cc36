#pragma once
// Reads a text into the toy world, for tests that look at the result or at the complaints.

#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/document/interventions.hpp"
#include "engine/scenario/document/loader.hpp"
#include "engine/scenario/document/merge.hpp"
#include "engine/scenario/files/yaml.hpp"
#include "tests/unit/scenario/toy.hpp"

namespace komuna::toy {

struct Reading {
  World world;
  Bibliography bibliography;
  Problems problems;
  std::vector<Provenance> provenance;

  const Provenance* origin_of(std::string_view path) const {
    for (const Provenance& entry : provenance)
      if (entry.path == path) return &entry;
    return nullptr;
  }
  std::string report() const { return problems.report(); }
};

inline void read_node(const NodePtr& root, Reading& reading) {
  if (root == nullptr) return;
  Loader loader(reading.bibliography, reading.problems);
  loader.read(root, body_of(reading.world), {"interventions"});
  loader.finish();
  reading.provenance = loader.provenance();
}

inline Reading read_text(std::string_view text) {
  Reading reading;
  Problems none;
  reading.bibliography.read(*parse_yaml("ledger: {title: The Ledger}", "sources.yaml", none), none);
  read_node(parse_yaml(text, "toy.yaml", reading.problems), reading);
  return reading;
}

// The good text with one piece replaced.
inline std::string good_text_with(std::string_view piece, std::string_view replacement) {
  std::string text = good_text;
  const std::size_t at = text.find(piece);
  if (at == std::string::npos) return "the piece is not there";
  return text.replace(at, piece.size(), replacement);
}

}  // namespace komuna::toy
