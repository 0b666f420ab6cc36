#include "engine/population/circle.hpp"

#include <algorithm>
#include <map>
#include <string>
#include <utility>

namespace komuna {
namespace {

constexpr std::uint64_t nowhere = ~std::uint64_t{0};

}  // namespace

Circles::Circles(Kind kind, const Cells& cells, const PopulationParameters& population,
                 const Draws& draws) {
  std::map<std::pair<Index, Index>, Index> pool_by_key;
  for (Index c = 0; c < cells.size(); ++c) {
    const Cell& cell = cells[c];
    const bool work = kind == Kind::workplace;
    const Index trait = work ? cell.branch : cell.group;
    const auto [place, fresh] =
        pool_by_key.emplace(std::pair{cell.region, trait}, static_cast<Index>(pools_.size()));
    if (fresh) {
      Pool pool;
      const std::string& label = work ? population.branches[trait].id : population.groups[trait].id;
      pool.id =
          semantic_id(cells.regions()[cell.region].id + (work ? "/at work/" : "/kin/") + label);
      pool.size = work ? static_cast<std::uint32_t>(population.branches[trait].workplace_size)
                       : static_cast<std::uint32_t>(population.kin_circle + 0.5);
      pools_.push_back(pool);
    }
    pool_of_.push_back(place->second);
    offset_.push_back(pools_[place->second].heads);
    heads_.push_back(cell.heads);
    pools_[place->second].heads += cell.heads;
  }
  const Stream stream = kind == Kind::workplace ? Stream::workplace : Stream::kin;
  for (const Pool& pool : pools_) permutations_.emplace_back(draws, pool.id, stream, pool.heads);
}

std::uint64_t Circles::circle(Index cell, std::uint32_t slot) const {
  if (slot >= heads_[cell]) return nowhere;  // the labour force has grown beyond its reference
  const Index pool = pool_of_[cell];
  const std::uint32_t position = permutations_[pool].forward(offset_[cell] + slot);
  return (std::uint64_t{pool} << 32) | (position / pools_[pool].size);
}

int Circles::joined(Index cell, std::uint32_t slot) const {
  if (untouched(cell)) return 0;
  const auto found = joined_.find(circle(cell, slot));
  return found == joined_.end() ? 0 : found->second;
}

void Circles::join(Index cell, std::uint32_t slot) {
  const std::uint64_t where = circle(cell, slot);
  if (where == nowhere) return;
  Pool& pool = pools_[pool_of_[cell]];
  ++pool.joined;
  pool.most = std::max(pool.most, static_cast<std::uint32_t>(++joined_[where]));
}

}  // namespace komuna
