#include "engine/processes/rivals.hpp"

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/base/math.hpp"
#include "engine/random/quantile.hpp"

namespace komuna {
namespace {

bool under_quota(const Destination& destination, const std::string& origin) {
  return std::find(destination.quota_origins.begin(), destination.quota_origins.end(), origin) !=
         destination.quota_origins.end();
}

double heads_of(const World& world, const RegionPlace& region) {
  double heads = 0;
  for (Index c = region.first_cell; c < region.last_cell; ++c)
    heads += world.cell_months[c].strata.heads();
  return heads;
}

void credit_quota(World& world, const Destination& destination, DestinationState& state) {
  if (destination.quota_origins.empty()) return;
  const bool first_month = state.account.credited() == 0;
  if (world.month.month_of_year() == destination.fiscal_start || first_month) {
    state.account.lapse();  // what is left of the last fiscal year
    const double quota = destination.quota.at(world.month);
    state.account.credit(quota, quota);
  }
}

// Cuts the counts of the regions under a quota to the places left, each in proportion; the places
// that rounding leaves go to the largest remainders (ties: by the region's id), so that the order
// of the regions decides nothing. `counts` by region; regions not under the quota stand at 0.
void cut_to_places(std::vector<std::int64_t>& counts, const std::vector<RegionPlace>& regions,
                   std::int64_t places) {
  std::int64_t wanted = 0;
  for (const std::int64_t count : counts) wanted += count;
  if (wanted <= places) return;
  std::vector<std::pair<double, Index>> remainders;
  std::int64_t left = places;
  for (Index r = 0; r < counts.size(); ++r) {
    const double share = static_cast<double>(counts[r]) *
                         (static_cast<double>(places) / static_cast<double>(wanted));
    counts[r] = static_cast<std::int64_t>(share);
    left -= counts[r];
    remainders.emplace_back(share - static_cast<double>(counts[r]), r);
  }
  std::sort(remainders.begin(), remainders.end(), [&](const auto& a, const auto& b) {
    if (a.first != b.first) return a.first > b.first;
    return regions[a.second].hash < regions[b.second].hash;
  });
  for (std::size_t i = 0; i < remainders.size() && left > 0; ++i, --left)
    if (remainders[i].first > 0) ++counts[remainders[i].second];
}

}  // namespace

double rival_hazard(const World& world, const DecisionParameters& p, const Destination& destination,
                    Index origin) {
  const std::string& id = world.population.origins[origin].id;
  const auto rate = find_entry(destination.rates, id);
  if (!rate) return 0.0;
  const DestinationRate& given = destination.rates[*rate];
  const OriginState& home = world.origins[origin];
  const double living = living_standard(world.parameters.economy, destination.wage.at(world.month));
  const double v = given.constant + p.rival_say * destination.say.at(world.month) +
                   p.wage_gap * (living - home.living) + p.born_there * given.established -
                   p.obstacles * destination.obstacles.at(world.month) -
                   p.unemployed * destination.unemployment.at(world.month);
  return math::exp(v) * (1.0 - home.unemployment + home.unemployment * math::exp(p.unemployed));
}

namespace {

// What a destination offers to the heads of an origin this month.
struct Pull {
  double hazard = 0;  // 0 where the origin is closed
  bool under_quota = false;
};

std::vector<Pull> pulls_of(const World& world, const DecisionParameters& p,
                           const Destination& destination) {
  std::vector<Pull> pulls(world.origins.size());
  for (Index o = 0; o < pulls.size(); ++o) {
    pulls[o].under_quota = under_quota(destination, world.population.origins[o].id);
    if (world.origins[o].open) pulls[o].hazard = rival_hazard(world, p, destination, o);
  }
  return pulls;
}

}  // namespace

void rivals(World& world, const DecisionParameters& p) {
  const auto& regions = world.cells.regions();
  std::vector<double> heads;  // by region
  for (const RegionPlace& region : regions) heads.push_back(heads_of(world, region));
  for (std::size_t d = 0; d < world.destinations.size(); ++d) {
    const Destination& destination = world.parameters.destinations[d];
    DestinationState& state = world.destinations[d];
    credit_quota(world, destination, state);
    const std::vector<Pull> pulls = pulls_of(world, p, destination);
    double demand_under_quota = 0;
    for (Index r = 0; r < regions.size(); ++r)
      if (pulls[regions[r].origin].under_quota)
        demand_under_quota += pulls[regions[r].origin].hazard * heads[r];
    const double room = std::min(state.account.balance(),
                                 destination.quota_monthly * destination.quota.at(world.month));
    const double rationed = demand_under_quota > room ? room / demand_under_quota : 1.0;
    const std::uint32_t partner = semantic_id("destination/" + destination.id);
    std::vector<std::int64_t> free(regions.size(), 0);
    std::vector<std::int64_t> limited(regions.size(), 0);
    for (Index r = 0; r < regions.size(); ++r) {
      const Pull& pull = pulls[regions[r].origin];
      if (pull.hazard <= 0) continue;
      const double mean = pull.hazard * (pull.under_quota ? rationed : 1.0) * heads[r];
      const double u =
          world.draws.uniform(regions[r].hash, 0, world.month, Stream::rival, 1, partner);
      (pull.under_quota ? limited : free)[r] = poisson_quantile(mean, u);
    }
    cut_to_places(limited, regions, static_cast<std::int64_t>(state.account.balance()));
    for (Index r = 0; r < regions.size(); ++r) {
      state.account.use(static_cast<double>(limited[r]));
      if (free[r] + limited[r] == 0) continue;
      Event event;
      event.month = world.month;
      event.kind = EventKind::emigrated_elsewhere;
      event.cell = regions[r].first_cell;
      event.place = static_cast<Index>(d);
      event.count = free[r] + limited[r];
      world.events.push_back(event);
    }
    for (std::size_t o = 0; o < pulls.size(); ++o)
      state.cumulative[o] += pulls[o].hazard * (pulls[o].under_quota ? rationed : 1.0);
  }
}

}  // namespace komuna
