#include "engine/scenario/document/listing.hpp"

#include <unordered_map>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/spelling.hpp"
#include "engine/scenario/document/walker.hpp"

namespace komuna {
namespace {

std::string in_words(const double* value) { return format_number(*value); }
std::string in_words(const std::int64_t* value) { return std::to_string(*value); }
std::string in_words(const bool* value) { return *value ? "true" : "false"; }
std::string in_words(const std::string* value) { return *value; }
std::string in_words(const Month* value) { return to_string(*value); }
std::string in_words(const Series* value) { return describe_series(*value); }
std::string in_words(const Reference& reference) { return *reference.id; }
std::string in_words(const Choice& choice) {
  return std::string((*choice.names)[static_cast<std::size_t>(*choice.index)]);
}
std::string in_words(const ReferenceList& list) {
  std::string text;
  for (const std::string& id : *list.ids) text += (text.empty() ? "" : ", ") + id;
  return text;
}
std::string in_words(const NumberTable& table) {
  std::string text;
  for (const auto& [id, value] : *table.values)
    text += (text.empty() ? "" : ", ") + id + ": " + format_number(value);
  return text;
}

std::string origin_of(const Provenance& provenance) {
  std::string text = provenance.text;
  for (const std::string& source : provenance.sources) text += (text.empty() ? "" : ", ") + source;
  if (!provenance.confidence.empty())
    text += (text.empty() ? "(" : " (") + provenance.confidence + ')';
  return text;
}

std::string allowed_in_words(const Slot& slot, const Field& field) {
  if (const auto* choice = std::get_if<Choice>(&slot)) return list_words(*choice->names);
  if (const auto* reference = std::get_if<Reference>(&slot)) return "a " + reference->kind;
  if (const auto* list = std::get_if<ReferenceList>(&slot)) return "ids of table " + list->kind;
  if (field.min == -no_limit && field.max == no_limit) return {};
  return format_range(field.min, field.max);
}

class Lister final : public Walker {
 public:
  explicit Lister(const std::vector<Provenance>& provenance) {
    for (const Provenance& entry : provenance) by_path_.emplace(entry.path, &entry);
  }
  std::vector<Listing> rows;

 protected:
  void leaf(const Slot& slot, const Field& field) override {
    Listing row;
    row.path = join_path(path(), field.key);
    row.type = slot_name(slot);
    row.unit = std::string(field.unit);
    row.min = field.min;
    row.max = field.max;
    row.allowed = allowed_in_words(slot, field);
    row.value = std::visit([](const auto& value) { return in_words(value); }, slot);
    row.help = std::string(field.help);
    row.basis = std::string(field.basis);
    row.timing = field.timing;
    row.presence = field.presence;
    row.origin = row.basis;
    if (const auto* table = std::get_if<NumberTable>(&slot)) {
      for (const auto& number : *table->values) adopt(row, join_path(row.path, number.first));
    } else {
      adopt(row, row.path);
    }
    rows.push_back(std::move(row));
  }

 private:
  void adopt(Listing& row, const std::string& path) {
    const auto found = by_path_.find(path);
    if (found == by_path_.end()) return;
    const std::string origin = origin_of(*found->second);
    const bool is_first = row.how == Provenance::How::by_default;
    if (!is_first && (origin != row.origin || found->second->how != row.how)) {
      row.origin = "several";
      return;
    }
    row.how = found->second->how;
    row.origin = origin;
  }

  std::unordered_map<std::string, const Provenance*> by_path_;
};

}  // namespace

std::string describe_series(const Series& series) {
  if (series.points.empty()) return "none";
  if (series.points.size() == 1) return format_number(series.points[0].value);
  std::string text;
  for (const Series::Point& point : series.points)
    text += (text.empty() ? "" : ", ") + to_string(point.month) + ": " + format_number(point.value);
  return text + (series.reading == Series::Reading::step ? " (step)" : " (linear)");
}

std::vector<Listing> list_parameters(const FieldVisitor::Body& body,
                                     const std::vector<Provenance>& provenance) {
  Lister lister(provenance);
  body(lister);
  return std::move(lister.rows);
}

}  // namespace komuna
