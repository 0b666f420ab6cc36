#pragma once
// The options of `komuna calibrate`, as they are typed.

#include "cli/calibrate.hpp"

namespace CLI {
class App;
}

namespace komuna {

// Seed, threads, --set and the size limit are declared by the command line itself.
void declare(CLI::App& command, CalibrateOptions& options);

}  // namespace komuna
