#include "analysis/fates.hpp"

#include <algorithm>
#include <unordered_map>

namespace komuna {
Fates::Fates(const Parameters& parameters)
    : parameters_(parameters),
      named_(parameters.world.collectives.size()),
      groups_(parameters.population.origins.size() * sectors) {
  for (const Target& target : parameters.targets)
    if (counting_ == nullptr && target.measure == MeasureKind::collectives_at_work &&
        target.sector.empty() && target.origins.empty())
      counting_ = &target;
}

namespace {

// As the measure collectives_at_work has it: hired teams are none.
bool counted_in(const Target& target, const Parameters& parameters,
                const CollectiveOutcome& collective) {
  const auto kind = find_entry(parameters.world.kinds, collective.kind);
  return kind && parameters.world.kinds[*kind].votes &&
         collective.first_arrived != distant_future && collective.first_arrived <= target.until &&
         collective.ended >= target.from;
}

}  // namespace

void Fates::add(const Outcome& outcome) {
  std::unordered_map<std::string, std::size_t> plans, origins;
  for (std::size_t i = 0; i < named_.size(); ++i)
    plans.emplace(parameters_.world.collectives[i].id, i);
  for (std::size_t i = 0; i < parameters_.population.origins.size(); ++i)
    origins.emplace(parameters_.population.origins[i].id, i);
  std::int32_t named_at_work = 0, founded_at_work = 0, named_counted = 0, founded_counted = 0;
  for (const CollectiveOutcome& collective : outcome.collectives) {
    const bool arrived = collective.first_arrived != distant_future;
    (collective.named ? named_at_work : founded_at_work) += arrived ? 1 : 0;
    if (counting_ != nullptr && counted_in(*counting_, parameters_, collective))
      ++(collective.named ? named_counted : founded_counted);
    if (collective.named) {
      const auto plan = plans.find(collective.id);
      if (plan == plans.end()) continue;
      Named& fate = named_[plan->second];
      ++fate.founded;
      fate.unexplained += collective.explained ? 0 : 1;
      ++fate.stages[static_cast<std::size_t>(collective.stage)];
      if (collective.first_departed != distant_future)
        fate.first_train.add(collective.first_departed.index);
      fate.persons.add(collective.departed);
      fate.living_there.add(collective.living_there);
      continue;
    }
    const auto origin = origins.find(collective.origin);
    if (origin == origins.end()) continue;
    Group& group = groups_[origin->second * sectors + static_cast<std::size_t>(collective.sector)];
    ++group.founded;
    group.departed += collective.trains > 0 ? 1 : 0;
    group.persons += collective.departed;
    group.working += arrived && collective.ended == distant_future ? 1 : 0;
    group.living_there += collective.living_there;
  }
  named_at_work_.add(named_at_work);
  founded_at_work_.add(founded_at_work);
  named_counted_.add(named_counted);
  founded_counted_.add(founded_counted);
}

std::vector<NamedFate> Fates::named() const {
  std::vector<NamedFate> fates;
  const auto completed = static_cast<double>(named_at_work_.size());
  for (std::size_t i = 0; i < named_.size(); ++i) {
    const Named& counted = named_[i];
    NamedFate fate;
    fate.id = parameters_.world.collectives[i].id;
    fate.name = parameters_.world.collectives[i].name;
    if (completed > 0) {
      fate.founded = static_cast<double>(counted.founded) / completed;
      fate.departed = static_cast<double>(counted.first_train.size()) / completed;
      fate.unexplained = static_cast<double>(counted.unexplained) / completed;
    }
    if (counted.first_train.size() > 0)
      fate.first_train = Month{static_cast<std::int32_t>(counted.first_train.median())};
    fate.persons = counted.persons.median();
    fate.living_there = counted.living_there.median();
    const auto most = std::max_element(counted.stages.begin(), counted.stages.end());
    fate.stage = static_cast<Stage>(most - counted.stages.begin());
    if (counted.founded > 0)
      fate.stage_share = static_cast<double>(*most) / static_cast<double>(counted.founded);
    fates.push_back(std::move(fate));
  }
  return fates;
}

std::vector<FoundedFate> Fates::founded() const {
  std::vector<FoundedFate> fates;
  const auto completed = static_cast<double>(named_at_work_.size());
  const auto mean = [&](std::int64_t sum) { return static_cast<double>(sum) / completed; };
  for (std::size_t i = 0; i < groups_.size(); ++i) {
    const Group& group = groups_[i];
    if (group.founded == 0) continue;
    fates.push_back({parameters_.population.origins[i / sectors].id,
                     static_cast<Sector>(i % sectors), mean(group.founded), mean(group.departed),
                     mean(group.persons), mean(group.working), mean(group.living_there)});
  }
  return fates;
}

double Fates::named_at_work() const { return named_at_work_.median(); }
double Fates::founded_at_work() const { return founded_at_work_.median(); }
double Fates::named_counted() const { return named_counted_.median(); }
double Fates::founded_counted() const { return founded_counted_.median(); }

}  // namespace komuna
