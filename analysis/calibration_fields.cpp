#include <vector>

#include "analysis/calibration_file.hpp"

// The keys of a calibration file, one line each.

namespace komuna {
namespace {

const std::vector<std::string_view> family_names{"uniform",   "normal",      "truncated_normal",
                                                 "lognormal", "log_uniform", "beta",
                                                 "gamma",     "discrete"};
const std::vector<std::string_view> change_names{"set", "scale", "add"};

constexpr auto required = Presence::required;

void prior_numbers(FieldVisitor& v, PriorEntry& e) {
  v.number(e.lower, {.key = "lower",
                     .help = "Least value: uniform, truncated_normal, log_uniform, "
                             "beta (default 0)."});
  v.number(e.upper, {.key = "upper",
                     .help = "Greatest value: uniform, truncated_normal, "
                             "log_uniform, beta (default 1)."});
  v.number(e.mean, {.key = "mean", .help = "Mean: normal, truncated_normal (before truncation)."});
  v.number(e.sd, {.key = "sd",
                  .min = 0,
                  .help = "Standard deviation: normal, truncated_normal; of the logarithm: "
                          "lognormal."});
  v.number(e.median, {.key = "median", .help = "Median: lognormal."});
  v.number(e.a, {.key = "a", .min = 0, .help = "First shape: beta."});
  v.number(e.b, {.key = "b", .min = 0, .help = "Second shape: beta."});
  v.number(e.shape, {.key = "shape", .min = 0, .help = "Shape: gamma."});
  v.number(e.rate, {.key = "rate", .min = 0, .help = "Rate: gamma."});
  v.numbers(
      e.values, "value",
      {.key = "values", .min = 0, .max = 1, .help = "discrete: each value, its probability."});
}

}  // namespace

void fields(FieldVisitor& v, PriorEntry& e) {
  v.text(e.name, {.key = "name", .help = "What it is, for readers."});
  v.reference(
      e.path, "parameter",
      {.key = "path", .help = "Path of the parameter, as --set takes it.", .presence = required});
  v.references(e.also, "parameter", {.key = "also", .help = "Further paths that change alike."});
  visit_option(v, e.change, change_names,
               {.key = "change",
                .help = "Whether the number sets, scales or is added to what is "
                        "there.",
                .basis = "assumption: sets"});
  visit_option(v, e.family, family_names,
               {.key = "family", .help = "Family of the prior.", .presence = required});
  prior_numbers(v, e);
  v.text(e.because, {.key = "because", .help = "Why this prior.", .presence = required});
}

void fields(FieldVisitor& v, ReadingEntry& e) {
  v.text(e.name, {.key = "name", .help = "What the figure says, for readers."});
  v.numbers(e.of, "target",
            {.key = "of",
             .min = 0,
             .max = 1,
             .help = "Each way of reading it, a target of the scenario, and how probable it was "
                     "thought before the data.",
             .presence = required});
  v.text(e.because, {.key = "because", .help = "Why these probabilities.", .presence = required});
}

void fields(FieldVisitor& v, CalibrationWork& w) {
  constexpr double most = 1e7;  // each run is kept in memory
  v.integer(w.table, {.key = "table",
                      .unit = "runs",
                      .min = 40,
                      .max = most,
                      .help = "Draws from the prior, kept as a reference table."});
  v.integer(w.ensemble, {.key = "ensemble",
                         .unit = "members",
                         .min = 0,
                         .max = most,
                         .help = "Members of the ensemble smoother in each chain; 0 = none."});
  v.integer(w.rounds, {.key = "rounds",
                       .min = 1,
                       .max = 1000,
                       .help = "Rounds of importance sampling after the table."});
  v.integer(w.draws, {.key = "draws",
                      .unit = "runs",
                      .min = 4,
                      .max = most,
                      .help = "Draws of a round, in all chains together."});
  v.integer(w.chains, {.key = "chains",
                       .min = 2,
                       .max = 64,
                       .help = "Independent calibrations whose agreement is checked."});
}

void fields(FieldVisitor& v, CalibrationDocument& d) {
  v.text(d.title, {.key = "title", .help = "Title, for readers."});
  v.text(d.summary, {.key = "summary", .help = "What it is about, for readers."});
  v.text(d.scenario, {.key = "scenario",
                      .help = "The scenario whose parameters are to be found: a name, a folder or "
                              "a file.",
                      .presence = required});
  visit_table(v, d.parameters, "free parameter",
              {.key = "parameters", .help = "What is to be found.", .presence = required});
  visit_table(v, d.readings, "reading",
              {.key = "readings", .help = "Figures of which it is not known what they count."});
  visit_object(v, d.work, {.key = "work", .help = "How many runs are meant."});
}

}  // namespace komuna
