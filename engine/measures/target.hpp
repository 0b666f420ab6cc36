#pragma once
// A figure of history beside the same figure in the model.
//
// A target names a measure and its window, the observed value with the error of the figure and the
// discrepancy the model is allowed, and its role: fitted, held out, or only reported.

#include <string>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/measures/recorder.hpp"
#include "engine/world/world.hpp"

namespace komuna {

enum class MeasureKind {
  largest_collectives,  // persons (or members) of the `count` largest collectives
  collectives_at_work,  // number at work at some time within the window, by sector if given
  departures,           // persons, organised in collectives or all
  requests,             // persons
  admitted,             // persons
  enrolled,             // persons
  emigrated_elsewhere,  // persons to `destination`
  first_train_persons,  // of `collective`
  first_train_members,
  first_train_children,  // under fifteen
  first_train_under_three,
  members_per_person,  // of `collective`, over all trains
  arrived_persons,     // of `collective`
  founding_to_train,   // months, of `collective`
  left_within,         // share of arrived households of `collective` gone within `months`
  died_within,         // persons of the first train dead within `months`
  work_finished,       // year (with fraction) in which work `work` of `collective` ran
  arrested_share,      // of settlers then in the Soviet Union, within the window
  executed_share,
  contract_signed,    // year (with fraction) in which `collective` signed
  ended_in,           // year (with fraction) in which `collective` ended
  returned_persons,   // of `collective`, home or to a third country within the window
  excess_death_rate,  // of `collective` over the window, a year and person, beyond the life table
  committed_share,    // of households that left with collectives: not of the indifferent
  works_rank,         // 1 + the number of collectives that finished more works than `collective`
  lead,               // departures of `origins` over those of the largest single origin of `behind`
};
extern const std::vector<std::string_view> measure_names;

enum class TargetRole { fit, holdout, report };
// What beside the role a reader must know of a fitted figure: free, or nearly put in by hand.
enum class Given {
  free,      // several figures share its parameters
  input,     // the figure, or its ceiling, is itself an input
  constant,  // a constant of its own was set to it
};

enum class Organised { any, collectives, alone };
// What makes somebody count as one of a collective's people.
enum class CountedBy { departure, enrolment };
enum class ErrorFamily { normal, lognormal, sqrt_scale, student_t };
// What the observed number is: the figure itself, a bound of it, or the lower end of an interval.
enum class ReadAs { value, at_least, at_most, interval };

struct Target {
  std::string id;
  std::string name;
  MeasureKind measure = MeasureKind::departures;
  double observed = 0;
  ReadAs reading = ReadAs::value;
  double upper = 0;  // end of an interval
  ErrorFamily family = ErrorFamily::lognormal;
  double error = 0.1;        // of the figure, on the family's scale
  double discrepancy = 0.2;  // of the model, on the family's scale
  double degrees = 4;        // of freedom, student_t only
  TargetRole role = TargetRole::report;
  Given given = Given::free;
  std::vector<std::string> origins;  // empty = all
  std::vector<std::string> behind;   // lead: the origins compared with; empty = all others
  std::string collective;
  std::string destination;
  std::string work;
  std::string sector;  // "" = all
  Organised organised = Organised::any;
  bool members_only = false;
  CountedBy counted_by = CountedBy::departure;  // largest_collectives only
  std::int64_t count = 5;
  std::int64_t months = 12;
  Month from = distant_past;
  Month until = distant_future;
  std::string note;
};
void fields(FieldVisitor& visitor, Target& target);

// The value nearest to `value` that agrees with what was observed: `value` itself within an
// interval or on the right side of a bound.
double nearest_observed(const Target& target, double value);

// The figure in one finished world; nothing when the world did not produce it (a collective that
// was never founded, a work never finished).
struct Measured {
  bool defined = false;
  double value = 0;
};
Measured measure(const Target& target, const World& world, const Record& record);

}  // namespace komuna
