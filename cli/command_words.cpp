#include "cli/command_words.hpp"

#include <CLI/CLI.hpp>
#include <functional>
#include <string_view>
#include <vector>

#include "cli/usage.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

std::vector<const CLI::App*> commands_of(const CLI::App& app) {
  return app.get_subcommands(std::function<bool(const CLI::App*)>());
}

std::vector<std::string> command_names(const CLI::App& app) {
  std::vector<std::string> names;
  for (const CLI::App* command : commands_of(app)) names.push_back(command->get_name());
  return names;
}

std::vector<std::string> option_names(const CLI::App& command) {
  std::vector<std::string> names;
  for (const CLI::Option* option : command.get_options())
    for (const std::string& name : option->get_lnames()) names.push_back("--" + name);
  return names;
}

std::string suggestion(const std::string& given, const std::vector<std::string>& known) {
  const std::vector<std::string_view> views(known.begin(), known.end());
  const std::string hint = did_you_mean(given, views);
  return hint.empty() ? "; allowed: " + list_words(views) : hint;
}

const CLI::App& current(const CLI::App& app) {
  const auto parsed = app.get_subcommands();
  return parsed.empty() ? app : *parsed.front();
}

}  // namespace

// app.help() would speak of the command given.
std::string overview(const CLI::App& app) {
  return app.get_formatter()->make_help(&app, "komuna", CLI::AppFormatMode::Normal);
}

std::string help_of(const CLI::App& app, const std::string& name) {
  for (const CLI::App* command : commands_of(app))
    if (command->get_name() == name) return command->help("komuna");
  throw UsageError("there is no command " + quote_briefly(name) +
                   suggestion(name, command_names(app)));
}

std::string asked_help(const CLI::App& app) {
  const CLI::App& command = current(app);
  return &command == &app ? overview(app) : command.help("komuna");
}

std::string see_help(const CLI::App& app) {
  const CLI::App& command = current(app);
  return &command == &app ? " (komuna help tells what is possible)"
                          : " (komuna help " + command.get_name() + " tells what is possible)";
}

std::string unknown_word(const CLI::App& app) {
  const auto left = app.remaining(true);
  const std::string word = left.empty() ? "" : left.front();
  const CLI::App& command = current(app);
  if (word.size() > 1 && word.front() == '-') {
    const std::string option = word.substr(0, word.find('='));
    return "there is no option " + quote_briefly(option) +
           suggestion(option, option_names(command));
  }
  if (&command == &app)
    return "there is no command " + quote_briefly(word) + suggestion(word, command_names(app));
  return quote_briefly(word) + " is one word too many" + see_help(app);
}

}  // namespace komuna
