#include "engine/scenario/document/resolved.hpp"

#include <cmath>

#include "engine/scenario/document/json_text.hpp"
#include "engine/scenario/document/walker.hpp"

namespace komuna {
namespace {

bool can_be_written(Month month) { return distant_past <= month && month <= distant_future; }

void write_series(JsonText& json, const Series& series) {
  if (series.reading == Series::Reading::step && series.points.size() == 1 &&
      series.points[0].month == distant_past) {
    json.number(series.points[0].value);
    return;
  }
  json.begin_map().key(series.reading == Series::Reading::step ? "step" : "linear").begin_map();
  for (const Series::Point& point : series.points)
    json.key(to_string(point.month)).number(point.value);
  json.end().end();
}

class Writer final : public Walker {
 public:
  JsonText json;

 protected:
  bool enter_object(const Field& field) override {
    json.key(field.key).begin_map();
    return true;
  }
  bool enter_table(Entries& /*table*/, std::string_view /*kind*/, const Field& field) override {
    json.key(field.key).begin_map();
    return true;
  }
  bool enter_entry(const std::string& id) override {
    json.key(id).begin_map();
    return true;
  }
  void leave() override { json.end(); }

  void leaf(const Slot& slot, const Field& field) override {
    std::visit([&](const auto& value) { write(value, field.key); }, slot);
  }

 private:
  void write(const double* value, std::string_view key) {
    if (std::isfinite(*value)) json.key(key).number(*value);
  }
  void write(const std::int64_t* value, std::string_view key) {
    json.key(key).raw(std::to_string(*value));
  }
  void write(const bool* value, std::string_view key) {
    json.key(key).raw(*value ? "true" : "false");
  }
  void write(const std::string* value, std::string_view key) { json.key(key).text(*value); }
  void write(const Month* value, std::string_view key) {
    if (can_be_written(*value)) json.key(key).text(to_string(*value));
  }
  void write(const Series* value, std::string_view key) {
    if (value->points.empty()) return;
    json.key(key);
    write_series(json, *value);
  }
  void write(const Choice& choice, std::string_view key) {
    json.key(key).text((*choice.names)[static_cast<std::size_t>(*choice.index)]);
  }
  void write(const Reference& reference, std::string_view key) {
    json.key(key).text(*reference.id);
  }
  void write(const ReferenceList& list, std::string_view key) {
    json.key(key).begin_list();
    for (const std::string& id : *list.ids) json.text(id);
    json.end();
  }
  void write(const NumberTable& table, std::string_view key) {
    json.key(key).begin_map();
    for (const auto& [id, value] : *table.values) json.key(id).number(value);
    json.end();
  }
};

}  // namespace

std::string resolved_json(const FieldVisitor::Body& body) {
  Writer writer;
  writer.json.begin_map();
  body(writer);
  writer.json.end();
  return writer.json.take();
}

}  // namespace komuna
