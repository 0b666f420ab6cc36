#pragma once
// How the page may call a collective in another language: by its id, or, where it was founded
// within the simulation, by the pattern it follows and the region it comes from.
//
//   {"id": "interhelpo", "name": "Interhelpo", "pattern": "", "place": "slovakia"}

#include "engine/scenario/document/json_text.hpp"
#include "engine/world/world.hpp"

namespace komuna::classroom {

// Into a map that has been begun.
void write_name(JsonText& json, const World& world, const Collective& collective);

}  // namespace komuna::classroom
