#include "analysis/report/aftermath.hpp"

#include <algorithm>
#include <limits>

namespace komuna::report {
namespace {

bool there_or_on_the_way(PersonState state) {
  switch (state) {
    case PersonState::in_transit:
    case PersonState::in_collective:
    case PersonState::in_ussr:
    case PersonState::in_camp:
    case PersonState::in_army:
      return true;
    default:
      return false;
  }
}

bool leaves_for(PersonState state) {
  return state == PersonState::in_ussr || state == PersonState::returned ||
         state == PersonState::third_country;
}

}  // namespace

Aftermath::Aftermath(const Parameters& parameters) : lives_(parameters.world.collectives.size()) {
  for (std::size_t i = 0; i < lives_.size(); ++i)
    plans_.emplace(parameters.world.collectives[i].id, i);
}

void Aftermath::add(const Outcome& outcome) {
  if (!outcome.error.empty()) return;
  replicates_ += 1;
  add_exits(outcome);
  add_repressed(outcome);
  add_votes(outcome);
  add_works(outcome);
  add_lives(outcome);
}

void Aftermath::add_exits(const Outcome& outcome) {
  for (const ExitRow& row : outcome.exits) {
    if (row.origin == none || !there_or_on_the_way(row.from)) continue;
    if (row.to == PersonState::dead) {
      deaths_[row.cause].first += row.persons;
      deaths_[row.cause].second += row.excess;
    } else if (row.from == PersonState::in_collective && leaves_for(row.to)) {
      leaving_[{row.to, row.cause}] += row.persons;
    }
  }
}

void Aftermath::add_repressed(const Outcome& outcome) {
  for (const RepressedRow& row : outcome.repressed) {
    if (row.origin == none || row.years_there < 0) continue;
    RepressedBand& band = repressed_[{row.years_there, row.party}];
    band.years_there = row.years_there;
    band.party = row.party;
    if (row.sentence == Sentence::executed) band.executed += row.persons;
    if (row.sentence == Sentence::camp) band.camp += row.persons;
    if (row.sentence == Sentence::expelled) band.expelled += row.persons;
    if (row.sentence == Sentence::released) band.released += row.persons;
    if (row.died_in_camp) band.died_in_camp += row.persons;
  }
}

void Aftermath::add_votes(const Outcome& outcome) {
  for (const VoteRow& row : outcome.votes) {
    Voted& voted = votes_[row.matter];
    voted.ballots += 1;
    voted.carried += row.carried ? 1 : 0;
    voted.in_favour += row.in_favour;
    voted.votes += row.in_favour + row.against;
  }
}

void Aftermath::add_works(const Outcome& outcome) {
  for (const WorkRow& row : outcome.works) {
    if (row.collective >= outcome.collectives.size()) continue;
    const CollectiveOutcome& collective = outcome.collectives[row.collective];
    const auto plan = plans_.find(collective.id);
    if (!collective.named || plan == plans_.end()) continue;
    Work& work = works_[{plan->second, row.order}];
    work.name = row.name;
    work.finished.add(row.finished.index);
  }
}

void Aftermath::add_lives(const Outcome& outcome) {
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const auto plan = plans_.find(collective.id);
    if (!collective.named || plan == plans_.end()) continue;
    if (collective.first_arrived == distant_future) continue;
    Lived& life = lives_[plan->second];
    if (collective.mean_wait >= 0) life.wait.add(collective.mean_wait);
    if (collective.income_ratio >= 0) life.income_ratio.add(collective.income_ratio);
    if (collective.mean_yield_ratio > 0) life.yield_ratio.add(collective.mean_yield_ratio);
    life.illusion.add(collective.illusion);
    life.hired.add(collective.hired);
    life.called_up.add(collective.called_up);
  }
}

double Aftermath::Mean::value() const {
  return n > 0 ? sum / n : std::numeric_limits<double>::quiet_NaN();
}

std::vector<DeathCause> Aftermath::deaths() const {
  std::vector<DeathCause> list;
  for (const auto& [cause, sums] : deaths_)
    list.push_back({cause, mean(sums.first), mean(sums.second)});
  std::stable_sort(list.begin(), list.end(),
                   [](const DeathCause& a, const DeathCause& b) { return a.persons > b.persons; });
  return list;
}

std::vector<LeavingCause> Aftermath::leaving() const {
  std::vector<LeavingCause> list;
  for (const auto& [key, sum] : leaving_) list.push_back({key.first, key.second, mean(sum)});
  std::stable_sort(list.begin(), list.end(), [](const LeavingCause& a, const LeavingCause& b) {
    return a.persons > b.persons;
  });
  return list;
}

std::vector<RepressedBand> Aftermath::repressed() const {
  std::vector<RepressedBand> list;
  for (const auto& [band, sums] : repressed_)
    list.push_back({band.first, band.second, mean(sums.executed), mean(sums.camp),
                    mean(sums.expelled), mean(sums.released), mean(sums.died_in_camp)});
  return list;
}

std::vector<VotedMatter> Aftermath::votes() const {
  std::vector<VotedMatter> list;
  for (const auto& [matter, voted] : votes_)
    list.push_back({matter, mean(voted.ballots), voted.carried / voted.ballots,
                    voted.votes > 0 ? voted.in_favour / voted.votes : 0});
  return list;
}

std::vector<FinishedWorkFate> Aftermath::works() const {
  std::vector<FinishedWorkFate> list;
  for (const auto& [key, work] : works_)
    list.push_back({key.first, work.name, mean(static_cast<double>(work.finished.size())),
                    Month{static_cast<std::int32_t>(work.finished.median())}});
  return list;
}

LifeThere Aftermath::life(std::size_t named) const {
  const Lived& life = lives_[named];
  return {life.wait.value(),        life.illusion.value(), life.income_ratio.value(),
          life.yield_ratio.value(), life.hired.value(),    life.called_up.value()};
}

}  // namespace komuna::report
