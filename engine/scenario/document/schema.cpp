#include "engine/scenario/document/schema.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <utility>

#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/number_text.hpp"

namespace komuna {
namespace {

// Definitions used by every field.
constexpr std::string_view month_forms =
    R"([{"type": "string", "pattern": "^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$"}, )"
    R"({"type": "integer", "minimum": 1000, "maximum": 2999}])";
struct Property {
  std::string_view key, schema;
};
constexpr std::array<Property, 5> source_keys = {{
    {"source",
     R"({"description": "Id in sources.yaml, or a list of ids", "anyOf": [{"type": "string"}, )"
     R"({"type": "array", "items": {"type": "string"}, "minItems": 1}]})"},
    {"assumption",
     R"({"type": "string", "description": "Why this value, where no source has it"})"},
    {"calibrated", R"({"type": "string", "description": "The file of the calibration"})"},
    {"confidence", R"({"enum": ["high", "medium", "low", "H", "M", "L"]})"},
    {"note", R"({"type": ["string", "number"]})"},
}};
constexpr std::string_view date_pattern = "^[12][0-9]{3}(-(0[1-9]|1[0-2]))?$";
constexpr std::string_view id_pattern = R"rx(^(?![=+@-])[^\s.,;:"'/\\\[\]{}()]{1,64}$)rx";
constexpr std::string_view text_schema = R"rx({"type": "string", "pattern": "^(?!\\s*[=+@-])"})rx";

// The source keys as members of a "properties" map.
std::string source_properties() {
  std::string text;
  for (const Property& property : source_keys) {
    text += text.empty() ? "" : ", ";
    text += json_quote(property.key) + ": ";
    text += property.schema;
  }
  return text;
}

std::string number_schema(const Field& field, bool is_whole) {
  std::string text = is_whole ? R"({"type": "integer")" : R"({"type": "number")";
  if (std::isfinite(field.min)) text += R"(, "minimum": )" + format_number(field.min);
  if (std::isfinite(field.max)) text += R"(, "maximum": )" + format_number(field.max);
  return text + '}';
}

// The value itself or {value: ..., source: ...}.
std::string with_source(const std::string& value) {
  return value + R"(, {"type": "object", "properties": {"value": )" + value + ", " +
         source_properties() + R"(}, "required": ["value"], "additionalProperties": false})";
}

class SchemaWriter final : public FieldVisitor {
 public:
  // A whole scenario, or a part laid over another.
  SchemaWriter(JsonText& json, bool is_part) : json_(json), is_part_(is_part) {}

  void number(double& /*value*/, const Field& field) override {
    property(field, with_source(number_schema(field, false)));
  }
  void integer(std::int64_t& /*value*/, const Field& field) override {
    property(field, with_source(number_schema(field, true)));
  }
  void flag(bool& /*value*/, const Field& field) override {
    property(field, with_source(R"({"type": "boolean"})"));
  }
  void text(std::string& /*value*/, const Field& field) override {
    property(field, with_source(std::string(text_schema)));
  }
  void month(Month& /*value*/, const Field& field) override {
    property(field, with_source(R"({"anyOf": )" + std::string(month_forms) + '}'));
  }
  void series(Series& /*value*/, const Field& field) override {
    const std::string number = number_schema(field, false);
    std::string forms = with_source(number);
    for (const std::string_view reading : {"step", "linear"})
      forms += R"(, {"type": "object", "properties": {")" + std::string(reading) +
               R"(": {"type": "object", "minProperties": 1, "additionalProperties": false, )" +
               R"("patternProperties": {)" + json_quote(date_pattern) + R"(: {"anyOf": [)" +
               with_source(number) + "]}}}, " + source_properties() + R"(}, "required": [")" +
               std::string(reading) + R"("], "additionalProperties": false})";
    property(field, forms);
  }
  void option(int& /*index*/, const std::vector<std::string_view>& names,
              const Field& field) override {
    std::string list;
    for (const std::string_view name : names) list += (list.empty() ? "" : ", ") + json_quote(name);
    property(field, with_source(R"({"enum": [)" + list + "]}"));
  }
  void reference(std::string& /*id*/, std::string_view kind, const Field& field) override {
    property(field, with_source(R"({"type": ["string", "integer"], "description": )" +
                                json_quote("Id of a " + std::string(kind)) + '}'));
  }
  void references(std::vector<std::string>& /*ids*/, std::string_view kind,
                  const Field& field) override {
    property(field, with_source(R"({"type": "array", "uniqueItems": true, "items": {"type": )"
                                R"(["string", "integer"], "description": )" +
                                json_quote("Id of a " + std::string(kind)) + "}}"));
  }
  void numbers(NumbersById& /*values*/, std::string_view /*kind*/, const Field& field) override {
    const std::string map = R"({"type": "object", "properties": {)" + source_properties() +
                            R"(}, "additionalProperties": {"anyOf": [)" +
                            with_source(number_schema(field, false)) + or_null() + "]}}";
    property(field, with_source(map));
  }
  void object(const Field& field, const Body& body) override {
    begin(field);
    write_map([&](FieldVisitor& inner) { body(inner); });
    end();
  }
  void entries(Entries& table, std::string_view /*kind*/, const Field& field) override {
    begin(field);
    json_.begin_map().key("type").text("object");
    json_.key("properties").raw('{' + source_properties() + '}');
    json_.key("propertyNames").raw(R"({"pattern": )" + json_quote(id_pattern) + '}');
    json_.key("additionalProperties");
    if (is_part_) json_.begin_map().key("anyOf").begin_list();
    write_map([&](FieldVisitor& inner) { table.visit_default(inner); });
    if (is_part_) json_.raw(R"({"type": "null"})").end().end();
    json_.end();
    end();
  }
  void require(bool /*holds*/, std::string_view /*key*/, const std::string& /*message*/) override {}

  // {type: object, properties: ..., required: ...}; the visited fields become its properties.
  void write_map(const Body& body, const std::vector<Property>& more = {}) {
    const std::vector<std::string> outer_required = std::exchange(required_, {});
    const std::vector<std::string> outer_keys = std::exchange(keys_, {});
    json_.begin_map().key("type").text("object").key("properties").begin_map();
    body(*this);
    for (const Property& property : more) json_.key(property.key).raw(property.schema);
    for (const Property& property : source_keys)
      if (std::find(keys_.begin(), keys_.end(), property.key) == keys_.end())
        json_.key(property.key).raw(property.schema);
    json_.end();
    if (!is_part_ && !required_.empty()) {
      json_.key("required").begin_list();
      for (const std::string& key : required_) json_.text(key);
      json_.end();
    }
    json_.key("additionalProperties").raw("false").end();
    required_ = outer_required;
    keys_ = outer_keys;
  }

 private:
  std::string or_null() const { return is_part_ ? R"(, {"type": "null"})" : ""; }

  void begin(const Field& field) {
    if (field.presence == Presence::required) required_.emplace_back(field.key);
    std::string help(field.help);
    if (!field.unit.empty() && field.unit != "1") help += " Unit: " + std::string(field.unit) + '.';
    if (!field.basis.empty()) help += " Default from: " + std::string(field.basis) + '.';
    keys_.emplace_back(field.key);
    json_.key(field.key).begin_map().key("description").text(help);
    json_.key("anyOf").begin_list();
  }
  void end() {
    if (is_part_) json_.raw(R"({"type": "null"})");
    json_.end().end();
  }
  void property(const Field& field, const std::string& forms) {
    begin(field);
    json_.raw(forms);
    end();
  }

  JsonText& json_;
  bool is_part_;
  std::vector<std::string> required_;  // of the map being written
  std::vector<std::string> keys_;
};

constexpr std::string_view intervention_list =
    R"({"type": "array", "items": {"type": "object", "properties": {)"
    R"("change": {"type": "string", "description": "Path of a parameter"}, )"
    R"("set": {"type": ["number", "boolean", "string"]}, )"
    R"("scale": {"type": "number"}, "add": {"type": "number"}, )"
    R"("from": {"type": ["string", "integer"]}, "until": {"type": ["string", "integer"]}, )"
    R"("because": {"type": "string"}}, "required": ["change"], "oneOf": [)"
    R"({"required": ["set"]}, {"required": ["scale"]}, {"required": ["add"]}], )"
    R"("additionalProperties": false}})";

}  // namespace

std::string json_schema(const FieldVisitor::Body& body, std::string_view title,
                        std::string_view address) {
  const std::vector<Property> root_keys = {
      {"extends",
       R"({"description": "Name or path of the scenario below, or a list of them", "anyOf": [)"
       R"({"type": "string"}, {"type": "array", "items": {"type": "string"}}]})"},
      {"sources", R"({"type": "object", "description": "Bibliography, as in sources.yaml"})"},
      {"interventions", intervention_list},
      {"$schema", R"({"type": "string"})"}};
  JsonText json;
  json.begin_map().key("$schema").text("https://json-schema.org/draft/2020-12/schema");
  if (!address.empty()) json.key("$id").text(address);
  json.key("title").text(title).key("type").text("object");
  json.key("if").raw(R"({"required": ["extends"]})");
  json.key("then").raw(R"({"$ref": "#/$defs/part"})");
  json.key("else").raw(R"({"$ref": "#/$defs/whole"})");
  json.key("$defs").begin_map();
  for (const bool is_part : {false, true}) {
    json.key(is_part ? "part" : "whole");
    SchemaWriter(json, is_part).write_map(body, root_keys);
  }
  return json.end().end().take();
}

std::string json_schema_of_file(const FieldVisitor::Body& body, std::string_view title,
                                const std::vector<std::string_view>& laid_over) {
  std::vector<Property> keys{{"$schema", R"({"type": "string"})"}};
  for (const std::string_view key : laid_over)
    keys.push_back({key, R"({"type": "object", "description": "Laid over the scenario's"})"});
  JsonText json;
  json.begin_map().key("$schema").text("https://json-schema.org/draft/2020-12/schema");
  json.key("title").text(title).key("$ref").text("#/$defs/file");
  json.key("$defs").begin_map().key("file");
  SchemaWriter(json, false).write_map(body, keys);
  return json.end().end().take();
}

}  // namespace komuna
