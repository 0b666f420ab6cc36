#pragma once
// The options of `komuna sensitivity`, declared.

#include "cli/sensitivity.hpp"

namespace CLI {
class App;
}

namespace komuna {

void declare(CLI::App& command, SensitivityOptions& options);

}  // namespace komuna
