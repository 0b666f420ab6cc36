#include "engine/measures/target.hpp"

#include <algorithm>

namespace komuna {

const std::vector<std::string_view> measure_names{"largest_collectives",
                                                  "collectives_at_work",
                                                  "departures",
                                                  "requests",
                                                  "admitted",
                                                  "enrolled",
                                                  "emigrated_elsewhere",
                                                  "first_train_persons",
                                                  "first_train_members",
                                                  "first_train_children",
                                                  "first_train_under_three",
                                                  "members_per_person",
                                                  "arrived_persons",
                                                  "founding_to_train",
                                                  "left_within",
                                                  "died_within",
                                                  "work_finished",
                                                  "arrested_share",
                                                  "executed_share",
                                                  "contract_signed",
                                                  "ended_in",
                                                  "returned_persons",
                                                  "excess_death_rate",
                                                  "committed_share",
                                                  "works_rank",
                                                  "lead"};

namespace {

// Whether the measure is a figure of the one collective that the target names.
bool of_one_collective(MeasureKind measure) {
  switch (measure) {
    case MeasureKind::first_train_persons:
    case MeasureKind::first_train_members:
    case MeasureKind::first_train_children:
    case MeasureKind::first_train_under_three:
    case MeasureKind::members_per_person:
    case MeasureKind::arrived_persons:
    case MeasureKind::founding_to_train:
    case MeasureKind::left_within:
    case MeasureKind::died_within:
    case MeasureKind::work_finished:
    case MeasureKind::contract_signed:
    case MeasureKind::ended_in:
    case MeasureKind::returned_persons:
    case MeasureKind::excess_death_rate:
    case MeasureKind::works_rank:
      return true;
    default:
      return false;
  }
}

// What a world could never produce or never meet is a slip of the pen.
void check(FieldVisitor& v, const Target& t) {
  const std::string measure(measure_names[static_cast<std::size_t>(t.measure)]);
  v.require(!of_one_collective(t.measure) || !t.collective.empty(), "collective",
            "is missing: " + measure +
                " is a figure of one collective; say which, by the id of a named one");
  v.require(t.measure != MeasureKind::work_finished || !t.work.empty(), "work",
            "is missing: work_finished is the year of one work; say which, by its id among the "
            "works of `collective`");
  v.require(t.error > 0, "error", "must be above 0: no figure of history is known exactly");
  v.require(t.family == ErrorFamily::normal || t.family == ErrorFamily::student_t || t.observed > 0,
            "observed", "must be above 0 for this family");
  v.require(t.reading != ReadAs::interval || t.observed <= t.upper, "upper",
            "must not be below `observed`, the lower end of the interval");
  v.require(t.reading == ReadAs::interval || t.upper == 0, "upper",
            "has no meaning here: only an interval has an upper end; write `reading: interval`, or "
            "leave `upper` out");
  v.require(t.from <= t.until, "until", "must not be before `from`");
}

}  // namespace

void fields(FieldVisitor& v, Target& t) {
  constexpr auto required = Presence::required;
  v.text(t.name,
         {.key = "name", .help = "What the figure says, for readers.", .presence = required});
  visit_option(v, t.measure, measure_names,
               {.key = "measure", .help = "What is measured.", .presence = required});
  v.number(t.observed, {.key = "observed", .help = "The figure of history.", .presence = required});
  visit_option(
      v, t.reading, {"value", "at_least", "at_most", "interval"},
      {.key = "reading",
       .help = "Whether `observed` is the figure, a bound, or the lower end of an interval.",
       .basis = "assumption: a value unless stated"});
  v.number(t.upper, {.key = "upper",
                     .help = "Upper end of an interval.",
                     .basis = "assumption: used by intervals only"});
  visit_option(v, t.family, {"normal", "lognormal", "sqrt_scale", "student_t"},
               {.key = "family",
                .help = "Law of the errors.",
                .basis = "assumption: relative errors unless stated"});
  v.number(t.error, {.key = "error",
                     .min = 0,
                     .max = 1e9,
                     .help = "Standard error of the figure on the family's scale.",
                     .presence = required});
  v.number(t.discrepancy, {.key = "discrepancy",
                           .min = 0,
                           .max = 1e9,
                           .help = "What the model cannot reproduce even if right, same scale.",
                           .presence = required});
  v.number(t.degrees, {.key = "degrees",
                       .min = 0.5,
                       .max = 1000,
                       .help = "Degrees of freedom of student_t: the fewer, the heavier its tails.",
                       .basis = "assumption: now and then an error far larger than the rest"});
  visit_option(v, t.role, {"fit", "holdout", "report"},
               {.key = "role", .help = "Fitted, held out or only reported.", .presence = required});
  visit_option(v, t.given, {"free", "input", "constant"},
               {.key = "given",
                .help = "Of a fitted figure: free, repeats an input, or a constant of its own was "
                        "set to it.",
                .basis = "assumption: free unless stated"});
  v.references(t.origins, "origin", {.key = "origins", .help = "Of these origins; empty = all."});
  v.references(t.behind, "origin",
               {.key = "behind", .help = "For lead: origins compared with; empty = all others."});
  v.reference(t.collective, "collective", {.key = "collective", .help = "Of this collective."});
  v.reference(t.destination, "destination", {.key = "destination", .help = "To this country."});
  v.text(t.work, {.key = "work", .help = "Of this work (id within the collective's works)."});
  v.text(t.sector, {.key = "sector", .help = "Of this sector: agriculture or industry."});
  visit_option(
      v, t.organised, {"any", "collectives", "alone"},
      {.key = "organised", .help = "Which departures.", .basis = "assumption: all unless stated"});
  v.flag(t.members_only, {.key = "members_only",
                          .help = "Count heads, not persons.",
                          .basis = "assumption: persons, as the figures of history do"});
  visit_option(v, t.counted_by, {"departure", "enrolment"},
               {.key = "counted_by",
                .help = "largest_collectives: who left with them, or who enrolled in them.",
                .basis = "assumption: who left, as the figures of history do"});
  v.integer(t.count, {.key = "count",
                      .min = 1,
                      .max = 1000,
                      .help = "How many of the largest collectives.",
                      .basis = "assumption: the five largest, as the summary counts them"});
  v.integer(t.months, {.key = "months",
                       .unit = "months",
                       .min = 1,
                       .max = 1000,
                       .help = "Length of the window after arrival.",
                       .basis = "assumption: a year"});
  v.month(t.from, {.key = "from", .help = "First month counted."});
  v.month(t.until, {.key = "until", .help = "Last month counted."});
  v.text(t.note, {.key = "note", .help = "Why the error is what it is."});
  check(v, t);
}

double nearest_observed(const Target& target, double value) {
  switch (target.reading) {
    case ReadAs::at_least:
      return std::max(target.observed, value);
    case ReadAs::at_most:
      return std::min(target.observed, value);
    case ReadAs::interval:
      return std::clamp(value, target.observed, target.upper);
    default:
      return target.observed;
  }
}

}  // namespace komuna
