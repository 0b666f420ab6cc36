#pragma once
// What the command line says of its own commands: help, and what to do about a word it does not
// know.

#include <string>

namespace CLI {
class App;
}

namespace komuna {

// Of the whole program, whatever command was given.
std::string overview(const CLI::App& app);
// Errors: UsageError naming the commands there are.
std::string help_of(const CLI::App& app, const std::string& command);
// After --help: of the command it was given to.
std::string asked_help(const CLI::App& app);
// " (komuna help run tells what is possible)"
std::string see_help(const CLI::App& app);
// Of the first word that nothing was done with.
std::string unknown_word(const CLI::App& app);

}  // namespace komuna
