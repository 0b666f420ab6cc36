#pragma once
// What the page has to know of the engine to put words and units to its numbers: the variables, the
// columns of collectives, the levers with the fields of the parameters they change. JSON.

#include <string>

#include "classroom/wasm/worlds.hpp"

namespace komuna::classroom {

// {"variables": [{"name", "unit", "help", "stock"}], "columns": [...], "stages": [...],
//  "from": "1921-01", "months": 276, "regions": [{"name", "longitude", "latitude"}],
//  "levers": [{"id", "parameters": [{"path", "unit", "help", "basis"}]}]}
std::string describe(const Worlds& worlds);

}  // namespace komuna::classroom
