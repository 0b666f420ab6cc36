#pragma once
// The options of the commands about one scenario, as they are typed.

#include "cli/run.hpp"
#include "cli/starter.hpp"
#include "cli/validate.hpp"

namespace CLI {
class App;
}

namespace komuna {

// What several commands share is declared by shared_options.hpp.
void declare(CLI::App& command, RunOptions& options);
void declare(CLI::App& command, ValidateOptions& options);
void declare(CLI::App& command, StarterOptions& options);

}  // namespace komuna
