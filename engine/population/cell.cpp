#include "engine/population/cell.hpp"

#include <algorithm>
#include <map>
#include <stdexcept>

#include "engine/random/draws.hpp"

namespace komuna {
namespace {

struct GroupShare {
  Index group;
  double share;
};

std::vector<GroupShare> group_shares(const PopulationParameters& population, const Origin& origin,
                                     const Region& region) {
  std::vector<GroupShare> shares;
  double listed = 0;
  for (const auto& [id, share] : region.groups) {
    const auto group = find_entry(population.groups, id);
    if (!group || id == origin.default_group) continue;
    shares.push_back({*group, share});
    listed += share;
  }
  const auto rest = find_entry(population.groups, origin.default_group);
  shares.push_back({rest.value_or(0), std::max(0.0, 1.0 - listed)});
  return shares;
}

// Whole heads for the cells of a region that add up to its heads: every cell has its share rounded
// down, and the cells with the largest remainders (ties: by id) get one more each. So a region of
// one head has one head, whatever the shares.
void deal_heads(std::vector<Cell>& cells, const std::vector<double>& exact) {
  double total = 0;
  std::uint32_t dealt = 0;
  for (std::size_t c = 0; c < cells.size(); ++c) {
    cells[c].heads = static_cast<std::uint32_t>(exact[c]);
    total += exact[c];
    dealt += cells[c].heads;
  }
  std::vector<std::size_t> order(cells.size());
  for (std::size_t c = 0; c < order.size(); ++c) order[c] = c;
  const auto remainder = [&](std::size_t c) { return exact[c] - cells[c].heads; };
  std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    if (remainder(a) != remainder(b)) return remainder(a) > remainder(b);
    return cells[a].id < cells[b].id;
  });
  const auto wanted = static_cast<std::uint32_t>(total + 0.5);
  std::vector<std::uint32_t> more(cells.size(), 0);
  for (std::size_t i = 0; i < order.size() && dealt < wanted; ++i, ++dealt) more[order[i]] = 1;
  for (std::size_t c = 0; c < cells.size(); ++c) cells[c].heads += more[c];
}

std::string cell_name(const std::string& region, const std::string& group,
                      const std::string& branch, bool skilled) {
  return region + "/" + group + "/" + branch + "/" + (skilled ? "skilled" : "unskilled");
}

}  // namespace

Cells::Cells(const PopulationParameters& population) {
  std::map<std::uint32_t, std::string> names;
  const auto identify = [&names](const std::string& name) {
    const std::uint32_t id = semantic_id(name);
    const auto [place, fresh] = names.emplace(id, name);
    if (!fresh)
      throw std::invalid_argument("the ids of \"" + place->second + "\" and \"" + name +
                                  "\" collide: rename one of them");
    return id;
  };
  for (std::size_t o = 0; o < population.origins.size(); ++o) {
    const Origin& origin = population.origins[o];
    const auto first_of_origin = cells_.size();
    double party_total = 0;
    for (std::size_t r = 0; r < origin.regions.size(); ++r) {
      const Region& region = origin.regions[r];
      RegionPlace place;
      place.id = origin.id + "/" + region.id;
      place.hash = identify(place.id);
      place.origin = static_cast<Index>(o);
      place.within_origin = static_cast<Index>(r);
      place.first_cell = static_cast<Index>(cells_.size());
      std::vector<Cell> here;
      std::vector<double> exact;
      for (const GroupShare& group : group_shares(population, origin, region)) {
        for (const auto& [branch_id, branch_share] : region.branches) {
          const auto branch = find_entry(population.branches, branch_id);
          if (!branch) continue;
          const Branch& trade = population.branches[*branch];
          for (const bool skilled : {true, false}) {
            const double share = skilled ? trade.skilled_share : 1.0 - trade.skilled_share;
            exact.push_back(static_cast<double>(region.heads) * group.share * branch_share * share);
            Cell cell;
            cell.id = identify(
                cell_name(place.id, population.groups[group.group].id, branch_id, skilled));
            cell.origin = place.origin;
            cell.region = static_cast<Index>(regions_.size());
            cell.group = group.group;
            cell.branch = *branch;
            cell.skilled = skilled;
            cell.ties = population.groups[group.group].ties;
            cell.sector = trade.sector;
            here.push_back(cell);
          }
        }
      }
      deal_heads(here, exact);
      for (Cell& cell : here) {
        if (cell.heads == 0) continue;
        cell.party_share =
            cell.heads * region.party_weight * population.branches[cell.branch].party_weight;
        party_total += cell.party_share;
        cells_.push_back(cell);
      }
      place.last_cell = static_cast<Index>(cells_.size());
      regions_.push_back(place);
    }
    for (std::size_t c = first_of_origin; c < cells_.size(); ++c)
      cells_[c].party_share = party_total > 0 ? cells_[c].party_share / party_total : 0.0;
  }
}

std::vector<Index> Cells::of_origin(Index origin) const {
  std::vector<Index> found;
  for (Index c = 0; c < size(); ++c)
    if (cells_[c].origin == origin) found.push_back(c);
  return found;
}

Strata Cells::strata(Index index, const Origin& origin, double labour_force,
                     double party_members) const {
  const Cell& cell = cells_[index];
  const double heads = cell.heads * labour_force;
  const double members = party_members * cell.party_share;
  const auto boundary = [heads](double slots) {
    return static_cast<std::uint32_t>(std::min(slots, heads) + 0.5);
  };
  Strata strata;
  strata.end[0] = boundary(members * origin.activist_share);
  strata.end[1] = boundary(members);
  strata.end[2] = boundary(members * (1.0 + origin.sympathisers));
  strata.end[3] = boundary(heads);
  return strata;
}

std::string Cells::name(Index index, const PopulationParameters& population) const {
  const Cell& cell = cells_[index];
  return cell_name(regions_[cell.region].id, population.groups[cell.group].id,
                   population.branches[cell.branch].id, cell.skilled);
}

}  // namespace komuna
