#pragma once
// The labour force as cells and slots.
//
// A cell is region x group x branch x skill; nothing in it changes with time. The heads of a region
// are dealt to its cells in whole numbers that add up to it (largest remainders). They stand in
// slots 0, 1, 2, ... in order of political commitment, most committed first. Party members,
// activists and sympathisers are moving intervals of slots given by the party's strength: when the
// party shrinks, the people between the boundaries change label and stay who they are.

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"
#include "engine/population/origin.hpp"

namespace komuna {

enum class Stratum : std::uint8_t { activist, member, sympathiser, indifferent };
inline constexpr int stratum_count = 4;
inline const std::vector<std::string_view> stratum_names{"activist", "member", "sympathiser",
                                                         "indifferent"};

struct Cell {
  std::uint32_t id = 0;  // semantic: hash of origin/region/group/branch/skill
  Index origin = 0;
  Index region = 0;  // within the list of all regions
  Index group = 0;
  Index branch = 0;
  bool skilled = false;
  std::uint32_t heads = 0;   // reference number of heads; ranks are relative to it
  double party_share = 0.0;  // of the origin's party members
  double ties = 0.0;
  Sector sector = Sector::other;
};

// Slot boundaries of one cell in one month: [0, end[activist]) are activists, and so on.
struct Strata {
  std::array<std::uint32_t, stratum_count> end{};  // indifferent ends at the cell's heads

  Stratum of(std::uint32_t slot) const {
    for (int s = 0; s < stratum_count - 1; ++s)
      if (slot < end[static_cast<std::size_t>(s)]) return static_cast<Stratum>(s);
    return Stratum::indifferent;
  }
  std::uint32_t heads() const { return end[stratum_count - 1]; }
};

// A region as the engine numbers it: regions of all origins in one list.
struct RegionPlace {
  std::string id;  // "origin/region"
  std::uint32_t hash = 0;
  Index origin = 0;
  Index within_origin = 0;
  Index first_cell = 0;
  Index last_cell = 0;  // one past
};

class Cells {
 public:
  // Throws std::invalid_argument naming both when two semantic ids collide.
  explicit Cells(const PopulationParameters& population);

  const std::vector<Cell>& all() const { return cells_; }
  const Cell& operator[](Index cell) const { return cells_[cell]; }
  Index size() const { return static_cast<Index>(cells_.size()); }
  const std::vector<RegionPlace>& regions() const { return regions_; }
  std::vector<Index> of_origin(Index origin) const;

  // Heads and boundaries of a cell in a month.
  Strata strata(Index cell, const Origin& origin, Month month) const {
    return strata(cell, origin, origin.labour_force.at(month), origin.party_members.at(month));
  }
  // The same for a labour force (relative to the reference) and a party (persons) already read.
  Strata strata(Index cell, const Origin& origin, double labour_force, double party_members) const;

  // "origin/region/group/branch/skilled": what the cell's id is the hash of.
  std::string name(Index cell, const PopulationParameters& population) const;

 private:
  std::vector<Cell> cells_;
  std::vector<RegionPlace> regions_;
};

// Position of the entry called `id`, or nothing.
template <class T>
std::optional<Index> find_entry(const std::vector<T>& entries, std::string_view id) {
  for (std::size_t i = 0; i < entries.size(); ++i)
    if (entries[i].id == id) return static_cast<Index>(i);
  return std::nullopt;
}

}  // namespace komuna
