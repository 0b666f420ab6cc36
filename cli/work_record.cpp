#include "cli/work_record.hpp"

#include <array>

#include "engine/output/outcome_record.hpp"
#include "engine/output/record_bytes.hpp"

namespace komuna {

constexpr auto members_of(Of<InputFile>) {
  return std::tuple(&InputFile::path, &InputFile::sha256);
}
constexpr auto members_of(Of<StoredWorld>) {
  using Stored = StoredWorld;
  return std::tuple(&Stored::name, &Stored::title, &Stored::resolved, &Stored::interventions,
                    &Stored::provenance, &Stored::sources, &Stored::targets, &Stored::overrides,
                    &Stored::inputs);
}
constexpr auto members_of(Of<StorePlan>) {
  using Plan = StorePlan;
  return std::tuple(&Plan::kind, &Plan::worlds, &Plan::seed, &Plan::replicates, &Plan::shard,
                    &Plan::shards, &Plan::options, &Plan::command_line, &Plan::version,
                    &Plan::commit, &Plan::rng_layout);
}

std::string bytes_of(const StorePlan& plan) {
  ByteWriter writer;
  writer.put(plan);
  return writer.bytes();
}

StorePlan plan_of_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  StorePlan plan;
  reader.get(plan);
  return plan;
}

std::string bytes_of(const TrialStore::Meta& meta) {
  std::vector<std::array<std::string, 2>> pairs;
  for (const auto& [key, value] : meta) pairs.push_back({key, value});
  ByteWriter writer;
  writer.put(pairs);
  return writer.bytes();
}

TrialStore::Meta meta_of_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  std::vector<std::array<std::string, 2>> pairs;
  reader.get(pairs);
  TrialStore::Meta meta;
  for (auto& [key, value] : pairs) meta.emplace(key, value);
  return meta;
}

void pack_worlds(ReplicateRecord& record) {
  for (const Outcome& world : record.worlds) record.packed.push_back(pack_outcome(world));
}

std::string bytes_of(const ReplicateRecord& record) {
  ByteWriter writer;
  writer.put(record.packed);
  writer.put(record.lives);
  writer.put(record.extra);
  return writer.bytes();
}

ReplicateRecord replicate_of_bytes(std::string_view bytes) {
  ByteReader reader(bytes);
  ReplicateRecord record;
  reader.get(record.packed);
  reader.get(record.lives);
  reader.get(record.extra);
  for (const std::string& packed : record.packed) record.worlds.push_back(unpack_outcome(packed));
  return record;
}

}  // namespace komuna
