#include "analysis/paired_record.hpp"

#include "engine/output/record_bytes.hpp"

namespace komuna {

constexpr auto members_of(Of<PairedLives>) {
  return std::tuple(&PairedLives::pairing, &PairedLives::origin, &PairedLives::stratum,
                    &PairedLives::in_base, &PairedLives::in_alternative, &PairedLives::persons,
                    &PairedLives::heads);
}
constexpr auto members_of(Of<PairedRecord>) {
  return std::tuple(&PairedRecord::deaths, &PairedRecord::lives, &PairedRecord::figures);
}

std::string packed(const PairedRecord& record) {
  ByteWriter bytes;
  bytes.put(layout_of<PairedRecord>());
  bytes.put(record);
  return bytes.bytes();
}

PairedRecord unpacked_pairs(std::string_view bytes) {
  ByteReader reader(bytes);
  std::uint32_t layout = 0;
  reader.get(layout);
  if (layout != layout_of<PairedRecord>())
    throw DamagedRecord("the pairs were written by another version");
  PairedRecord record;
  reader.get(record);
  if (!reader.at_end()) throw DamagedRecord("a record of pairs is too long");
  return record;
}

}  // namespace komuna
