#include "engine/scenario/document/walker.hpp"

#include <array>

#include "engine/scenario/document/node.hpp"

namespace komuna {

std::string_view slot_name(const Slot& slot) {
  constexpr std::array<std::string_view, 10> names = {
      "number", "whole number", "true or false", "text",       "month",
      "series", "choice",       "reference",     "references", "numbers"};
  return names[slot.index()];
}

void Walker::option(int& index, const std::vector<std::string_view>& names, const Field& field) {
  leaf(Choice{&index, &names}, field);
}

void Walker::reference(std::string& id, std::string_view kind, const Field& field) {
  leaf(Reference{&id, std::string(kind)}, field);
}

void Walker::references(std::vector<std::string>& ids, std::string_view kind, const Field& field) {
  leaf(ReferenceList{&ids, std::string(kind)}, field);
}

void Walker::numbers(NumbersById& values, std::string_view kind, const Field& field) {
  leaf(NumberTable{&values, std::string(kind)}, field);
}

void Walker::object(const Field& field, const Body& body) {
  if (!enter_object(field)) return;
  const std::string outer = path_;
  path_ = join_path(outer, field.key);
  body(*this);
  path_ = outer;
  leave();
}

void Walker::entries(Entries& table, std::string_view kind, const Field& field) {
  if (!enter_table(table, kind, field)) return;
  const std::string outer = path_;
  const std::string own = join_path(outer, field.key);
  for (std::size_t index = 0; index < table.size(); ++index) {
    path_ = own;
    if (!enter_entry(table.id(index))) continue;
    path_ = join_path(own, table.id(index));
    table.visit(index, *this);
    leave();
  }
  path_ = outer;
  leave();
}

void Walker::require(bool /*holds*/, std::string_view /*key*/, const std::string& /*message*/) {}
bool Walker::enter_object(const Field& /*field*/) { return true; }
bool Walker::enter_table(Entries& /*table*/, std::string_view /*kind*/, const Field& /*field*/) {
  return true;
}
bool Walker::enter_entry(const std::string& /*id*/) { return true; }

}  // namespace komuna
