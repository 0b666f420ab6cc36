#include "engine/population/household.hpp"

#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <vector>

#include "tests/support/field_audit.hpp"
#include "tests/support/small_world.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

const Month now = Month::of(1925, 3);

struct Families {
  People people;
  Events events;
  PopulationParameters population = arcadia();
  Cells cells{population};
  Draws draws;

  explicit Families(std::uint64_t seed = 7) : draws(seed, 0) {}

  Index add(const HouseholdParameters& p, const HeadTraits& who, std::uint32_t slot,
            double factor = 1.0, Stratum stratum = Stratum::indifferent) {
    Household household;
    household.cell = 0;
    household.slot = slot;
    household.generation = who.generation;
    household.conviction = who.conviction;
    household.stratum = stratum;
    household.collective = 3;
    const Index index = people.add_household(household);
    add_family(people, index, p, draws, cells[0], factor, who, PersonState::waiting,
               Cause::enrolment, now, events);
    return index;
  }
  int count(Index household, Role role) {
    int found = 0;
    people.each_member(household, [&](Index p) { found += people.person(p).role == role; });
    return found;
  }
};

HeadTraits aged(int years, double family = 0.5) {
  HeadTraits who;
  who.age_months = years * 12;
  who.family = family;
  return who;
}

HouseholdParameters certain() {  // everybody marries at 25, no other adults
  HouseholdParameters p;
  p.woman_head = 0;
  p.marriage_age = 25.04;  // 300 whole months
  p.marriage_spread = 1e-9;
  p.never_married = 0;
  p.other_adult = 0;
  return p;
}

}  // namespace

TEST_CASE("households: parameters are declared") {
  HouseholdParameters p;
  CHECK(FieldAudit::of(p) == std::vector<std::string>{});
}

TEST_CASE("the head comes first and carries what the organs will look at") {
  Families families;
  const HouseholdParameters p;
  const Index plain = families.add(p, aged(30), 1);
  const Index member = families.add(p, aged(30), 2, 1.0, Stratum::member);
  const Person& head = families.people.person(families.people.household(member).head);
  CHECK(families.people.household(member).head == families.people.household(member).first_person);
  CHECK(head.role == Role::head);
  CHECK(head.born == now - 360);
  CHECK(head.has(mark_party));
  CHECK(head.has(mark_skilled));  // the first cell is one of skilled farmers
  CHECK_FALSE(families.people.person(families.people.household(plain).head).has(mark_party));
  CHECK(head.key_entity == families.cells[0].id);
  CHECK(head.key_ordinal == 2);
  CHECK(head.key_partner == person_partner(0, 0));
  std::set<std::uint32_t> partners;
  families.people.each_member(
      member, [&](Index i) { partners.insert(families.people.person(i).key_partner); });
  CHECK(partners.size() == families.people.household(member).persons);
}

TEST_CASE("who has not reached the age of marriage, or never marries, has no spouse or children") {
  Families families;
  HouseholdParameters p = certain();
  for (std::uint32_t slot = 0; slot < 50; ++slot) {
    CHECK(families.people.household(families.add(p, aged(25), slot)).persons == 1);
    CHECK(families.count(families.add(p, aged(26), slot), Role::spouse) == 1);
  }
  p.never_married = 0.6;
  CHECK(families.count(families.add(p, aged(40, 0.59), 1), Role::spouse) == 0);
  CHECK(families.count(families.add(p, aged(40, 0.6), 1), Role::spouse) == 1);
}

TEST_CASE("a woman at the head has an older husband, a man a younger wife") {
  Families families;
  HouseholdParameters p = certain();
  const auto spouse_of = [&](Index household) {
    const Index head = families.people.household(household).head;
    return families.people.person(families.people.person(head).next);
  };
  const Person wife = spouse_of(families.add(p, aged(40), 1));
  CHECK(wife.sex == Sex::female);
  CHECK(wife.age(now) == 37);
  p.woman_head = 1;
  const Person husband = spouse_of(families.add(p, aged(40), 1));
  CHECK(husband.sex == Sex::male);
  CHECK(husband.age(now) == 43);
}

TEST_CASE("nobody is married below fifteen, whatever the gap") {
  Families families;
  HouseholdParameters p = certain();
  p.marriage_age = 15;
  p.spouse_age_gap = 20;
  for (std::uint32_t slot = 0; slot < 100; ++slot) {
    const Index household = families.add(p, aged(16), slot);
    families.people.each_member(household, [&](Index i) {
      const Person& person = families.people.person(i);
      CHECK(person.born <= now);
      if (person.role == Role::spouse) CHECK(person.age(now) == 15);
    });
  }
}

// Expected children by hand: the wife is 37, married 15 years; ages of the wife at the births are
// 37, 36, ... 23 less a part of a year that the family's uniform fixes (0.5: month 600 mod 12 = 0).
// n = 4,000 families, seed 7, false alarm 1e-6: the number is a sum of independent births.
TEST_CASE("the number of children follows the wife's age") {
  Families families;
  const HouseholdParameters p = certain();
  double mean = 0, variance = 0;
  for (int years_ago = 0; years_ago < 15; ++years_ago) {
    const double at = 37.0 - years_ago;
    const double chance = 0.8 * 0.36 * (1.0 - std::pow((at - 20.0) / 25.0, 2));
    mean += chance;
    variance += chance * (1 - chance);
  }
  double children = 0, boys = 0;
  const int n = 4000;
  for (int i = 0; i < n; ++i) {
    const Index household = families.add(p, aged(40), static_cast<std::uint32_t>(i), 0.8);
    families.people.each_member(household, [&](Index person) {
      const Person& who = families.people.person(person);
      if (who.role != Role::child) return;
      ++children;
      boys += who.sex == Sex::male;
      REQUIRE(who.born <= now);
      REQUIRE(who.age(now) < 15);
    });
  }
  CHECK(normal_two_sided((children - n * mean) / std::sqrt(n * variance)) > false_alarm);
  CHECK(normal_two_sided((boys - children / 2) / std::sqrt(children / 4)) > false_alarm);
}

TEST_CASE("higher fertility adds children and takes none away") {
  Families families;
  HouseholdParameters few = certain(), many = certain();
  many.fertility = 0.5;
  int added = 0;
  for (std::uint32_t slot = 0; slot < 300; ++slot) {
    const Index a = families.add(few, aged(38), slot);
    const Index b = families.add(many, aged(38), slot);
    std::set<int> born_a, born_b;
    const auto note = [&](Index household, std::set<int>& born) {
      families.people.each_member(household, [&](Index i) {
        if (families.people.person(i).role == Role::child)
          born.insert(families.people.person(i).born.index);
      });
    };
    note(a, born_a);
    note(b, born_b);
    for (const int month : born_a) REQUIRE(born_b.count(month) == 1);
    added += static_cast<int>(born_b.size() - born_a.size());
  }
  CHECK(added > 0);
  CHECK(families.count(families.add(many, aged(40), 1, 0.0), Role::child) == 0);  // factor 0
}

// n = 4,000 married heads, seed 7, false alarm 1e-6.
TEST_CASE("the family consents with its logistic chance, the unmarried ask nobody") {
  Families families;
  HouseholdParameters p = certain();
  p.fertility = 0;
  HeadTraits who = aged(50);
  who.conviction = 0.4;
  const double chance = 1.0 / (1.0 + std::exp(-(1.5 + 1.5 * 0.4)));
  double yes = 0;
  for (std::uint32_t slot = 0; slot < 4000; ++slot)
    yes += families.people.household(families.add(p, who, slot)).consents ? 1 : 0;
  CHECK(normal_two_sided((yes - 4000 * chance) / std::sqrt(4000 * chance * (1 - chance))) >
        false_alarm);
  p.consent = -10;
  p.consent_conviction = -10;
  p.never_married = 1;
  for (std::uint32_t slot = 0; slot < 50; ++slot)
    CHECK(families.people.household(families.add(p, who, slot)).consents);
}

TEST_CASE("small children make consent rarer, for the same families") {
  Families families;
  HouseholdParameters lenient = certain(), strict = certain();
  lenient.consent_small_child = 0;
  strict.consent_small_child = -2;
  int fewer = 0;
  for (std::uint32_t slot = 0; slot < 400; ++slot) {
    const Index a = families.add(lenient, aged(29), slot);
    const Index b = families.add(strict, aged(29), slot);
    const bool before = families.people.household(a).consents;
    const bool after = families.people.household(b).consents;
    const int small = count_younger(families.people, b, 3, now);
    if (small == 0)
      REQUIRE(before == after);
    else
      REQUIRE((before || !after));
    fewer += before && !after;
  }
  CHECK(fewer > 0);
}

TEST_CASE("other adults are adults, and those who travel are counted by age") {
  Families families;
  HouseholdParameters p = certain();
  p.other_adult = 1;
  p.fertility = 1;
  for (const int years : {18, 30, 60}) {
    for (std::uint32_t slot = 0; slot < 100; ++slot) {
      const Index household = families.add(p, aged(years), slot);
      REQUIRE(families.count(household, Role::other_adult) == 1);
      int adults = 0, children = 0, babies = 0;
      families.people.each_member(household, [&](Index i) {
        const int age = families.people.person(i).age(now);
        if (families.people.person(i).role == Role::other_adult) REQUIRE(age >= 15);
        ++(age < 15 ? children : adults);
        babies += age < 3 ? 1 : 0;
      });
      const Travellers found = travellers(families.people, household, now);
      REQUIRE(found.adults == adults);
      REQUIRE(found.children == children);
      REQUIRE(count_younger(families.people, household, 3, now) == babies);
    }
  }
  const Index household = families.add(p, aged(30), 5);
  families.people.move(families.people.household(household).head, PersonState::dead, Cause::age,
                       now, families.events);
  const int before = families.people.household(household).persons;
  const Travellers left = travellers(families.people, household, now);
  CHECK(left.adults + left.children == before - 1);
}

TEST_CASE("the same family stands behind the same head in every world") {
  Families one(7), same(7), other(8);
  const HouseholdParameters p;
  int different = 0;
  for (std::uint32_t slot = 0; slot < 100; ++slot) {
    same.add(p, aged(20), 1000 + slot);  // others enrolled before
    const Index a = one.add(p, aged(40), slot);
    const Index b = same.add(p, aged(40), slot);
    const Index c = other.add(p, aged(40), slot);
    REQUIRE(one.people.household(a).persons == same.people.household(b).persons);
    REQUIRE(one.people.household(a).consents == same.people.household(b).consents);
    different += one.people.household(a).persons != other.people.household(c).persons;
  }
  CHECK(different > 0);
}
