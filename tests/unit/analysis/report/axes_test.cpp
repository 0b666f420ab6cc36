#include "analysis/report/axes.hpp"

#include <catch2/catch.hpp>

using namespace komuna::report;

TEST_CASE("axes: steps are round and few") {
  CHECK(step_of_axis(4) == 1);
  CHECK(step_of_axis(5) == 2);
  CHECK(step_of_axis(1.75) == Approx(0.5));
  CHECK(step_of_axis(2600) == 1000);
  CHECK(step_of_axis(160000) == 50000);
  for (double most = 0.3; most < 1e6; most *= 1.37) {
    const double steps = most / step_of_axis(most);
    CHECK(steps > 1.5);
    CHECK(steps <= 4.0001);
  }
}

namespace {

std::string text_of(const std::vector<EventLabel>& labels) {
  std::string text;
  for (const EventLabel& label : labels) text += label.text + ' ';
  return text;
}

}  // namespace

TEST_CASE("axes: labels of events stand in one lane and never lie on each other") {
  // A label of one letter is 15 pixels wide, of three letters 31.
  const std::vector<EventMark> events{{1921.0, 1}, {1921.1, 2}, {1921.2, 3},
                                      {1922.0, 4}, {1922.2, 5}, {1930.0, 6}};
  CHECK(text_of(labels_of(events, 0.01, 1940)) == "1-3 4 5 6 ");
  CHECK(text_of(labels_of(events, 0.1, 1940)) == "1-5 6 ");
  CHECK(labels_of({}, 0.1, 1940).empty());
  for (const double years : {0.005, 0.02, 0.05, 0.2}) {
    const auto labels = labels_of(events, years, 1930.1);
    for (std::size_t i = 0; i < labels.size(); ++i) {
      const double end =
          labels[i].year + years * (7 + 8 * static_cast<double>(labels[i].text.size()));
      CHECK(end <= Approx(i + 1 < labels.size() ? labels[i + 1].year : 1930.1));
    }
  }
}
