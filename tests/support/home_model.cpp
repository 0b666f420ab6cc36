#include "tests/support/home_model.hpp"

#include "engine/population/employment.hpp"
#include "engine/processes/economy.hpp"
#include "engine/processes/recruitment.hpp"
#include "engine/processes/rivals.hpp"

namespace komuna::tests {

EngineHome::EngineHome(const HomeModel& model, const Cells& cells, const Traits& traits,
                       std::uint64_t seed, std::uint64_t replicate)
    : model_(model),
      world_(model.population, model.world, cells, traits, Draws(seed, replicate)),
      tables_(model.population, model.decision) {
  begin_expectation(world_, model.expectation);
  const auto months = static_cast<std::size_t>(model.months);
  const std::vector<std::int64_t> none_yet(months, 0);
  history_.requests.assign(cells.regions().size(), none_yet);
  history_.rivals.assign(model.world.destinations.size(), none_yet);
  history_.founded.assign(cells.regions().size() * 2, none_yet);
}

void EngineHome::note(const Circles& workplaces, const Circles& kin, Index index) {
  const Household& household = world_.people.household(index);
  const Cell& cell = world_.cell_of(household);
  const HeadTraits traits = world_.traits.of(world_.draws, cell, household.slot, world_.month);
  Joined joined;
  joined.month = month_;
  joined.time = household.join_time;
  joined.cell = household.cell;
  joined.slot = household.slot;
  joined.chosen = household.collective == none
                      ? "alone"
                      : world_.plan(world_.collectives[household.collective]).id;
  joined.stratum = household.stratum;
  joined.skilled = cell.skilled;
  joined.unemployed = is_unemployed(world_.draws, cell, household.slot, world_.month,
                                    static_cast<int>(model_.population.employment_spell),
                                    world_.cell_months[household.cell].unemployment);
  joined.age = traits.age_months / 12;
  joined.savings_months = traits.savings_months;
  joined.conviction = household.conviction;
  joined.colleagues = workplaces.joined(household.cell, household.slot);
  joined.kin = kin.joined(household.cell, household.slot);
  history_.joined.push_back(joined);
}

void EngineHome::begin_month() {
  world_.month = model_.from + month_;
  world_.events.clear();
  economy(world_);
  expectation(world_, model_.expectation);
  drives(world_, model_.drives);
  rivals(world_, model_.decision);
  requests(world_, model_.decision, tables_);
}

void EngineHome::decide() {
  const Circles workplaces = world_.workplaces;
  const Circles kin = world_.kin;
  const auto before = static_cast<Index>(world_.people.households().size());
  recruitment(world_, model_.decision, model_.household);
  for (Index h = before; h < world_.people.households().size(); ++h) note(workplaces, kin, h);
  const std::size_t collectives = world_.collectives.size();
  founding(world_, model_.founding, {}, hazards_);
  const auto m = static_cast<std::size_t>(month_);
  for (std::size_t k = collectives; k < world_.collectives.size(); ++k) {
    const Collective& fresh = world_.collectives[k];
    if (!fresh.from_template) continue;
    ++history_.founded[fresh.region * 2 + static_cast<std::size_t>(fresh.sector)][m];
  }
  for (const Event& event : world_.events) {
    if (event.kind == EventKind::requested) history_.requests[event.place][m] += event.count;
    if (event.kind == EventKind::emigrated_elsewhere)
      history_.rivals[event.place][m] += event.count;
  }
  ++month_;
}

HomeHistory engine_history(const HomeModel& model, const Cells& cells, const Traits& traits,
                           std::uint64_t seed, std::uint64_t replicate) {
  EngineHome home(model, cells, traits, seed, replicate);
  for (int m = 0; m < model.months; ++m) home.step();
  HomeHistory history = home.history();
  // How many joined from the workplace of each who did; every workplace is listed once for each
  // of its members, and that is how the oracle lists them too.
  for (const Joined& joined : history.joined)
    history.workplaces.push_back(home.world().workplaces.joined(joined.cell, joined.slot));
  return history;
}

}  // namespace komuna::tests
