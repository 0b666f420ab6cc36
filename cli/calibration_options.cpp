#include "cli/calibration_options.hpp"

#include <CLI/CLI.hpp>

namespace komuna {

void declare(CLI::App& command, CalibrateOptions& options) {
  command
      .add_option("FILE", options.file,
                  "A calibration file, or a scenario that has a calibration.yaml.")
      ->type_name("")
      ->required();
  command
      .add_option("--runs", options.runs,
                  "At most so many simulations to find the parameters; a twentieth of them, 10 to "
                  "200, are then "
                  "simulated twice more to see what they predict.")
      ->type_name("N");
  command
      .add_option("--time", options.time,
                  "At most so long, in seconds, or with m or h behind the number; what was drawn "
                  "till then is valid.")
      ->type_name("TIME");
  command.add_option("--table", options.table, "Draws from the prior (default: the file's).")
      ->type_name("N");
  command.add_option("--rounds", options.rounds, "Rounds after the table.")->type_name("N");
  command.add_option("--draws", options.draws, "Draws of a round.")->type_name("N");
  command
      .add_option("--method", options.method,
                  "importance (default): exact under the stated errors; abc: population Monte "
                  "Carlo; esmda: ensemble smoother, quick and approximate; synthetic: normal "
                  "likelihood from several worlds a draw.")
      ->type_name("NAME");
  command
      .add_option("--worlds", options.worlds,
                  "Worlds of each draw, for the method synthetic (default 40).")
      ->type_name("N");
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default out/calibrate-SCENARIO-TIME).")
      ->type_name("FOLDER");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors.");
}

}  // namespace komuna
