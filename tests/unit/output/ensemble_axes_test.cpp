// The cells are read by tests/formats/netcdf_test.py; here, which axes there are.

#include "engine/output/ensemble_axes.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

namespace {

class Numbers final : public OutcomeSource {
 public:
  explicit Numbers(std::vector<std::pair<std::uint64_t, std::string>> list)
      : list_(std::move(list)) {}
  void each(const std::function<void(const Outcome&)>& visit) const override {
    for (const auto& [number, error] : list_) {
      Outcome outcome;
      outcome.replicate = number;
      outcome.error = error;
      visit(outcome);
    }
  }

 private:
  std::vector<std::pair<std::uint64_t, std::string>> list_;
};

Parameters world(Month from, Month until, const std::vector<std::string>& origins) {
  Parameters parameters;
  parameters.from = from;
  parameters.until = until;
  for (const std::string& id : origins) {
    parameters.population.origins.emplace_back();
    parameters.population.origins.back().id = id;
  }
  return parameters;
}

constexpr std::int32_t gap = EnsembleAxes::empty_cell;

}  // namespace

TEST_CASE("axes: of one world that ran through there is no gap") {
  const Parameters parameters = world(Month::of(1921, 3), Month::of(1922, 2), {"a"});
  const Numbers source({{0, ""}, {7, ""}});
  const EnsembleAxes axes({"", "", "", 0, {{"w", "", &parameters, &source}}});
  CHECK(axes.replicates == std::vector<std::int32_t>{0, 7});
  CHECK(axes.first_year == 1921);
  CHECK(axes.years == 2);
  CHECK(axes.months == 12);
  CHECK(axes.origins == std::vector<std::string>{"a", "(local)"});
  CHECK(!axes.has_gaps);
  CHECK(axes.yearly(parameters) == std::vector<std::int32_t>(4, 0));
}

TEST_CASE("axes: worlds of other horizons and origins share what they have") {
  const Parameters one = world(Month::of(1921, 7), Month::of(1921, 12), {"a", "b"});
  const Parameters two = world(Month::of(1920, 12), Month::of(1921, 8), {"b", "c"});
  const Numbers source({{0, ""}});
  const EnsembleAxes axes({"", "", "", 0, {{"1", "", &one, &source}, {"2", "", &two, &source}}});
  CHECK(axes.first_month == Month::of(1920, 12));
  CHECK(axes.months == 13);
  CHECK(axes.years == 2);
  CHECK(axes.origins == std::vector<std::string>{"a", "b", "c", "(local)"});
  CHECK(axes.places_of(two) == std::vector<std::size_t>{1, 2, 3});
  CHECK(axes.has_gaps);
  CHECK(axes.yearly(one) == std::vector<std::int32_t>{gap, gap, gap, gap, 0, 0, gap, 0});
  const std::vector<std::int32_t> months = axes.monthly(one);
  CHECK(std::count(months.begin(), months.end(), gap) == 7);
  CHECK(months[7] == 0);
}

TEST_CASE(
    "axes: a replicate that failed everywhere is left out, one that failed somewhere is a gap") {
  const Parameters parameters = world(Month::of(1921, 1), Month::of(1921, 12), {"a"});
  const Numbers all({{0, ""}, {1, "bad"}, {2, ""}});
  const Numbers fewer({{0, ""}, {1, "bad"}, {2, "bad"}});
  const ExportedWorld first{"1", "", &parameters, &all};
  const ExportedWorld second{"2", "", &parameters, &fewer};
  CHECK(!EnsembleAxes({"", "", "", 0, {first, first}}).has_gaps);
  const EnsembleAxes axes({"", "", "", 0, {first, second}});
  CHECK(axes.replicates == std::vector<std::int32_t>{0, 2});
  CHECK(axes.has_gaps);
}
