// The small tables of an outcome: votes, works, harvests, exits, arrests.

#include <algorithm>
#include <map>
#include <tuple>

#include "engine/simulation/outcome.hpp"

namespace komuna {
namespace {

constexpr int band_years = 5;
constexpr int last_band = 15;

int band_of(int months) {
  return months < 0 ? -1 : std::min(last_band, months / (12 * band_years) * band_years);
}

template <class Visit>
void each_collective(const World& world, const Visit& visit) {
  for (Index c = 0; c < world.collectives.size(); ++c) visit(c, world.collectives[c]);
}

}  // namespace

std::vector<VoteRow> votes_of(const World& world) {
  std::vector<VoteRow> rows;
  each_collective(world, [&](Index c, const Collective& collective) {
    int ballot = 0;
    for (const Vote& vote : collective.votes)
      rows.push_back(
          {c, ++ballot, vote.month, vote.matter, vote.in_favour, vote.against, vote.carried});
  });
  return rows;
}

std::vector<WorkRow> works_of(const World& world) {
  std::vector<WorkRow> rows;
  each_collective(world, [&](Index c, const Collective& collective) {
    const auto& plan = world.plan(collective).works;
    for (const FinishedWork& work : collective.works)
      rows.push_back({c, static_cast<int>(work.work) + 1, plan[work.work].id, plan[work.work].name,
                      work.begun, work.month});
  });
  return rows;
}

std::vector<HarvestRow> harvests_of(const World& world) {
  std::vector<HarvestRow> rows;
  each_collective(world, [&](Index c, const Collective& collective) {
    for (const Harvest& harvest : collective.harvests) rows.push_back({c, harvest});
  });
  return rows;
}

std::vector<ExitRow> exits_of(const Record& record) {
  std::vector<ExitRow> rows = record.exits;
  const auto key = [](const ExitRow& row) {
    return std::tuple(row.year, row.origin, row.collective, row.from, row.to, row.cause);
  };
  std::sort(rows.begin(), rows.end(),
            [&](const ExitRow& a, const ExitRow& b) { return key(a) < key(b); });
  return rows;
}

std::vector<RepressedRow> repressed_of(const World& world, const RepressionParameters& repression) {
  using Key = std::tuple<int, Index, Index, Index, int, bool, Sentence, bool>;
  std::map<Key, int> persons;
  for (const Arrest& arrest : world.arrests)
    ++persons[{arrest.month.year(), arrest.wave, arrest.origin, arrest.collective,
               band_of(arrest.months_there), arrest.party, arrest.sentence, arrest.died_in_camp}];
  std::vector<RepressedRow> rows;
  for (const auto& [key, count] : persons) {
    const auto& [year, wave, origin, collective, years, party, sentence, died] = key;
    rows.push_back(
        {year, repression.waves[wave].id, origin, collective, years, party, sentence, died, count});
  }
  return rows;
}

}  // namespace komuna
