#include "analysis/report/map.hpp"

#include <algorithm>
#include <catch2/catch.hpp>

using namespace komuna::report;

TEST_CASE("map: near points keep their place, far ones stand at the edge and say so") {
  const std::vector<MapPoint> points{{"Steppe, in the east", 50, 50, 100, true},
                                     {"Hills", 15, 49, 60, false},
                                     {"Over the sea", -120, 40, 40, false}};
  const MapLayout layout = lay_out(points);
  const DrawnPoint& steppe = layout.points[0];
  const DrawnPoint& hills = layout.points[1];
  const DrawnPoint& far = layout.points[2];
  CHECK(steppe.y == 50);
  CHECK(hills.y == 49);
  // One degree of longitude is as wide as at the middle latitude: cos 49.5 degrees.
  CHECK((steppe.x - hills.x) / 35 == Approx(0.64945).margin(1e-5));
  CHECK_FALSE(hills.moved);
  CHECK(far.moved);
  CHECK(far.x > layout.west);
  CHECK(far.x < hills.x);
  CHECK(far.y > layout.south);
  CHECK(far.y < layout.north);
  CHECK(steppe.label == "1 Steppe");
  CHECK(hills.label == "Hills");
}

TEST_CASE("map: names that would lie on others are left out, numbers stay") {
  std::vector<MapPoint> points;
  for (int i = 0; i < 12; ++i)
    points.push_back({"A place with a long name", 40 + i * 0.4, 50, 100.0 - i, true});
  points.push_back({"Far away", 0, 45, 1, false});
  const MapLayout layout = lay_out(points);
  const auto named = std::count_if(layout.points.begin(), layout.points.end(), [](const auto& p) {
    return p.label.find("place") != std::string::npos;
  });
  CHECK(named >= 1);
  CHECK(named < 12);
  const std::string script = map_script(layout, {{12, 0, 50}, {12, 1, 2}});
  CHECK(script.find("linewidth 9.00") != std::string::npos);
  CHECK(script.find("linewidth 1.80") != std::string::npos);  // 9 sqrt(2 / 50)
}

TEST_CASE("map: no points, no trouble") { CHECK(lay_out({}).points.empty()); }
