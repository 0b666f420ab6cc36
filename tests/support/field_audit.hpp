#pragma once
// Reads a list of fields as a reader would and notes what is wrong with it: a key that is misspelt
// or used twice, a default outside its range, a number without a meaning or without a source.

#include <set>
#include <string>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna::tests {

class FieldAudit final : public FieldVisitor {
 public:
  template <class T>
  static std::vector<std::string> of(T& parameters) {
    FieldAudit audit;
    fields(audit, parameters);
    return audit.problems_;
  }

  void number(double& value, const Field& field) override { ranged(value, field); }
  void integer(std::int64_t& value, const Field& field) override {
    ranged(static_cast<double>(value), field);
  }
  void flag(bool&, const Field& field) override { sourced(field); }
  void text(std::string&, const Field& field) override { named(field); }
  void month(Month&, const Field& field) override { named(field); }
  void series(Series& value, const Field& field) override {
    if (field.presence == Presence::required) return named(field);
    ranged(value.minimum(), field);
    if (value.maximum() > field.max) report(field, "default above its range");
  }
  void option(int&, const std::vector<std::string_view>&, const Field& field) override {
    named(field);
  }
  void reference(std::string&, std::string_view, const Field& field) override { named(field); }
  void references(std::vector<std::string>&, std::string_view, const Field& field) override {
    named(field);
  }
  void numbers(NumbersById&, std::string_view, const Field& field) override { named(field); }
  void object(const Field& field, const Body& body) override {
    named(field);
    FieldAudit inner;
    body(inner);
    problems_.insert(problems_.end(), inner.problems_.begin(), inner.problems_.end());
  }
  void entries(Entries& table, std::string_view, const Field& field) override {
    named(field);
    FieldAudit inner;
    table.visit_default(inner);
    problems_.insert(problems_.end(), inner.problems_.begin(), inner.problems_.end());
  }
  void require(bool holds, std::string_view key, const std::string& message) override {
    if (!holds) problems_.push_back(std::string(key) + ": " + message);
  }

 private:
  void report(const Field& field, const std::string& what) {
    problems_.push_back(std::string(field.key) + ": " + what);
  }
  void named(const Field& field) {
    if (field.key.empty() ||
        field.key.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") != field.key.npos)
      report(field, "misspelt key");
    if (!keys_.insert(std::string(field.key)).second) report(field, "key used twice");
    if (field.help.empty()) report(field, "no help");
  }
  void sourced(const Field& field) {
    named(field);
    if (field.basis.empty() && field.presence == Presence::optional && field.key != "longitude" &&
        field.key != "latitude")
      report(field, "no source or assumption");
  }
  void ranged(double value, const Field& field) {
    sourced(field);
    if (field.presence == Presence::optional && (value < field.min || value > field.max))
      report(field, "default outside its range");
  }

  std::set<std::string> keys_;
  std::vector<std::string> problems_;
};

}  // namespace komuna::tests
