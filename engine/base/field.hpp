#pragma once
// One line per parameter: its name, unit, range, meaning and where its default comes from.
//
// Every struct of parameters has one function `fields(FieldVisitor&, T&)` that names its members in
// order. The loader, the validator, the JSON Schema, `komuna describe`, the reference page, the
// interventions and the levers of the classroom are visitors of that one list, so they cannot
// disagree. The value a member has before the visit is its default.

#include <cstdint>
#include <functional>
#include <limits>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "engine/base/month.hpp"
#include "engine/base/series.hpp"

namespace komuna {

inline constexpr double no_limit = std::numeric_limits<double>::infinity();

enum class Presence { required, optional };

// May the value change while a world runs (an intervention with a date), or only for a whole run?
enum class Timing { whole_run, monthly };

struct Field {
  std::string_view key;         // as written in YAML: [a-z][a-z0-9_]*
  std::string_view unit = "1";  // "persons", "1/month", "Kc", "1" = a pure number
  double min = -no_limit;       // smallest allowed value, included
  double max = no_limit;        // largest allowed value, included
  std::string_view help;        // one sentence a historian can read
  std::string_view basis = {};  // source of the default, or "assumption: why"
  Presence presence = Presence::optional;
  Timing timing = Timing::whole_run;
};

class FieldVisitor;

// A table of named things (origins, sites, collectives): id -> fields.
class Entries {
 public:
  virtual ~Entries() = default;
  virtual std::size_t size() const = 0;
  virtual const std::string& id(std::size_t index) const = 0;
  virtual void visit(std::size_t index, FieldVisitor& visitor) = 0;  // fields of one entry
  virtual void visit_default(FieldVisitor& visitor) = 0;             // fields of a fresh entry
  virtual void append(std::string id) = 0;
  virtual void clear() = 0;
};

// A share or number for each of some named things: {mining: 0.2, metal: 0.1}.
using NumbersById = std::vector<std::pair<std::string, double>>;

class FieldVisitor {
 public:
  using Body = std::function<void(FieldVisitor&)>;
  virtual ~FieldVisitor() = default;

  virtual void number(double& value, const Field& field) = 0;
  virtual void integer(std::int64_t& value, const Field& field) = 0;
  virtual void flag(bool& value, const Field& field) = 0;
  virtual void text(std::string& value, const Field& field) = 0;
  virtual void month(Month& value, const Field& field) = 0;
  virtual void series(Series& value, const Field& field) = 0;  // range holds for every point
  // One of `names`; `index` is its position.
  virtual void option(int& index, const std::vector<std::string_view>& names,
                      const Field& field) = 0;
  // The id of an entry of the table called `kind` ("origin", "site", ...); "" = none if optional.
  virtual void reference(std::string& id, std::string_view kind, const Field& field) = 0;
  virtual void references(std::vector<std::string>& ids, std::string_view kind,
                          const Field& field) = 0;
  // Numbers by the ids of table `kind`, each within the field's range.
  virtual void numbers(NumbersById& values, std::string_view kind, const Field& field) = 0;
  virtual void object(const Field& field, const Body& body) = 0;
  // A table whose entries others refer to by `kind`.
  virtual void entries(Entries& table, std::string_view kind, const Field& field) = 0;

  // A condition between several fields of the struct being visited: when it does not hold, the
  // loader reports `message` at `key`. Other visitors ignore it.
  virtual void require(bool holds, std::string_view key, const std::string& message) = 0;
};

// A vector of structs with a member `std::string id` and a function fields(FieldVisitor&, T&).
template <class T>
class VectorEntries final : public Entries {
 public:
  explicit VectorEntries(std::vector<T>& items) : items_(items) {}
  std::size_t size() const override { return items_.size(); }
  const std::string& id(std::size_t index) const override { return items_[index].id; }
  void visit(std::size_t index, FieldVisitor& visitor) override { fields(visitor, items_[index]); }
  void visit_default(FieldVisitor& visitor) override {
    T fresh;
    fields(visitor, fresh);
  }
  void append(std::string id) override {
    items_.emplace_back();
    items_.back().id = std::move(id);
  }
  void clear() override { items_.clear(); }

 private:
  std::vector<T>& items_;
};

template <class T>
void visit_table(FieldVisitor& visitor, std::vector<T>& items, std::string_view kind,
                 const Field& field) {
  VectorEntries<T> table(items);
  visitor.entries(table, kind, field);
}

template <class T>
void visit_object(FieldVisitor& visitor, T& value, const Field& field) {
  visitor.object(field, [&value](FieldVisitor& inner) { fields(inner, value); });
}

template <class Enum>
void visit_option(FieldVisitor& visitor, Enum& value, const std::vector<std::string_view>& names,
                  const Field& field) {
  int index = static_cast<int>(value);
  visitor.option(index, names, field);
  value = static_cast<Enum>(index);
}

}  // namespace komuna
