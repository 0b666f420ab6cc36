#pragma once
// The life histories of one world, packed as they are told.
//
// A world of the historical scenario tells some hundred thousand steps; as a table they are tens of
// megabytes, packed about a twentieth. Steps are packed in parts of a megabyte, so that neither
// telling nor reading needs much memory, whatever the size of the world. Each part carries a
// checksum.

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/simulation/life.hpp"

namespace komuna {

class LivesRecord {
 public:
  void add(const Life& life);
  // The packed parts, in order; nothing can be added afterwards.
  const std::vector<std::string>& parts();

 private:
  std::string open_;  // not packed yet
  std::vector<std::string> parts_;
};

// Hands on the steps of one part. Errors: DamagedRecord (packed.hpp).
void each_life_of(std::string_view part, const std::function<void(const Life&)>& visit);

}  // namespace komuna
