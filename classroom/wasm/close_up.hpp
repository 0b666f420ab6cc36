#pragma once
// One history from near, for the page: every collective month by month, every train, every vote and
// work, and the gate. JSON.
//
//   {"months": 276,
//    "soviet_unemployed": [millions by month], "unemployment": {origin: [share by month]},
//    "queue": [collectives waiting at the gate], "places": [places credited, persons],
//    "collectives": [{"id", "name", "pattern", "place", "plan", "region", "site", "sector", "kind",
//      "start": month, "members": [...], "waiting": [...], "fund": [...],
//      "stages": [[month, stage], ...],
//      "trains": [[departed, arrives, adults, children, deaths], ...], "works": [[finished, id]],
//      "votes": [[month, for, against, carried, matter]], "totals": {...}}]}
//
// Series of a collective begin in its month `start`. Months count from the first of the run.

#include <cstdint>
#include <string>
#include <vector>

#include "classroom/wasm/worlds.hpp"

namespace komuna::classroom {

std::string close_up(Worlds& worlds, Which which, std::uint64_t seed, std::uint64_t replicate);

}  // namespace komuna::classroom
