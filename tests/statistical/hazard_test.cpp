// The hazard of one head against the formula of decision.hpp, worked out anew with libm.

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/population/employment.hpp"
#include "engine/processes/recruitment.hpp"
#include "tests/support/small_cases.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

double by_formula(const World& world, const DecisionParameters& d, const Collective& collective,
                  Index index, std::uint32_t slot) {
  const Cell& cell = world.cells[index];
  const CollectivePlan& plan = world.plan(collective);
  const OriginState& origin = world.origins[cell.origin];
  const CellMonth& month = world.cell_months[index];
  const HeadTraits head = world.traits.of(world.draws, cell, slot, world.month);
  const double years = head.age_months / 12.0;
  const Stratum stratum = month.strata.of(slot);
  if (!origin.open || years < 18 || std::floor(years) > plan.max_age) return 0;
  if (plan.skilled_only && !cell.skilled) return 0;
  if (collective.party_only && stratum > Stratum::member) return 0;
  const double cost = plan.share_fee + 1.6 * (plan.adult_fee + origin.fare) + plan.child_fee;
  const double means = month.wage * (head.savings_months + d.expected_sale * head.property_months);
  const bool idle =
      is_unemployed(world.draws, cell, slot, world.month,
                    static_cast<int>(world.population.employment_spell), month.unemployment);
  const double ideological = d.conviction * head.conviction + d.say * origin.expected.say;
  const double material = (idle ? d.unemployed : 0.0) +
                          d.wage_gap * (origin.expected.living - month.living) +
                          d.affordability * std::fmin(1.0, means / cost);
  const double ties = d.born_there * cell.ties +
                      d.colleagues * std::fmin(1.0, world.workplaces.joined(index, slot) / 3.0) +
                      d.kin * (world.kin.joined(index, slot) > 0 ? 1 : 0) +
                      d.contacts * origin.contacts;
  const double institutional = -d.obstacles * origin.obstacles - d.warnings * origin.warnings -
                               d.age * std::fmax(0.0, (years - 25) / 25);
  return d.reach(stratum) * plan.appeal.at(world.month) *
         std::exp(d.join_constant + ideological + material + ties + institutional);
}

}  // namespace

TEST_CASE("The hazard of joining is the published formula, for every head of every cell") {
  for (const HomeModel& model : {many_cells(), contagion(), changing_times(), closed_circles()}) {
    const Cells cells(model.population);
    const Traits traits(model.population);
    EngineHome home(model, cells, traits, 31, 0);
    int positive = 0, drawn_by_colleagues = 0;
    for (int m = 0; m < 12; ++m) {
      home.step();
      const World& world = home.world();
      for (const Collective& collective : world.collectives)
        for (const Index cell : recruiting_cells(world, collective)) {
          const std::uint32_t heads = world.cell_months[cell].strata.heads();
          for (std::uint32_t slot = 0; slot < heads; slot += 1 + slot / 16) {
            const double h = joining_hazard(world, model.decision, collective, cell, slot);
            const double expected = by_formula(world, model.decision, collective, cell, slot);
            REQUIRE(h == Approx(expected).epsilon(1e-12).margin(1e-300));
            positive += h > 0 ? 1 : 0;
            drawn_by_colleagues += world.workplaces.joined(cell, slot) > 0 ? 1 : 0;
          }
        }
    }
    CHECK(positive > 1000);
    CHECK(drawn_by_colleagues > 0);
  }
}

TEST_CASE("Heads of cells in which a collective does not recruit have no hazard") {
  const HomeModel model = many_cells();
  const Cells cells(model.population);
  const Traits traits(model.population);
  EngineHome home(model, cells, traits, 32, 0);
  home.step();
  const World& world = home.world();
  const Collective& farmers = world.collectives.front();
  int others = 0;
  for (Index cell = 0; cell < cells.size(); ++cell) {
    if (cells[cell].sector == Sector::agriculture && cells[cell].origin == 0) continue;
    ++others;
    CHECK(joining_hazard(world, model.decision, farmers, cell, 0) == 0);
  }
  CHECK(others > 0);
}
