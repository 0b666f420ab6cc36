#pragma once
// The options of the commands about two worlds, as they are typed.

#include <string>
#include <vector>

#include "cli/compare.hpp"
#include "cli/lives.hpp"

namespace CLI {
class App;
}

namespace komuna {

// Numbers, seeds and folders that other commands have too are declared by the command line itself.
void declare(CLI::App& command, CompareOptions& options);
// `scenarios`: the base, and perhaps another one.
void declare(CLI::App& command, LivesOptions& options, std::string& scenario);

}  // namespace komuna
