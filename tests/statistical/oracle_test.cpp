// The engine against the oracle (tests/support/oracle.hpp): in nine small countries both must count
// the same - enrolments by stratum, work, skill, age, savings, conviction, cell, month, collective
// and by how many colleagues and kin had gone before, requests, rivals, foundings.
//
// Each comparison: 250 replicates of the engine (seed 1924) against 200 of the oracle (seed
// 1924 * 1000003 + i), about 60 to 170 labels, false-alarm probability 1e-6 in all (Bonferroni).
// After several laws a wrong one follows that the same comparison must notice.

#include <catch2/catch.hpp>

#include "tests/support/comparison.hpp"
#include "tests/support/small_cases.hpp"
#include "tests/support/statistics.hpp"

using namespace komuna;
using namespace komuna::tests;

namespace {

constexpr Effort effort{250, 200, 1924};

// The engine's side of a country, and what the oracle makes of it, with or without a defect.
class Comparison {
 public:
  explicit Comparison(HomeModel model)
      : model_(std::move(model)), engine_(engine_tally(model_, effort)) {}

  Agreement against_oracle(const Defects& defects = {}) const {
    return compare(engine_, oracle_tally(model_, effort, defects));
  }
  const Tally& engine() const { return engine_; }

 private:
  HomeModel model_;
  Tally engine_;
};

void check_agreement(const Comparison& comparison, int labels) {
  const Agreement agreement = comparison.against_oracle();
  INFO(agreement.worst);
  CHECK(agreement.probability >= false_alarm);
  CHECK(agreement.labels >= labels);  // the comparison was about something
}

void check_noticed(const Comparison& comparison, const char* what, const Defects& defects) {
  INFO(what);
  CHECK(comparison.against_oracle(defects).probability < false_alarm);
}

Defects defect(void (*set)(Defects&)) {
  Defects defects;
  set(defects);
  return defects;
}

}  // namespace

TEST_CASE("One cell: engine and oracle count the same") {
  const Comparison comparison(one_cell());
  check_agreement(comparison, 60);
  check_noticed(comparison, "a hazard clipped at a ceiling",
                defect([](Defects& d) { d.highest_hazard = 0.01; }));
  check_noticed(comparison, "a fifth more weight of conviction",
                defect([](Defects& d) { d.conviction = 1.2; }));
}

TEST_CASE("Groups, strata, branches and regions: engine and oracle count the same") {
  check_agreement(Comparison(many_cells()), 100);
}

TEST_CASE("A shrinking party and jumping unemployment: engine and oracle count the same") {
  check_agreement(Comparison(changing_times()), 100);
}

TEST_CASE("Long spells of unemployment: engine and oracle count the same") {
  // Nearly all who are out of work leave; only as spells end do others come to be without work.
  HomeModel model = one_cell();
  model.population.employment_spell = 24;
  model.decision.unemployed = 4.0;
  model.decision.join_constant = -7.0;
  const Comparison comparison(model);
  check_agreement(comparison, 60);
  check_noticed(comparison, "unemployment without spells",
                defect([](Defects& d) { d.fresh_employment = true; }));
}

TEST_CASE("Contagion among colleagues and kin: engine and oracle count the same") {
  const Comparison comparison(contagion());
  check_agreement(comparison, 100);
  // A quarter of those who join had seen a colleague go: it is the effect that is compared.
  CHECK(comparison.engine().sum("colleagues who joined before 0") <
        0.75 * comparison.engine().sum("joined"));
  check_noticed(comparison, "colleagues that weigh a quarter more",
                defect([](Defects& d) { d.colleagues = 1.25; }));
  check_noticed(comparison, "colleagues that weigh twice",
                defect([](Defects& d) { d.colleagues = 2.0; }));
}

TEST_CASE("Competing collectives and single applicants: engine and oracle count the same") {
  const Comparison comparison(competition());
  check_agreement(comparison, 100);
  check_noticed(comparison, "taking always the likeliest alternative",
                defect([](Defects& d) { d.by_likeliest = true; }));
  check_noticed(comparison, "refusing those who may compete",
                defect([](Defects& d) { d.refuse_all = true; }));
}

TEST_CASE("Rules of membership: engine and oracle count the same") {
  check_agreement(Comparison(closed_circles()), 100);
}

TEST_CASE("Rival countries with and without a quota: engine and oracle count the same") {
  const Comparison comparison(rival_country());
  check_agreement(comparison, 100);
  check_noticed(comparison, "a quota that does not ration",
                defect([](Defects& d) { d.unrationed = true; }));
}

TEST_CASE("Collectives founded by the model: engine and oracle count the same") {
  const Comparison comparison(foundings());
  check_agreement(comparison, 100);
  check_noticed(comparison, "a nucleus half as large again",
                defect([](Defects& d) { d.nucleus = 1.5; }));
}

TEST_CASE("Generations follow each other over twenty years: engine and oracle count the same") {
  check_agreement(Comparison(twenty_years()), 40);
}
