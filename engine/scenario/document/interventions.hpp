#pragma once
// What if: one parameter changed, from a date, over a window, or for the whole run.
//
//   interventions:
//     - {change: gate.regimes.commission_1922.places_industry, scale: 0.5, from: 1922-12,
//        until: 1923-01, because: "..."}
//     - {change: gate.regimes.commission_1922.individuals, set: true}
//
// `set` gives a new value, `scale` multiplies, `add` adds. Several changes of one parameter apply
// in the order of the list. A window includes its first and last month; `until: 1926` means its
// December. A series may be changed over any window; a single value only if its field says that it
// may change from month to month (Timing::monthly). Changed whole numbers are rounded to the
// nearest.

#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/scenario/document/locate.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

struct Intervention {
  std::string path;
  Series::Change change = Series::Change::set;
  // A number, a flag, or words (a text, an id, a choice, a month such as "1922-05").
  std::variant<double, bool, std::string> value = 0.0;
  Month from = distant_past;
  Month until = distant_future;
  std::string because;
  Position position;

  bool has_window() const { return from != distant_past || until != distant_future; }
};

// Reads the list; `path` is where it stands, for messages. Elements count from 1.
std::vector<Intervention> read_interventions(const Node& list, Problems& problems,
                                             const std::string& path = "interventions");

// Path exists, type fits, the value stays in range in every month, references exist, a window only
// where one is possible. Leaves the struct unchanged.
void validate_interventions(const std::vector<Intervention>& interventions,
                            const FieldVisitor::Body& body, Problems& problems);

// Carries out, in the struct, what holds for the whole run: changes of series (over their windows)
// and changes without a window. A monthly parameter gets only the changes that precede its first
// windowed one; MonthlyChanges does the rest. Call once on a fresh struct, with a valid list.
void apply_static(const std::vector<Intervention>& interventions, const FieldVisitor::Body& body);

// Scale by 1 or add 0: such a change is not carried out at all, so that it does not even add points
// to a series.
bool changes_nothing(const Intervention& change);

// The first month in which the changed world may differ from the unchanged one; none without
// interventions that change anything.
std::optional<Month> first_difference(const std::vector<Intervention>& interventions);

// Arithmetic of one change, for numbers: set, scale or add.
double changed(double value, Series::Change change, double amount);
// Nearest whole number, halves upwards.
std::int64_t to_whole(double value);
// The month a value means for a month parameter: "1922-05", "1922" or 1922.
std::optional<Month> as_month(const std::variant<double, bool, std::string>& value);
// For each intervention: is it left to MonthlyChanges?
std::vector<bool> left_to_months(const std::vector<Intervention>& interventions,
                                 const FieldVisitor::Body& body);

}  // namespace komuna
