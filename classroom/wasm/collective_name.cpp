#include "classroom/wasm/collective_name.hpp"

namespace komuna::classroom {
namespace {

std::string region_of(const World& world, const Collective& collective) {
  if (collective.region == none) return {};
  const RegionPlace& place = world.cells.regions()[collective.region];
  return world.population.origins[place.origin].regions[place.within_origin].id;
}

}  // namespace

void write_name(JsonText& json, const World& world, const Collective& collective) {
  json.key("id").text(collective.id);
  json.key("name").text(collective.name);
  json.key("pattern").text(collective.from_template ? world.plan(collective).id : "");
  json.key("place").text(region_of(world, collective));
}

}  // namespace komuna::classroom
