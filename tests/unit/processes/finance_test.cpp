#include "engine/processes/finance.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Nobody has work: no money comes from outside.
void idle(PopulationParameters& population, WorldParameters&) {
  population.origins[0].unemployment = Series(1.0);
}

double all_money(const SmallWorld& small, Index c) {
  const Collective& collective = small.world.collectives[c];
  double sum = collective.fund + collective.equipment;
  for (const Index h : collective.members) sum += small.world.people.household(h).savings;
  return sum;
}

void let_leave(SmallWorld& small, Index c) {
  for (const Index h : small.world.collectives[c].members) {
    small.world.people.household(h).admitted = true;
    small.world.people.household(h).papers = true;
  }
  enter_stage(small.world.collectives[c], Stage::preparing, small.world.month);
}

}  // namespace

TEST_CASE("a household owes share, fees and fares") {
  CollectivePlan plan;
  plan.share_fee = 148;
  plan.adult_fee = 59;
  plan.child_fee = 30;
  CHECK(dues(plan, 25, 2, 3) == 148 + 2 * 59 + 3 * 30 + 5 * 25);
}

TEST_CASE("instalments move money from households to the fund and create none") {
  SmallWorld small(idle);
  const Index c = small.found();
  small.enrol_many(c, 20);
  const double before = all_money(small, c);
  finance(small.world, FinanceParameters{});
  const Household& first = small.world.people.household(small.world.collectives[c].members[0]);
  CHECK(first.due > 0);
  CHECK(first.paid == Approx(30));  // a tenth of 300
  CHECK(small.world.collectives[c].fund == Approx(600));
  CHECK(all_money(small, c) == Approx(before));
  for (int month = 0; month < 200; ++month) {
    small.at(small.world.month + 1);
    finance(small.world, FinanceParameters{});
  }
  for (const Index h : small.world.collectives[c].members)
    CHECK(small.world.people.household(h).paid <=
          small.world.people.household(h).due * (1 + 1e-12));
  CHECK(all_money(small, c) == Approx(before));
}

TEST_CASE("those with work pay from their wage, until nothing is owed") {
  SmallWorld small([](PopulationParameters& p, auto&) { p.origins[0].unemployment = Series(0.0); });
  const Index c = small.found();
  const Index h = small.enrol(c, 0);
  FinanceParameters p;
  p.from_savings = 0;
  finance(small.world, p);
  CHECK(small.world.people.household(h).paid ==
        Approx(p.from_wage * small.world.cell_months[0].wage));
  small.world.people.household(h).due = small.world.people.household(h).paid + 0.5;
  small.at(small.world.month + 1);
  finance(small.world, p);
  CHECK(small.world.people.household(h).paid == Approx(small.world.people.household(h).due));
}

TEST_CASE("houses are sold in haste, and only by those who may leave") {
  SmallWorld small(idle);
  const Index c = small.found();
  small.enrol_many(c, 2);
  const Index stays = small.enrol(c, 5);
  let_leave(small, c);
  small.world.people.household(stays).papers = false;
  const double before = all_money(small, c);
  FinanceParameters p;
  p.fire_sale = 0.5;
  finance(small.world, p);
  CHECK(small.world.people.household(stays).property == 200);
  CHECK(small.world.people.household(small.world.collectives[c].members[0]).property == 0);
  CHECK(all_money(small, c) == Approx(before + 2 * 100));
}

TEST_CASE("machines are bought by degrees from what the fares leave over") {
  SmallWorld small(idle);
  const Index c = small.found();
  small.enrol_many(c, 10);
  Collective& collective = small.world.collectives[c];
  const double planned = small.world.plan(collective).equipment * small.waiting_persons(c);
  const double fares = 30.0 * small.waiting_persons(c);
  collective.fund = 100000;
  FinanceParameters p;
  finance(small.world, p);
  CHECK(collective.equipment == 0);  // no site yet
  enter_stage(collective, Stage::accepted, small.world.month);
  finance(small.world, p);
  CHECK(collective.equipment == Approx(0.2 * planned));
  for (int i = 0; i < 9; ++i) finance(small.world, p);
  CHECK(collective.equipment == Approx(planned));
  collective.equipment = 0;
  collective.fund = fares;  // all of it is for the journey
  p.from_savings = 0;
  finance(small.world, p);
  CHECK(collective.equipment == 0);
}

TEST_CASE("when the train is due, small debts are borne by the fund and large ones stay at home") {
  SmallWorld small(idle);
  const Index c = small.found();
  const Index paid = small.enrol(c, 0), nearly = small.enrol(c, 1), far = small.enrol(c, 2);
  let_leave(small, c);
  for (const Index h : {paid, nearly, far}) {
    Household& household = small.world.people.household(h);
    household.savings = household.property = 0;
    household.due = 400;
    household.paid = h == paid ? 400 : h == nearly ? 300 : 100;
  }
  Collective& collective = small.world.collectives[c];
  collective.fund = 10000;
  collective.departs = small.world.month;
  FinanceParameters p;
  p.machines_a_month = 0;
  finance(small.world, p);
  CHECK(is_waiting(small.world, paid));
  CHECK(is_waiting(small.world, nearly));
  CHECK(small.world.people.household(nearly).due == 300);
  CHECK_FALSE(is_waiting(small.world, far));
  CHECK(small.world.events.back().cause == Cause::could_not_pay);
  CHECK(collective.fund == 10000);  // no refund by this statute
}

TEST_CASE("finance: parameters are declared") {
  FinanceParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}
