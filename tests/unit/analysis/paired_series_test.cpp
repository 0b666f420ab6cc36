#include "analysis/paired_series.hpp"

#include <catch2/catch.hpp>
#include <map>

#include "engine/measures/variable.hpp"
#include "engine/output/column.hpp"
#include "tests/support/outcome_list.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

Parameters two_years() {
  Parameters parameters;
  parameters.from = Month::of(1923, 1);
  parameters.until = Month::of(1924, 12);
  for (const char* id : {"arcadia", "illyria"}) {
    Origin origin;
    origin.id = id;
    parameters.population.origins.push_back(origin);
  }
  return parameters;
}

// `departed` of 1924 by origin, one replicate each.
OutcomeList world(const std::vector<std::pair<int, int>>& departed) {
  OutcomeList list;
  for (std::size_t r = 0; r < departed.size(); ++r) {
    Outcome outcome;
    outcome.replicate = r;
    const auto add = [&](Index origin, int count) {
      YearRow row;
      row.year = 1924;
      row.origin = origin;
      row.counts[variable_index("departed")] = count;
      outcome.years.push_back(row);
    };
    add(0, departed[r].first);
    add(1, departed[r].second);
    add(none, 1000);
    list.list.push_back(outcome);
  }
  return list;
}

std::map<std::string, PairedYear> rows_of_1924(const OutcomeSource& base,
                                               const OutcomeSource& other, const Parameters& others,
                                               std::size_t buffer) {
  std::map<std::string, PairedYear> rows;
  each_paired_year(
      two_years(), base, others, other,
      [&](const PairedYear& row) {
        if (row.year == 1924 && row.variable == variable_index("departed")) rows[row.origin] = row;
        if (row.year == 1923) CHECK(row.difference.mean == 0);
      },
      buffer);
  return rows;
}

}  // namespace

TEST_CASE("differences year by year, by origin and for all, whatever the buffer") {
  const OutcomeList base = world({{10, 5}, {20, 5}, {30, 5}});
  const OutcomeList other = world({{12, 5}, {20, 6}, {25, 5}});
  for (const std::size_t buffer : {std::size_t{1}, std::size_t{1} << 26U}) {
    const auto rows = rows_of_1924(base, other, two_years(), buffer);
    REQUIRE(rows.size() == 4);  // two origins, the people of the place, all
    CHECK(rows.at("arcadia").difference.mean == -1);
    CHECK(rows.at("arcadia").difference.q50 == 0);
    CHECK(rows.at("arcadia").base_median == 20);
    CHECK(rows.at("arcadia").p_more == Approx(1.0 / 3));
    CHECK(rows.at("arcadia").p_less == Approx(1.0 / 3));
    CHECK(rows.at("illyria").difference.mean == Approx(1.0 / 3));
    CHECK(rows.at(std::string(local_people)).base_median == 1000);
    CHECK(rows.at(std::string(all_origins)).difference.mean == Approx(-2.0 / 3));
    CHECK(rows.at(std::string(all_origins)).alternative_median == 1026);
  }
}

TEST_CASE("a small buffer reads more often, a large one once") {
  const OutcomeList base = world({{1, 1}}), other = world({{1, 1}});
  rows_of_1924(base, other, two_years(), std::size_t{1} << 26U);
  CHECK(other.readings == 1);
  rows_of_1924(base, other, two_years(), 1);
  CHECK(other.readings == 1 + static_cast<int>(variable_count));
}

TEST_CASE("origins that only one world has are left out, everybody counts") {
  Parameters others = two_years();
  others.population.origins[1].id = "thule";
  const auto rows = rows_of_1924(world({{10, 5}}), world({{10, 9}}), others, 1U << 20U);
  CHECK(rows.count("illyria") == 0);
  CHECK(rows.count("thule") == 0);
  CHECK(rows.at(std::string(all_origins)).difference.mean == 4);
}
