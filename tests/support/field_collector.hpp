#pragma once
// Visits a struct of parameters as a reader would: collects the keys, and complains about a field
// without help, a number without a basis, a default outside its range, a key used twice, or a
// condition between fields that the defaults break.

#include <set>
#include <string>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna::tests {

class FieldCollector final : public FieldVisitor {
 public:
  std::set<std::string> keys;
  std::vector<std::string> complaints;

  void number(double& value, const Field& field) override { quantity(value, value, field); }
  void integer(std::int64_t& value, const Field& field) override {
    quantity(static_cast<double>(value), static_cast<double>(value), field);
  }
  void flag(bool&, const Field& field) override { any(field); }
  void text(std::string&, const Field& field) override { any(field); }
  void month(Month&, const Field& field) override { any(field); }
  void series(Series& value, const Field& field) override {
    quantity(value.minimum(), value.maximum(), field);
  }
  void option(int&, const std::vector<std::string_view>&, const Field& field) override {
    any(field);
  }
  void reference(std::string&, std::string_view, const Field& field) override { any(field); }
  void references(std::vector<std::string>&, std::string_view, const Field& field) override {
    any(field);
  }
  void numbers(NumbersById&, std::string_view, const Field& field) override { any(field); }
  void object(const Field& field, const Body& body) override {
    any(field);
    body(*this);
  }
  void entries(Entries&, std::string_view, const Field& field) override { any(field); }
  void require(bool holds, std::string_view key, const std::string& message) override {
    if (!holds) complaints.push_back(std::string(key) + ": " + message);
  }

 private:
  void any(const Field& field) {
    const std::string key(field.key);
    if (!keys.insert(key).second) complaints.push_back(key + ": named twice");
    if (field.help.empty()) complaints.push_back(key + ": no help");
  }
  void quantity(double least, double most, const Field& field) {
    any(field);
    const std::string key(field.key);
    if (field.presence == Presence::required) return;
    if (least < field.min || most > field.max) complaints.push_back(key + ": default out of range");
    if (field.basis.empty()) complaints.push_back(key + ": no basis");
  }
};

// What is wrong with the fields of a struct's defaults; empty if nothing.
template <class Parameters>
std::vector<std::string> complaints_about_fields() {
  Parameters parameters;
  FieldCollector collector;
  fields(collector, parameters);
  return collector.complaints;
}

}  // namespace komuna::tests
