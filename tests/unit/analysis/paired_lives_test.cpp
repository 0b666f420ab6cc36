#include "analysis/paired_lives.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace komuna;

namespace {

TracedPerson person(std::uint32_t slot, std::uint32_t number, Journey journey,
                    std::uint32_t collective) {
  TracedPerson traced;
  traced.key = {77, slot, number};
  traced.journey = journey;
  traced.head = number == 0;
  traced.origin = 0;
  traced.stratum = Stratum::member;
  traced.collective = collective;
  return traced;
}

const PairedLives* find(const std::vector<PairedLives>& rows, Journey base, Journey alternative) {
  for (const PairedLives& row : rows)
    if (row.in_base == base && row.in_alternative == alternative) return &row;
  return nullptr;
}

}  // namespace

TEST_CASE("people of two worlds are matched by who they are") {
  // Household 1 goes in both, its youngest only in the base; household 2 is told apart by its
  // collective; household 3 is known in the base only, household 4 in the other world only.
  const TracedPeople base{
      {person(1, 0, Journey::went, 5), person(1, 1, Journey::went, 5),
       person(1, 2, Journey::went, 5), person(2, 0, Journey::went, 5),
       person(3, 0, Journey::went, 6), person(3, 1, Journey::papers_refused, 6)},
      {5, 6}};
  const TracedPeople other{
      {person(1, 0, Journey::went, 5), person(1, 1, Journey::tired_of_waiting, 5),
       person(2, 0, Journey::went, 7), person(4, 0, Journey::went, 5)},
      {5, 7}};
  const auto rows = pair_lives(base, other);
  const auto counted = [&](Journey a, Journey b) {
    const PairedLives* row = find(rows, a, b);
    return row == nullptr ? 0 : row->persons;
  };
  CHECK(counted(Journey::went, Journey::went) == 1);
  CHECK(counted(Journey::went, Journey::tired_of_waiting) == 1);
  CHECK(counted(Journey::went, Journey::not_in_family) == 1);
  CHECK(counted(Journey::went, Journey::went_otherwise) == 1);
  CHECK(counted(Journey::went, Journey::collective_not_founded) == 1);
  CHECK(counted(Journey::papers_refused, Journey::collective_not_founded) == 1);
  CHECK(counted(Journey::never_enrolled, Journey::went) == 1);
  CHECK(rows.size() == 7);
  CHECK(persons_of(rows, Pairing::both) == 2);
  CHECK(persons_of(rows, Pairing::only_base) == 3);
  CHECK(persons_of(rows, Pairing::only_alternative) == 1);
  CHECK(persons_of(rows, Pairing::neither) == 1);
  CHECK(find(rows, Journey::went, Journey::went)->heads == 1);
  CHECK(find(rows, Journey::went, Journey::not_in_family)->heads == 0);
}

TEST_CASE("two equal worlds pair everybody with himself") {
  const TracedPeople world{{person(1, 0, Journey::went, 5), person(2, 0, Journey::shut_in, 5)},
                           {5}};
  const auto rows = pair_lives(world, world);
  REQUIRE(rows.size() == 2);
  CHECK(persons_of(rows, Pairing::both) == 1);
  CHECK(persons_of(rows, Pairing::neither) == 1);
  CHECK(pair_lives({}, {}).empty());
}

TEST_CASE("every journey and pairing has a name of its own") {
  std::vector<std::string_view> names;
  for (int i = 0; i < journey_count; ++i) {
    names.push_back(name_of(static_cast<Journey>(i)));
    CHECK_FALSE(help_of(static_cast<Journey>(i)).empty());
  }
  for (int i = 0; i < pairing_count; ++i) names.push_back(name_of(static_cast<Pairing>(i)));
  std::sort(names.begin(), names.end());
  CHECK(std::unique(names.begin(), names.end()) == names.end());
}
