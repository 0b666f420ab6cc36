#include "engine/scenario/document/interventions.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "engine/scenario/document/number_text.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

class IdCollector final : public Walker {
 public:
  std::map<std::string, std::set<std::string>, std::less<>> ids;

 protected:
  void leaf(const Slot& /*slot*/, const Field& /*field*/) override {}
  bool enter_table(Entries& table, std::string_view kind, const Field& /*field*/) override {
    for (std::size_t at = 0; at < table.size(); ++at) ids[std::string(kind)].insert(table.id(at));
    return true;
  }
};

bool is_series(const Parameter& parameter) {
  return std::holds_alternative<Series*>(parameter.pointer);
}

class Validator {
 public:
  Validator(const std::vector<Intervention>& all, const FieldVisitor::Body& body,
            Problems& problems)
      : all_(all), body_(body), problems_(problems) {
    body_(ids_);
  }

  void check() {
    for (std::size_t at = 0; at < all_.size(); ++at) {
      const Location location = locate(body_, all_[at].path);
      if (!location.parameter) {
        complain(all_[at], location.problem);
        continue;
      }
      const Parameter& parameter = *location.parameter;
      if (!check_window(all_[at], parameter) || !check_type(all_[at], parameter)) continue;
      check_range(at, parameter);
    }
  }

 private:
  void complain(const Intervention& change, const std::string& message) {
    problems_.add(change.position, change.path, message);
  }

  bool check_window(const Intervention& change, const Parameter& parameter) {
    if (!change.has_window() || is_series(parameter)) return true;
    if (parameter.field.timing == Timing::monthly &&
        !std::holds_alternative<std::monostate>(parameter.pointer))
      return true;
    complain(change,
             "holds for a whole run and cannot change within it; leave out from and until, or "
             "change a series");
    return false;
  }

  bool check_type(const Intervention& change, const Parameter& parameter) {
    const std::string allowed = allowed_value(change, parameter);
    if (allowed.empty()) return true;
    complain(change, "the value does not fit; allowed: " + allowed);
    return false;
  }

  // "" if the value fits, else what would.
  std::string allowed_value(const Intervention& change, const Parameter& parameter) {
    const auto* words = std::get_if<std::string>(&change.value);
    const bool is_number = std::holds_alternative<double>(change.value);
    const bool sets = change.change == Series::Change::set;
    if (!parameter.choices.empty()) return check_choice(words, sets, parameter);
    if (std::holds_alternative<std::monostate>(parameter.pointer))
      return "a single parameter, not a whole list";
    if (std::holds_alternative<bool*>(parameter.pointer))
      return sets && std::holds_alternative<bool>(change.value) ? "" : "set: true or set: false";
    if (std::holds_alternative<Month*>(parameter.pointer)) {
      if (change.change == Series::Change::add && is_number) return {};
      return sets && as_month(change.value) ? "" : "set: YYYY-MM, or add: a number of months";
    }
    if (std::holds_alternative<std::string*>(parameter.pointer))
      return sets && words != nullptr ? check_id(*words, parameter) : "set: text in quotes";
    return is_number ? "" : "a number";
  }

  static std::string check_choice(const std::string* words, bool sets, const Parameter& parameter) {
    const auto& choices = parameter.choices;
    if (sets && words != nullptr &&
        std::find(choices.begin(), choices.end(), *words) != choices.end())
      return {};
    const std::vector<std::string_view> names(choices.begin(), choices.end());
    return "set to one of " + list_words(names) +
           (words == nullptr ? "" : did_you_mean(*words, names));
  }

  std::string check_id(const std::string& id, const Parameter& parameter) {
    if (parameter.kind.empty()) return {};
    const auto& known = ids_.ids[parameter.kind];
    if (known.count(id) != 0) return {};
    if (id.empty() && parameter.field.presence == Presence::optional) return {};
    const std::vector<std::string_view> names(known.begin(), known.end());
    return "the id of a " + parameter.kind + did_you_mean(id, names);
  }

  // All changes of this parameter up to number `last`, in every month where something begins or
  // ends inside the window of the last one.
  void check_range(std::size_t last, const Parameter& parameter) {
    const Intervention& change = all_[last];
    double low = 0, high = 0;
    if (const auto* months = std::get_if<Month*>(&parameter.pointer)) {
      const auto* shift = std::get_if<double>(&change.value);
      if (change.change != Series::Change::add || shift == nullptr) return;
      const double moved = (**months).index + *shift;
      if (moved < distant_past.index || moved > distant_future.index)
        complain(change, "would lie outside the years 1000 to 2999");
      return;
    }
    if (is_series(parameter)) {
      Series series = *std::get<Series*>(parameter.pointer);
      for (std::size_t at = 0; at <= last; ++at)
        if (concerns(at, parameter.path))
          series = series.changed(all_[at].change, std::get<double>(all_[at].value), all_[at].from,
                                  all_[at].until);
      low = series.minimum();
      high = series.maximum();
    } else if (!numeric_extremes(last, parameter, low, high)) {
      return;
    }
    // Not `!(low < min)`: a NaN from infinities must be refused too.
    const bool is_good = low >= parameter.field.min && high <= parameter.field.max &&
                         std::isfinite(low) && std::isfinite(high);
    if (is_good) return;
    const double worst = low >= parameter.field.min ? high : low;
    complain(change, "would become " + format_number(worst) +
                         "; allowed: " + format_range(parameter.field.min, parameter.field.max));
  }

  bool concerns(std::size_t at, const std::string& path) const {
    return all_[at].path == path && std::holds_alternative<double>(all_[at].value);
  }

  bool numeric_extremes(std::size_t last, const Parameter& parameter, double& low, double& high) {
    double base = 0;
    if (const auto* number = std::get_if<double*>(&parameter.pointer)) {
      base = **number;
    } else if (const auto* whole = std::get_if<std::int64_t*>(&parameter.pointer)) {
      base = static_cast<double>(**whole);
    } else {
      return false;
    }
    std::vector<Month> probes = {all_[last].from, all_[last].until};
    for (std::size_t at = 0; at < last; ++at) {
      if (!concerns(at, parameter.path)) continue;
      for (const Month month : {all_[at].from, all_[at].until + 1})
        if (all_[last].from <= month && month <= all_[last].until) probes.push_back(month);
    }
    low = no_limit;
    high = -no_limit;
    for (const Month month : probes) {
      double value = base;
      for (std::size_t at = 0; at <= last; ++at)
        if (concerns(at, parameter.path) && all_[at].from <= month && month <= all_[at].until)
          value = changed(value, all_[at].change, std::get<double>(all_[at].value));
      if (!std::isfinite(value)) low = high = value;
      low = std::min(low, value);
      high = std::max(high, value);
    }
    return true;
  }

  const std::vector<Intervention>& all_;
  const FieldVisitor::Body& body_;
  Problems& problems_;
  IdCollector ids_;
};

struct Apply {
  const Intervention& by;

  void operator()(double* value) const {
    *value = changed(*value, by.change, std::get<double>(by.value));
  }
  void operator()(std::int64_t* value) const {
    *value = to_whole(changed(static_cast<double>(*value), by.change, std::get<double>(by.value)));
  }
  void operator()(bool* value) const { *value = std::get<bool>(by.value); }
  void operator()(std::string* value) const { *value = std::get<std::string>(by.value); }
  void operator()(Month* value) const {
    if (by.change == Series::Change::add) {
      *value = *value + static_cast<int>(to_whole(std::get<double>(by.value)));
    } else {
      *value = as_month(by.value).value_or(*value);
    }
  }
  void operator()(Series* value) const {
    *value = value->changed(by.change, std::get<double>(by.value), by.from, by.until);
  }
  void operator()(const Choice& choice) const {
    const auto place = std::find(choice.names->begin(), choice.names->end(),
                                 std::string_view(std::get<std::string>(by.value)));
    if (place != choice.names->end())
      *choice.index = static_cast<int>(place - choice.names->begin());
  }
  void operator()(const Reference& reference) const {
    *reference.id = std::get<std::string>(by.value);
  }
  void operator()(const ReferenceList& /*list*/) const {}
  void operator()(const NumberTable& /*table*/) const {}
};

}  // namespace

void validate_interventions(const std::vector<Intervention>& interventions,
                            const FieldVisitor::Body& body, Problems& problems) {
  Validator(interventions, body, problems).check();
}

std::vector<bool> left_to_months(const std::vector<Intervention>& interventions,
                                 const FieldVisitor::Body& body) {
  std::vector<bool> left(interventions.size(), false);
  std::set<std::string> windowed;
  for (std::size_t at = 0; at < interventions.size(); ++at) {
    const Intervention& change = interventions[at];
    const Location location = locate(body, change.path);
    if (!location.parameter || is_series(*location.parameter)) continue;
    if (change.has_window()) windowed.insert(change.path);
    left[at] = windowed.count(change.path) != 0;
  }
  return left;
}

void apply_static(const std::vector<Intervention>& interventions, const FieldVisitor::Body& body) {
  const std::vector<bool> left = left_to_months(interventions, body);
  for (std::size_t at = 0; at < interventions.size(); ++at) {
    const Intervention& change = interventions[at];
    if (left[at] || changes_nothing(change)) continue;
    visit_parameter(body, change.path,
                    [&](const Slot& slot, const Field&) { std::visit(Apply{change}, slot); });
  }
}

bool changes_nothing(const Intervention& change) {
  const auto* amount = std::get_if<double>(&change.value);
  if (amount == nullptr) return false;
  return (change.change == Series::Change::scale && *amount == 1.0) ||
         (change.change == Series::Change::add && *amount == 0.0);
}

std::optional<Month> first_difference(const std::vector<Intervention>& interventions) {
  std::optional<Month> first;
  for (const Intervention& change : interventions) {
    if (changes_nothing(change)) continue;
    if (!first || change.from < *first) first = change.from;
  }
  return first;
}

double changed(double value, Series::Change change, double amount) {
  switch (change) {
    case Series::Change::set:
      return amount;
    case Series::Change::scale:
      return value * amount;
    case Series::Change::add:
      return value + amount;
  }
  return value;
}

std::int64_t to_whole(double value) {
  constexpr double largest = 9.0e18;
  return static_cast<std::int64_t>(std::floor(std::clamp(value, -largest, largest) + 0.5));
}

std::optional<Month> as_month(const std::variant<double, bool, std::string>& value) {
  if (const auto* words = std::get_if<std::string>(&value)) return parse_month(*words);
  const auto* year = std::get_if<double>(&value);
  if (year == nullptr || !(*year >= 1000 && *year <= 2999) || std::floor(*year) != *year)
    return std::nullopt;
  return Month::of(static_cast<int>(*year), 1);
}

}  // namespace komuna
