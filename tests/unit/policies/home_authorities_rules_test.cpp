// Who asks the authorities at home for papers, and what each paper adds.

#include <algorithm>
#include <catch2/catch.hpp>

#include "engine/policies/home_authorities.hpp"
#include "tests/support/settled_world.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

// Arcadia with obstacles of 1/2, where a delay is its median; no paper takes time or is refused.
HomeAuthorityParameters easy() {
  HomeAuthorityParameters p;
  Authority authority;
  authority.id = "arcadia";
  authority.trade_interest = authority.fear_of_propaganda = Series(0.4);
  authority.military_hold = Series(0.0);
  p.authorities = {authority};
  p.spread = 0;
  p.licence_months = p.passport_months = p.clearance_months = p.army_months = 0;
  p.licence_refusal = p.passport_refusal = p.clearance_refusal = p.army_refusal = 0;
  return p;
}

Index group(SmallWorld& small, int households, Stage stage = Stage::accepted) {
  const Index c = small.found();
  small.enrol_many(c, households);
  enter_stage(small.world.collectives[c], stage, small.world.month);
  return c;
}

Index member(SmallWorld& small, Index household, int age, Role role, PersonState state) {
  Person person;
  person.key_entity = 77;
  person.role = role;
  person.born = small.world.month - age * 12;
  return small.world.people.add_person(household, person, state, Cause::enrolment,
                                       small.world.month, small.world.events);
}

// Months until the first household has its papers.
int months_of(const SmallWorld& small, Index household) {
  return small.world.people.household(household).papers_in - small.world.month;
}

// The heads of these groups are all younger or older: the army asks for this age only.
constexpr int age_asked = 16;

HomeAuthorityParameters army_asks(double hold, double months) {
  HomeAuthorityParameters p = easy();
  p.authorities[0].military_hold = Series(hold);
  p.army_months = months;
  p.army_from = p.army_until = age_asked;
  return p;
}

}  // namespace

TEST_CASE("papers are asked for those who wait and are 15 or older") {
  struct Case {
    PersonState state;
    int age;
    bool asks;
  };
  for (const Case& one :
       {Case{PersonState::waiting, age_asked, true}, Case{PersonState::home, age_asked, false},
        Case{PersonState::withdrawn, age_asked, false}, Case{PersonState::waiting, 14, false},
        Case{PersonState::home, 14, false}, Case{PersonState::waiting, 15, true}}) {
    SmallWorld small;
    const Index c = group(small, 1);
    const Index h = small.world.collectives[c].members[0];
    member(small, h, one.age, Role::other_adult, one.state);
    HomeAuthorityParameters p = army_asks(1.0, 10);
    p.army_from = p.army_until = one.age;
    home_authorities(small.world, p);
    CHECK(months_of(small, h) == (one.asks ? 10 : 0));
  }
}

TEST_CASE("the army is asked for men of its ages, the first and the last included") {
  for (const int age : {15, 16, 18, 19}) {
    SmallWorld small;
    const Index c = group(small, 1);
    const Index h = small.world.collectives[c].members[0];
    member(small, h, age, Role::other_adult, PersonState::waiting);
    HomeAuthorityParameters p = army_asks(1.0, 8);
    p.army_until = 18;
    home_authorities(small.world, p);
    CHECK(months_of(small, h) == (age == 15 || age == 19 ? 0 : 8));
  }
  SmallWorld small;
  const Index c = group(small, 1);
  const Index h = small.world.collectives[c].members[0];
  small.world.people.person(member(small, h, age_asked, Role::other_adult, PersonState::waiting))
      .sex = Sex::female;
  home_authorities(small.world, army_asks(1.0, 8));
  CHECK(months_of(small, h) == 0);
}

TEST_CASE("the leave of the army takes its time by the weight of the rule, to the nearest month") {
  struct Case {
    double hold;
    int months;
  };
  for (const Case& one :
       {Case{0.0, 0}, Case{0.3, 3}, Case{0.45, 5}, Case{0.44, 4}, Case{1.0, 10}}) {
    SmallWorld small;
    const Index c = group(small, 1);
    const Index h = small.world.collectives[c].members[0];
    member(small, h, age_asked, Role::other_adult, PersonState::waiting);
    home_authorities(small.world, army_asks(one.hold, 10));
    CHECK(months_of(small, h) == one.months);
  }
}

TEST_CASE("a household has its papers when the slowest of its people has") {
  SmallWorld small;
  const Index c = group(small, 2);
  for (const Index h : small.world.collectives[c].members)
    member(small, h, age_asked, Role::other_adult, PersonState::waiting);
  HomeAuthorityParameters p = army_asks(1.0, 5);
  p.passport_months = 7;
  p.clearance_months = 3;
  home_authorities(small.world, p);
  for (const Index h : small.world.collectives[c].members) CHECK(months_of(small, h) == 7);
  p.army_months = 9;
  SmallWorld other;
  const Index d = group(other, 1);
  const Index h = other.world.collectives[d].members[0];
  member(other, h, age_asked, Role::other_adult, PersonState::waiting);
  home_authorities(other.world, p);
  CHECK(months_of(other, h) == 9);
  for (int m = 1; m <= 9; ++m) {
    CHECK_FALSE(other.world.people.household(h).papers);
    other.at(other.world.month + 1);
    home_authorities(other.world, p);
  }
  CHECK(other.world.people.household(h).papers);
}

TEST_CASE("only the head pays taxes and asks for their clearance") {
  HomeAuthorityParameters p = easy();
  p.clearance_refusal = 1;
  SmallWorld small;
  const Index c = group(small, 1);
  const Index h = small.world.collectives[c].members[0];
  const Index son = member(small, h, 20, Role::other_adult, PersonState::waiting);
  small.world.people.person(small.world.people.household(h).head).role = Role::spouse;
  home_authorities(small.world, p);
  CHECK(small.world.people.person(son).state == PersonState::waiting);
  CHECK(small.world.people.household(h).papers);
}

TEST_CASE("refusals fall by twice their chance times the obstacles, and by the rule's weight") {
  // Obstacles of 1/2 and 1 and a chance of 1/2: half and all are refused; without the rule nobody.
  struct Case {
    double fear;
    double weight;
    double least, most;  // of 200
  };
  for (const Case& one : {Case{0.4, 1.0, 60, 140}, Case{1.4, 1.0, 200, 200}, Case{1.4, 0, 0, 0}}) {
    SmallWorld small;
    for (int i = 0; i < 200; ++i)
      small.world.collectives[small.found(0, "group" + std::to_string(i))].licence_asked = true;
    HomeAuthorityParameters p = easy();
    p.licence_refusal = 0.5;
    p.authorities[0].fear_of_propaganda = Series(one.fear);
    p.authorities[0].licence_rule = Series(one.weight);
    home_authorities(small.world, p);
    const auto refused =
        std::count_if(small.world.collectives.begin(), small.world.collectives.end(),
                      [](const Collective& collective) { return collective.licence_refused; });
    CHECK(static_cast<double>(refused) >= one.least);
    CHECK(static_cast<double>(refused) <= one.most);
  }
}

TEST_CASE("refused papers keep a grown child at home, a spouse's the whole household") {
  for (const Role role : {Role::other_adult, Role::child, Role::spouse}) {
    SmallWorld small;
    const Index c = group(small, 1);
    const Index h = small.world.collectives[c].members[0];
    const Index one = member(small, h, age_asked, role, PersonState::waiting);
    HomeAuthorityParameters p = army_asks(1.0, 10);
    p.army_refusal = 1;
    home_authorities(small.world, p);
    const bool alone = role != Role::spouse;
    CHECK(small.world.people.household(h).papers_refused == !alone);
    CHECK((small.world.people.person(one).state == PersonState::home) == alone);
    CHECK(months_of(small, h) == (alone ? 0 : 10));
    CHECK(small.world.people.household(h).papers == alone);
  }
}

TEST_CASE("a group that has ended gets no licence, and its people ask for no papers") {
  for (const bool over : {false, true}) {
    SmallWorld small;
    const Index c = group(small, 3);
    small.world.collectives[c].licence_asked = true;
    if (over) enter_stage(small.world.collectives[c], Stage::dissolved, small.world.month);
    home_authorities(small.world, easy());
    CHECK(small.world.collectives[c].licensed == !over);
    for (const Index h : small.world.collectives[c].members)
      CHECK(small.world.people.household(h).papers == !over);
  }
}

TEST_CASE("a licence is asked for once, and not without a wish for it") {
  SmallWorld small;
  const Index c = group(small, 1);
  Collective& collective = small.world.collectives[c];
  home_authorities(small.world, easy());
  CHECK_FALSE(collective.licensed);
  collective.licence_asked = true;
  home_authorities(small.world, easy());
  CHECK(collective.licensed);
  CHECK(collective.licences_asked == 1);
  small.at(small.world.month + 1);
  home_authorities(small.world, easy());
  CHECK(collective.licences_asked == 1);
}

TEST_CASE("members ask for papers once their group has accepted a contract, not before") {
  for (const Stage stage : {Stage::applied, Stage::offered, Stage::accepted, Stage::preparing}) {
    SmallWorld small;
    const Index c = group(small, 5, stage);
    home_authorities(small.world, easy());
    for (const Index h : small.world.collectives[c].members)
      CHECK(small.world.people.household(h).papers == (stage >= Stage::accepted));
  }
}

TEST_CASE("a single applicant who gave up asks for nothing") {
  SmallWorld small;
  const Index h = small.enrol(none, 3);
  small.world.people.household(h).admitted = true;
  withdraw(small.world, h, PersonState::withdrawn, Cause::tired_of_waiting);
  home_authorities(small.world, easy());
  CHECK_FALSE(small.world.people.household(h).papers);
}
