#include "engine/output/data_package.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

#include "engine/base/assert.hpp"

namespace komuna {
namespace {

using Json = nlohmann::ordered_json;

constexpr const char* package_profile = "https://datapackage.org/profiles/2.0/datapackage.json";
constexpr const char* resource_profile = "https://datapackage.org/profiles/2.0/dataresource.json";

Json field_of(const Column& column) {
  Json field;
  field["name"] = column.name;
  Json constraints = Json::object();
  switch (column.type) {
    case ColumnType::text:
      field["type"] = "string";
      break;
    case ColumnType::integer:
      field["type"] = "integer";
      break;
    case ColumnType::number:
      field["type"] = "number";
      break;
    case ColumnType::date:
      field["type"] = "date";
      break;
    case ColumnType::flag:
      field["type"] = "boolean";
      field["trueValues"] = {"1"};
      field["falseValues"] = {"0"};
      break;
  }
  field["description"] = column.help + (column.unit.empty() ? "" : " Unit: " + column.unit + '.');
  if (!column.unit.empty()) field["unit"] = column.unit;
  if (column.filled == Filled::always) constraints["required"] = true;
  if (column.not_negative) constraints["minimum"] = 0;
  if (!column.choices.empty()) constraints["enum"] = column.choices;
  if (!constraints.empty()) field["constraints"] = constraints;
  return field;
}

Json schema_of(const TableShape& shape) {
  Json schema;
  schema["$schema"] = "https://datapackage.org/profiles/2.0/tableschema.json";
  schema["fields"] = Json::array();
  for (const Column& column : shape.columns) schema["fields"].push_back(field_of(column));
  schema["missingValues"] = {""};
  if (!shape.key.empty()) schema["primaryKey"] = shape.key;
  return schema;
}

Json resource_of(const TableShape& shape, const WrittenFile& file) {
  Json resource;
  resource["$schema"] = resource_profile;
  resource["name"] = shape.name;
  resource["path"] = file.name;
  resource["type"] = "table";
  resource["title"] = shape.title;
  if (!shape.help.empty()) resource["description"] = shape.help;
  resource["format"] = "csv";
  resource["mediatype"] = "text/csv";
  resource["encoding"] = "utf-8";
  resource["bytes"] = file.bytes;
  resource["hash"] = "sha256:" + file.sha256;
  resource["dialect"] = {{"delimiter", ","}, {"lineTerminator", "\r\n"}, {"header", true}};
  resource["schema"] = schema_of(shape);
  return resource;
}

// Names of packages are in small letters.
std::string small_letters(std::string name) {
  std::transform(name.begin(), name.end(), name.begin(), [](char c) {
    return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
  });
  return name;
}

}  // namespace

std::string data_package(const PackageText& about, const std::vector<const TableShape*>& shapes,
                         const std::vector<WrittenFile>& files) {
  KOMUNA_ASSERT(shapes.size() == files.size(), "a file for each table");
  Json package;
  package["$schema"] = package_profile;
  package["name"] = "komuna-" + small_letters(about.name);
  package["title"] = about.title;
  package["description"] = about.description;
  package["licenses"] = {
      {{"name", "MIT"}, {"title", "MIT License"}, {"path", "https://opensource.org/license/mit"}}};
  package["contributors"] = {{{"title", "komuna " + about.version}, {"roles", {"creator"}}}};
  if (!about.sources.empty()) package["sources"] = Json::array();
  for (const Citation& citation : about.sources) {
    Json source;
    source["title"] = citation.title;
    if (!citation.address.empty()) source["path"] = citation.address;
    package["sources"].push_back(source);
  }
  package["resources"] = Json::array();
  for (std::size_t i = 0; i < files.size(); ++i)
    package["resources"].push_back(resource_of(*shapes[i], files[i]));
  return package.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

}  // namespace komuna
