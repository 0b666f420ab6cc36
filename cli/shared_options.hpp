#pragma once
// Options that several commands share: declared here once, judged here once.

#include <cstdint>
#include <string>

#include "cli/posterior_choice.hpp"
#include "cli/scenario_choice.hpp"

namespace CLI {
class App;
}

namespace komuna {

class SharedOptions {
 protected:
  // The words of the options as typed; numbers are judged later, with messages of our own.
  struct Words {
    std::string seed = "1921", replicates = "100", threads = "0", size_limit = "4";
    std::string help_about, replicate = "0", limit = "5";
    std::string posterior;
    bool replay = false;
    bool version = false;
    bool list_what_ifs = false;
    bool of_calibrations = false;
  };

  void add_seed(CLI::App& command);
  std::uint64_t seed() const;
  void add_threads(CLI::App& command);
  int threads() const;
  void add_size_limit(CLI::App& command);
  std::size_t size_limit() const;
  void add_also_read(CLI::App& command);
  void add_set(CLI::App& command);
  void add_what_if(CLI::App& command);
  void add_scenario(CLI::App& command);
  void add_posterior(CLI::App& command);
  PosteriorChoice posterior() const;

  Words typed_;
  ScenarioChoice choice_;
};

}  // namespace komuna
