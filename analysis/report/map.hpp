#pragma once
// A plain map: where collectives came from and where they went, points and arcs and nothing else.
// No borders are drawn, neither those of the time nor of ours; names are those of the scenario.
//
// Degrees are drawn with one degree of longitude as wide as at the middle latitude of the map. A
// point far from the places of settlement (over the sea) is moved to the edge and says so.

#include <string>
#include <vector>

#include "analysis/report/chart.hpp"

namespace komuna::report {

struct MapPoint {
  std::string name;
  double longitude = 0;
  double latitude = 0;
  double persons = 0;
  bool is_place = false;  // of settlement; else of origin
};

struct MapArc {
  std::size_t from = 0;  // in the points
  std::size_t to = 0;
  double persons = 0;
};

// Points as drawn: in map units, with the side on which the name stands.
struct DrawnPoint {
  double x = 0, y = 0;
  bool moved = false;
  bool is_place = false;
  std::string label;  // of a place its number and, where it fits, its name; of an origin its name
  double label_x = 0, label_y = 0;
  bool to_left = false;
};

struct MapLayout {
  double west = 0, east = 1, south = 0, north = 1;  // map units
  double squeeze = 1;                               // map units for one degree of longitude
  double pixels_per_unit = 1;
  int width = 960;
  int height = 500;
  std::vector<DrawnPoint> points;
};

// Places are numbered in the order given. Names are left out where they would lie on others.
MapLayout lay_out(const std::vector<MapPoint>& points);
std::string map_script(const MapLayout& layout, const std::vector<MapArc>& arcs);

}  // namespace komuna::report
