#include "cli/stored_run_options.hpp"

#include <CLI/CLI.hpp>
#include <string>

#include "cli/products.hpp"

namespace komuna {
namespace {

std::string format_names() {
  std::string names;
  for (const Format& format : formats())
    names +=
        (names.empty() ? "" : "; ") + std::string(format.name) + " = " + std::string(format.help);
  return names;
}

void add_quiet(CLI::App& command, bool& quiet) {
  command.add_flag("--quiet", quiet, "Print nothing but errors.");
}

}  // namespace

void declare(CLI::App& command, ResumeOptions& options) {
  command.add_option("FOLDER", options.folder, "Where the run writes.")->type_name("")->required();
  add_quiet(command, options.quiet);
}

void declare(CLI::App& command, ExportOptions& options) {
  command.add_option("FOLDER", options.folder, "Of the run.")->type_name("")->required();
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default the run's own).")
      ->type_name("FOLDER");
  command
      .add_option("--format", options.formats,
                  "Which, with commas between (default: those that every run writes): " +
                      format_names() + '.')
      ->type_name("NAMES");
  add_quiet(command, options.quiet);
}

void declare(CLI::App& command, ReplayOptions& options) {
  command.add_option("MANIFEST", options.manifest, "manifest.json, or its folder.")
      ->type_name("")
      ->required();
  command
      .add_option("--out", options.out,
                  "New or empty folder to keep what is made (default: nothing is kept).")
      ->type_name("FOLDER");
  add_quiet(command, options.quiet);
}

void declare(CLI::App& command, MergeOptions& options) {
  command.add_option("FOLDER", options.folders, "The folders of all shares, in any order.")
      ->type_name("")
      ->required();
  command
      .add_option("--out", options.out,
                  "New or empty folder to write into (default out/SCENARIO-TIME).")
      ->type_name("FOLDER");
  add_quiet(command, options.quiet);
}

void add_shard(CLI::App& command, std::string& shard) {
  command
      .add_option("--shard", shard,
                  "Only the i-th of n shares of the work, as in 3/10; komuna merge puts the shares "
                  "together.")
      ->type_name("I/N");
}

}  // namespace komuna
