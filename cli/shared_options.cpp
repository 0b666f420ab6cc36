#include "cli/shared_options.hpp"

#include <CLI/CLI.hpp>
#include <limits>

#include "cli/usage.hpp"

namespace komuna {
namespace {

constexpr std::uint64_t most_threads = 1024;
constexpr std::uint64_t most_mebibytes = 1024;

}  // namespace

void SharedOptions::add_size_limit(CLI::App& command) {
  command
      .add_option("--size-limit", typed_.size_limit,
                  "Largest scenario file that is read (default 4).")
      ->type_name("MIB");
}

std::size_t SharedOptions::size_limit() const {
  return static_cast<std::size_t>(
             whole_number("--size-limit", typed_.size_limit, 1, most_mebibytes))
         << 20U;
}

void SharedOptions::add_also_read(CLI::App& command) {
  command
      .add_option(
          "--also-read", choice_.readable,
          "A folder from which a scenario may extend others, besides its own and the shipped "
          "ones; may be repeated.")
      ->type_name("FOLDER")
      ->allow_extra_args(false);
}

void SharedOptions::add_set(CLI::App& command) {
  command
      .add_option("--set", choice_.overrides, "Give a parameter another value; may be repeated.")
      ->type_name("PATH=VALUE")
      ->allow_extra_args(false);
}

void SharedOptions::add_what_if(CLI::App& command) {
  command
      .add_option("--what-if", choice_.what_ifs,
                  "Lay a what-if over the scenario; may be repeated (komuna describe --what-ifs "
                  "lists them).")
      ->type_name("NAME")
      ->allow_extra_args(false);
}

void SharedOptions::add_scenario(CLI::App& command) {
  command
      .add_option("SCENARIO", choice_.scenario,
                  "A shipped scenario, a folder or a file (default historical).")
      ->type_name("");
}

void SharedOptions::add_seed(CLI::App& command) {
  command.add_option("--seed", typed_.seed, "Where chance begins (default 1921).")->type_name("N");
}

std::uint64_t SharedOptions::seed() const {
  return whole_number("--seed", typed_.seed, 0, std::numeric_limits<std::uint64_t>::max());
}

void SharedOptions::add_threads(CLI::App& command) {
  command
      .add_option("--threads", typed_.threads,
                  "How many at once; 0 = all cores (default). Changes no result.")
      ->type_name("N");
}

int SharedOptions::threads() const {
  return static_cast<int>(whole_number("--threads", typed_.threads, 0, most_threads));
}

void SharedOptions::add_posterior(CLI::App& command) {
  command
      .add_option("--posterior", typed_.posterior,
                  "Draw parameters from a calibration: its folder, or its posterior.csv.")
      ->type_name("FOLDER");
  command.add_flag("--replay", typed_.replay,
                   "With --posterior: replay the very histories that agreed with the figures, each "
                   "with its own chance.");
}

PosteriorChoice SharedOptions::posterior() const {
  if (typed_.replay && typed_.posterior.empty())
    throw UsageError("--replay replays the histories of a calibration: name it with --posterior");
  return {typed_.posterior, typed_.replay};
}

}  // namespace komuna
