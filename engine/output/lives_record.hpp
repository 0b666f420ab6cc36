#pragma once
// The life histories of one world, packed as they are told.
//
// A world of the historical scenario tells some hundred thousand steps; as a table they are tens of
// megabytes, packed about a twentieth. Steps are packed in parts of a megabyte, so that neither
// telling nor reading needs much memory, whatever the size of the world. Each part carries a
// checksum.

#include <cstdint>
#include <functional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/output/record_bytes.hpp"
#include "engine/simulation/life.hpp"

namespace komuna {

class LivesRecord {
 public:
  LivesRecord() = default;
  // Of parts that were packed elsewhere.
  explicit LivesRecord(std::vector<std::string> parts) : parts_(std::move(parts)) {}
  void add(const Life& life);
  // The packed parts, in order.
  const std::vector<std::string>& parts();

 private:
  void close_part();

  ByteWriter open_;  // not packed yet
  std::vector<std::string> parts_;
};

// Hands on the steps of one part. Errors: DamagedRecord (packed.hpp).
void each_life_of(std::string_view part, const std::function<void(const Life&)>& visit);

// Changes with the struct: bytes of another layout cannot be read.
std::uint32_t life_layout();

}  // namespace komuna
