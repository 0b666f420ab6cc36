#include "engine/output/outcome_record.hpp"

#include "engine/output/outcome_members.hpp"
#include "engine/output/packed.hpp"
#include "engine/output/record_bytes.hpp"

namespace komuna {

std::uint32_t outcome_layout() { return layout_of<Outcome>(); }

std::string pack_outcome(const Outcome& outcome) {
  ByteWriter writer;
  writer.put(outcome);
  return pack(writer.bytes());
}

Outcome unpack_outcome(std::string_view packed) {
  const std::string bytes = unpack(packed);
  ByteReader reader(bytes);
  Outcome outcome;
  reader.get(outcome);
  if (!reader.at_end()) throw DamagedRecord("an outcome has bytes left over");
  return outcome;
}

}  // namespace komuna
