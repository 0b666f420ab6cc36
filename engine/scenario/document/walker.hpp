#pragma once
// A walk over all fields of a struct that keeps the path and asks one question per field.
//
// Base of the tools that treat every kind of field alike: listing, finding a parameter by its path,
// checking conditions. A derived class overrides leaf() and, where it wants to skip parts or to
// look at them, the enter functions.

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna {

// The pointers in Choice are valid only during the visit; all others as long as the struct stays
// where it is and its tables keep their size.
struct Choice {
  int* index;
  const std::vector<std::string_view>* names;
};
struct Reference {
  std::string* id;
  std::string kind;
};
struct ReferenceList {
  std::vector<std::string>* ids;
  std::string kind;
};
struct NumberTable {
  NumbersById* values;
  std::string kind;
};

using Slot = std::variant<double*, std::int64_t*, bool*, std::string*, Month*, Series*, Choice,
                          Reference, ReferenceList, NumberTable>;

// "number", "whole number", "true or false", "text", "month", "series", ...
std::string_view slot_name(const Slot& slot);

class Walker : public FieldVisitor {
 public:
  void number(double& value, const Field& field) final { leaf(&value, field); }
  void integer(std::int64_t& value, const Field& field) final { leaf(&value, field); }
  void flag(bool& value, const Field& field) final { leaf(&value, field); }
  void text(std::string& value, const Field& field) final { leaf(&value, field); }
  void month(Month& value, const Field& field) final { leaf(&value, field); }
  void series(Series& value, const Field& field) final { leaf(&value, field); }
  void option(int& index, const std::vector<std::string_view>& names, const Field& field) final;
  void reference(std::string& id, std::string_view kind, const Field& field) final;
  void references(std::vector<std::string>& ids, std::string_view kind, const Field& field) final;
  void numbers(NumbersById& values, std::string_view kind, const Field& field) final;
  void object(const Field& field, const Body& body) final;
  void entries(Entries& table, std::string_view kind, const Field& field) final;
  void require(bool holds, std::string_view key, const std::string& message) override;

 protected:
  virtual void leaf(const Slot& slot, const Field& field) = 0;
  virtual bool enter_object(const Field& field);  // false: skip it
  virtual bool enter_table(Entries& table, std::string_view kind, const Field& field);
  virtual bool enter_entry(const std::string& id);
  virtual void leave() {}  // an object, entry or table that was entered

  const std::string& path() const { return path_; }  // of the map being visited

 private:
  std::string path_;
};

}  // namespace komuna
