#pragma once
// Where collectives settled: the place as it was before they came.
//
// Levels are between 0 (none) and 1 (as at home in a good house). The people already living there
// are part of the place.

#include <cstdint>
#include <string>

#include "engine/base/field.hpp"
#include "engine/population/origin.hpp"

namespace komuna {

struct Site {
  std::string id;
  std::string name;
  double longitude = 0;
  double latitude = 0;
  Sector sector = Sector::agriculture;
  std::int64_t room = 1;         // collectives it can take that no plan assigns to it
  double land = 1000;            // hectares on offer
  double rail_km = 10;           // to the railway
  double housing = 0.2;          // roofs that stand when they come
  double water = 0.5;            // good water within reach
  double malaria = 0.2;          // risk of malaria in summer
  double supply = 0.5;           // food and goods to be bought in the neighbourhood
  double mortality = 1.3;        // adults' mortality relative to the life table
  Series yield{8.0};             // neighbours' grain yield, centners a hectare
  Series hunger{0.0};            // general hunger, 0 none .. 1 famine
  double weather_spread = 0.25;  // standard deviation of the log of a year's yield
  double neighbours = 1000;      // people living around
  double local_hiring = 0.02;    // chance a month and open place that a neighbour joins
  std::string land_from;         // whose land it was
};
void fields(FieldVisitor& visitor, Site& site);

}  // namespace komuna
