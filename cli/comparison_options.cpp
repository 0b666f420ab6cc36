#include "cli/comparison_options.hpp"

#include <CLI/CLI.hpp>

namespace komuna {

void declare(CLI::App& command, CompareOptions& options) {
  command
      .add_option("SCENARIO", options.alternatives,
                  "The base (default historical), then scenarios to compare it with.")
      ->type_name("");
  command
      .add_option("--levers", options.levers,
                  "Compare with these what-ifs all together, and tell what each contributes; a+b "
                  "is one lever.")
      ->type_name("A,B+C,...");
  command
      .add_option("--metric", options.metrics,
                  "What to show first and what decides with --until (default departed); may be "
                  "repeated; all = all in paired.csv.")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      .add_option("--until", options.until,
                  "Add pairs until the mean effect is known to this share of the base, or to 5 "
                  "persons; --replicates is the most (default 5000 then).")
      ->type_name("SHARE%");
  command.add_flag("--common", options.common,
                   "Where months or origins differ, compare what both have.");
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default out/compare-SCENARIO-TIME).")
      ->type_name("FOLDER");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors.");
}

void declare(CLI::App& command, LivesOptions& options, std::string& scenario) {
  command.add_option("SCENARIO", scenario, "The base (default historical).")->type_name("");
  command.add_option("OTHER", options.alternative, "Another scenario.")->type_name("");
  const auto add = [&command](const char* name, std::string& value, const char* type,
                              const char* help) {
    command.add_option(name, value, help)->type_name(type);
  };
  add("--joined", options.joined, "ID", "Only those who enrolled in this collective.");
  add("--in", options.in, "base|alt", "... in this world (default: in any).");
  add("--left", options.left, "base|alt", "Only those of whom somebody left in this world.");
  add("--never-left", options.never_left, "base|alt", "Only those of whom nobody left in it.");
  add("--origin", options.origin, "ID", "Only those of this origin.");
  add("--csv", options.csv, "FILE", "Write a table instead of showing text.");
}

}  // namespace komuna
