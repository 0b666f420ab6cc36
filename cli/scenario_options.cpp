#include "cli/scenario_options.hpp"

#include <CLI/CLI.hpp>

namespace komuna {

void declare(CLI::App& command, RunOptions& options) {
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default out/SCENARIO-TIME).")
      ->type_name("FOLDER");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors.");
}

void declare(CLI::App& command, ValidateOptions& options) {
  command.add_option("FILE", options.scenarios, "Files, folders or names.")
      ->type_name("")
      ->required();
}

void declare(CLI::App& command, StarterOptions& options) {
  command.add_option("NAME", options.folder, "The new folder; its name is the scenario's.")
      ->type_name("")
      ->required();
  command
      .add_option("--from", options.from,
                  "minimal (default): a small invented world; historical: the history, to be "
                  "changed.")
      ->type_name("STARTER");
}

}  // namespace komuna
