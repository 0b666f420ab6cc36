#include "engine/simulation/first_difference.hpp"

#include <algorithm>
#include <array>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace komuna {
namespace {

// A month of which processes only ask whether it has come.
struct Awaited {
  const Month* month = nullptr;
};

// An option has no lasting address; it cannot change within a run either.
using Leaf =
    std::variant<const double*, const std::int64_t*, const bool*, const std::string*, const Month*,
                 Awaited, const Series*, const std::vector<std::string>*, const NumbersById*, int>;

// All parameters of a struct, in the order of its fields, with the names of tables' entries among
// them. The struct must stay where it is.
class Leaves final : public FieldVisitor {
 public:
  explicit Leaves(Parameters& parameters) { fields(*this, parameters); }

  const std::vector<Leaf>& all() const { return all_; }
  const std::vector<std::string>& names() const { return names_; }

  void number(double& value, const Field& field) override { add(&value, field); }
  void integer(std::int64_t& value, const Field& field) override { add(&value, field); }
  void flag(bool& value, const Field& field) override { add(&value, field); }
  void text(std::string& value, const Field& field) override { add(&value, field); }
  void month(Month& value, const Field& field) override {
    if (field.timing == Timing::monthly)
      add(Awaited{&value}, field);
    else
      add(&value, field);
  }
  void series(Series& value, const Field& field) override { add(&value, field); }
  void option(int& index, const std::vector<std::string_view>& /*names*/,
              const Field& field) override {
    add(index, field);
  }
  void reference(std::string& id, std::string_view /*kind*/, const Field& field) override {
    add(&id, field);
  }
  void references(std::vector<std::string>& ids, std::string_view /*kind*/,
                  const Field& field) override {
    add(&ids, field);
  }
  void numbers(NumbersById& values, std::string_view /*kind*/, const Field& field) override {
    add(&values, field);
  }
  void object(const Field& field, const Body& body) override {
    if (acts_on_nothing(field)) return;
    ++depth_;
    body(*this);
    --depth_;
  }
  void entries(Entries& table, std::string_view /*kind*/, const Field& field) override {
    if (acts_on_nothing(field)) return;
    ++depth_;
    names_.emplace_back(field.key);
    for (std::size_t at = 0; at < table.size(); ++at) {
      names_.push_back(table.id(at));
      table.visit(at, *this);
    }
    --depth_;
  }
  void require(bool /*holds*/, std::string_view /*key*/, const std::string& /*message*/) override {}

 private:
  bool acts_on_nothing(const Field& field) const {
    constexpr std::array<std::string_view, 5> for_readers{"title", "summary", "targets", "events",
                                                          "levers"};
    return depth_ == 0 &&
           std::find(for_readers.begin(), for_readers.end(), field.key) != for_readers.end();
  }
  void add(Leaf leaf, const Field& field) {
    if (!acts_on_nothing(field)) all_.push_back(leaf);
  }

  int depth_ = 0;
  std::vector<Leaf> all_;
  std::vector<std::string> names_;
};

bool same_in(Month month, const Leaf& a, const Leaf& b) {
  if (a.index() != b.index()) return false;
  return std::visit(
      [&](const auto& left) {
        using Type = std::decay_t<decltype(left)>;
        const Type& right = std::get<Type>(b);
        if constexpr (std::is_same_v<Type, const Series*>)
          return left->at(month) == right->at(month);
        else if constexpr (std::is_same_v<Type, Awaited>)
          return *left.month == *right.month || month < std::min(*left.month, *right.month);
        else if constexpr (std::is_same_v<Type, int>)
          return left == right;
        else
          return *left == *right;
      },
      a);
}

// A model's parameters in the month asked for.
class Reading {
 public:
  explicit Reading(const Model& model)
      : parameters_(model.parameters),
        set_month_(model.changes ? model.changes(parameters_) : SetMonth{}),
        leaves_(parameters_) {}
  Reading(const Reading&) = delete;
  Reading& operator=(const Reading&) = delete;

  void set(Month month) {
    if (set_month_) set_month_(month);
  }
  const Leaves& leaves() const { return leaves_; }

 private:
  Parameters parameters_;
  SetMonth set_month_;
  Leaves leaves_;
};

}  // namespace

std::optional<Month> first_difference(const Model& base, const Model& alternative) {
  const Month from = std::min(base.parameters.from, alternative.parameters.from);
  Reading a(base), b(alternative);
  const auto& left = a.leaves().all();
  const auto& right = b.leaves().all();
  if (left.size() != right.size() || a.leaves().names() != b.leaves().names()) return from;
  for (Month month = from; month <= base.parameters.until; month = month + 1) {
    a.set(month);
    b.set(month);
    for (std::size_t at = 0; at < left.size(); ++at)
      if (!same_in(month, left[at], right[at])) return month;
  }
  return std::nullopt;
}

std::optional<Month> first_difference(const Model& base, const Model* base_baseline,
                                      const Model& alternative, const Model* alternative_baseline) {
  const Model& first = base_baseline != nullptr ? *base_baseline : base;
  const Model& second = alternative_baseline != nullptr ? *alternative_baseline : alternative;
  const auto worlds = first_difference(base, alternative);
  if (&first == &second || (&first == &base && &second == &alternative)) return worlds;
  const auto baselines = first_difference(first, second);
  if (!worlds || !baselines) return worlds ? worlds : baselines;
  return std::min(*worlds, *baselines);
}

}  // namespace komuna
