#include "cli/sensitivity_options.hpp"

#include <CLI/CLI.hpp>

namespace komuna {

void declare(CLI::App& command, SensitivityOptions& options) {
  command
      .add_option("--parameters", options.parameters,
                  "What to vary: a parameter and its range, may be repeated; or one calibration "
                  "file, whose priors are the ranges.")
      ->type_name("PATH=LOW..HIGH|FILE")
      ->allow_extra_args(false);
  command
      .add_option("--posterior", options.posterior,
                  "The folder of a calibration: look at what still matters within its posterior.")
      ->type_name("FOLDER");
  command
      .add_option("--metric", options.metrics,
                  "Which figures to look at (default departed), as komuna compare names them; may "
                  "be repeated.")
      ->type_name("NAME")
      ->allow_extra_args(false);
  command
      .add_option("--method", options.method,
                  "morris (default): which matter at all; sobol: shares of the variance and of "
                  "chance; given-data: from a plain sample.")
      ->type_name("NAME");
  command
      .add_option("--runs", options.runs,
                  "At most so many simulations (default: 30 trajectories, 256 blocks, 2,000 "
                  "points).")
      ->type_name("N");
  command
      .add_option("--replicates", options.replicates,
                  "Histories at each point, under the same keys everywhere (default 4; given-data "
                  "1).")
      ->type_name("N");
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default out/sensitivity-SCENARIO-TIME).")
      ->type_name("FOLDER");
  command.add_flag("--quiet", options.quiet, "Print nothing but errors.");
}

}  // namespace komuna
