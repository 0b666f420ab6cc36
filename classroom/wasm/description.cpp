#include "classroom/wasm/description.hpp"

#include "classroom/wasm/course.hpp"
#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/locate.hpp"

namespace komuna::classroom {
namespace {

void write_variables(JsonText& json) {
  json.key("variables").begin_list();
  for (const Variable& variable : variables()) {
    json.begin_map();
    json.key("name").text(variable.name);
    json.key("unit").text(variable.unit);
    json.key("help").text(variable.help);
    json.key("stock").raw(variable.is_stock() ? "true" : "false");
    json.end();
  }
  json.end();
  json.key("columns").begin_list();
  for (const std::string_view column : collective_columns()) json.text(column);
  json.end();
  json.key("stages").begin_list();
  for (int stage = 0; stage < stage_count; ++stage) json.text(name_of(static_cast<Stage>(stage)));
  json.end();
}

// In the order in which the course numbers them.
void write_regions(JsonText& json, const Model& model) {
  json.key("regions").begin_list();
  for (const auto& place : model.cells.regions()) {
    const Origin& origin = model.parameters.population.origins[place.origin];
    const Region& region = origin.regions[place.within_origin];
    json.begin_map();
    json.key("origin").text(origin.id);
    json.key("id").text(region.id);
    json.key("name").text(region.name);
    json.key("longitude").number(region.longitude);
    json.key("latitude").number(region.latitude);
    json.end();
  }
  json.end();
}

void write_levers(JsonText& json, const Model& model) {
  Parameters parameters = model.parameters;
  const FieldVisitor::Body body = [&parameters](FieldVisitor& visitor) {
    fields(visitor, parameters);
  };
  json.key("levers").begin_list();
  for (const LeverOffered& lever : model.parameters.levers) {
    json.begin_map();
    json.key("id").text(lever.id);
    json.key("parameters").begin_list();
    for (const LeverChange& change : lever.changes) {
      const Location found = locate(body, change.parameter);
      json.begin_map();
      json.key("path").text(change.parameter);
      json.key("unit").text(found.parameter ? found.parameter->field.unit : "");
      json.key("help").text(found.parameter ? found.parameter->field.help : "");
      json.end();
    }
    json.end().end();
  }
  json.end();
}

}  // namespace

std::string describe(const Worlds& worlds) {
  const Model& model = worlds.model(Which::history);
  JsonText json;
  json.begin_map();
  json.key("from").text(to_string(model.parameters.from));
  json.key("months").number(model.parameters.months());
  write_variables(json);
  write_regions(json, model);
  write_levers(json, model);
  json.end();
  return json.take();
}

}  // namespace komuna::classroom
