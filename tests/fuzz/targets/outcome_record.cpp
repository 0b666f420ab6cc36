// The record of a replicate behind its checksum: bytes that pretend to be one.

#include "engine/output/outcome_record.hpp"

#include "engine/output/packed.hpp"
#include "tests/fuzz/fuzz_one.hpp"

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  Outcome outcome;
  try {
    outcome = unpack_outcome(pack(bytes));
  } catch (const DamagedRecord&) {
    return;
  }
  const std::string written = pack_outcome(outcome);
  promise(pack_outcome(unpack_outcome(written)) == written, "a record reads back as itself");
}
