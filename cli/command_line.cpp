#include "cli/command_line.hpp"

#include <fmt/format.h>

#include <CLI/CLI.hpp>
#include <functional>
#include <limits>
#include <string>
#include <vector>

#include "cli/calibration_options.hpp"
#include "cli/classroom.hpp"
#include "cli/command_words.hpp"
#include "cli/comparison_options.hpp"
#include "cli/describe.hpp"
#include "cli/mistakes.hpp"
#include "cli/ranks.hpp"
#include "cli/scenario_options.hpp"
#include "cli/schema.hpp"
#include "cli/screen.hpp"
#include "cli/sensitivity_options.hpp"
#include "cli/shards.hpp"
#include "cli/shared_options.hpp"
#include "cli/starter.hpp"
#include "cli/stored_run_options.hpp"
#include "cli/usage.hpp"
#include "cli/version.hpp"
#include "cli/what_if_list.hpp"
#include "engine/output/manifest.hpp"

namespace komuna {
namespace {

constexpr const char* exit_codes =
    "Exit codes: 0 done; 1 replayed files differ; 64 the command was wrong; 65 the scenario is\n"
    "wrong; 69 too little memory; 70 a fault of komuna; 74 trouble with files; 129, 130\n"
    "and 143 stopped (terminal closed, Ctrl-C, SIGTERM).\n";

class CommandLine : private SharedOptions {
 public:
  CommandLine(int count, const char* const* words, Crew* crew)
      : app_("Simulates the collectives that emigrated to the Soviet Union in the 1920s.",
             "komuna") {
    run_options_.command_line.assign(words, words + count);
    run_options_.crew = compare_options_.crew = calibrate_options_.crew = crew;
    sensitivity_options_.crew = resume_options_.crew = replay_options_.crew = crew;
    app_.set_help_flag("-h,--help", "Show this help.");
    app_.add_flag("--version", typed_.version, "Version, commit, compiler and libraries.");
    app_.require_subcommand(0, 1);
    app_.footer(std::string("komuna help COMMAND tells more about a command.\n") + exit_codes);
    add_run();
    add_compare();
    add_lives();
    add_calibrate();
    add_sensitivity();
    add_resume();
    add_merge();
    add_export();
    add_replay();
    add_validate();
    add_describe();
    add_schema();
    add_new();
    add_classroom();
    add_help();
  }

  int execute() {
    const auto& words = run_options_.command_line;
    try {
      app_.parse(static_cast<int>(words.size()), pointers().data());
    } catch (const CLI::CallForHelp&) {
      print(asked_help(app_));
      return 0;
    } catch (const CLI::ExtrasError&) {
      throw UsageError(unknown_word(app_));
    } catch (const CLI::ParseError& error) {
      throw UsageError(error.what() + see_help(app_));
    }
    if (typed_.version) {
      print(version_text());
      return 0;
    }
    if (!chosen_) {
      print(overview(app_));
      return 0;
    }
    return chosen_();
  }

 private:
  void add_run() {
    CLI::App& command = *app_.add_subcommand("run", "Simulate a scenario and write the tables.");
    add_scenario(command);
    add_seed(command);
    command.add_option("--replicates", typed_.replicates, "How many histories (default 100).")
        ->type_name("N");
    add_posterior(command);
    add_threads(command);
    declare(command, run_options_);
    add_shard(command, run_options_.shard);
    add_what_if(command);
    add_set(command);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this, &command] {
      chosen_ = [this, has_out = command.count("--out") > 0] {
        if (has_out && run_options_.out.empty()) throw UsageError("--out: no folder is given");
        run_options_.seed = seed();
        run_options_.posterior = posterior();
        run_options_.replicates = static_cast<std::int64_t>(
            whole_number("--replicates", typed_.replicates, 1, most_replicates));
        run_options_.threads = threads();
        choice_.size_limit = size_limit();
        run_options_.choice = choice_;
        return run(run_options_);
      };
    });
  }

  void add_compare() {
    CLI::App& command = *app_.add_subcommand(
        "compare", "Simulate worlds under the same chance and tell what differs.");
    declare(command, compare_options_);
    add_shard(command, compare_options_.shard);
    add_what_if(command);
    command
        .add_option("--set", choice_.overrides,
                    "Compare with the base under another value; all of them make one alternative.")
        ->type_name("PATH=VALUE")
        ->allow_extra_args(false);
    command.add_option("--replicates", typed_.replicates, "How many pairs (default 100).")
        ->type_name("N");
    add_posterior(command);
    add_seed(command);
    add_threads(command);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this, &command] {
      chosen_ = [this, &command] {
        CompareOptions& options = compare_options_;
        if (command.count("--out") > 0 && options.out.empty())
          throw UsageError("--out: no folder is given");
        if (command.count("--until") > 0 && options.until.empty())
          throw UsageError("--until: no share is given, as in --until 1%");
        if (command.count("--until") > 0 && command.count("--replicates") == 0)
          typed_.replicates = "5000";
        options.seed = seed();
        options.posterior = posterior();
        options.replicates = static_cast<std::int64_t>(
            whole_number("--replicates", typed_.replicates, 1, most_replicates));
        options.threads = threads();
        choice_.size_limit = size_limit();
        if (!options.alternatives.empty()) {
          choice_.scenario = options.alternatives.front();
          options.alternatives.erase(options.alternatives.begin());
        }
        options.base = choice_;
        options.command_line = run_options_.command_line;
        return compare(options);
      };
    });
  }

  void add_lives() {
    CLI::App& command = *app_.add_subcommand(
        "lives", "Life histories of chosen people of a replicate, in two worlds side by side.");
    declare(command, lives_options_, choice_.scenario);
    add_what_if(command);
    add_set(command);
    command.add_option("--replicate", typed_.replicate, "Which replicate (default 0).")
        ->type_name("N");
    command.add_option("--limit", typed_.limit, "How many households (default 5).")->type_name("N");
    add_seed(command);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this] {
      chosen_ = [this] {
        lives_options_.seed = seed();
        lives_options_.replicate =
            whole_number("--replicate", typed_.replicate, 0, most_replicates - 1);
        lives_options_.limit =
            static_cast<std::int64_t>(whole_number("--limit", typed_.limit, 1, most_replicates));
        choice_.size_limit = size_limit();
        lives_options_.base = choice_;
        return lives(lives_options_);
      };
    });
  }

  void add_calibrate() {
    CLI::App& command = *app_.add_subcommand(
        "calibrate", "Find the parameters that agree with the figures of history.");
    declare(command, calibrate_options_);
    add_seed(command);
    add_threads(command);
    add_set(command);
    add_size_limit(command);
    command.callback([this, &command] {
      chosen_ = [this, &command] {
        CalibrateOptions& options = calibrate_options_;
        if (command.count("--out") > 0 && options.out.empty())
          throw UsageError("--out: no folder is given");
        options.seed = seed();
        options.threads = threads();
        options.size_limit = size_limit();
        options.overrides = choice_.overrides;
        options.command_line = run_options_.command_line;
        return calibrate(options);
      };
    });
  }

  void add_sensitivity() {
    CLI::App& command = *app_.add_subcommand(
        "sensitivity", "Which parameters move which figures, and what is chance.");
    add_scenario(command);
    declare(command, sensitivity_options_);
    add_what_if(command);
    add_set(command);
    add_seed(command);
    add_threads(command);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this, &command] {
      chosen_ = [this, &command] {
        SensitivityOptions& options = sensitivity_options_;
        if (command.count("--out") > 0 && options.out.empty())
          throw UsageError("--out: no folder is given");
        choice_.size_limit = size_limit();
        options.base = choice_;
        options.scenario_named = command.count("SCENARIO") > 0;
        options.seed = seed();
        options.threads = threads();
        options.command_line = run_options_.command_line;
        return analyse_sensitivity(options);
      };
    });
  }

  void add_resume() {
    CLI::App& command =
        *app_.add_subcommand("resume", "Continue a run that was stopped or cut short.");
    declare(command, resume_options_);
    add_threads(command);
    command.callback([this] {
      chosen_ = [this] {
        resume_options_.threads = threads();
        return resume(resume_options_);
      };
    });
  }

  void add_merge() {
    CLI::App& command =
        *app_.add_subcommand("merge", "Make one run of the shares that --shard has made.");
    declare(command, merge_options_);
    command.callback([this] { chosen_ = [this] { return merge(merge_options_); }; });
  }

  void add_export() {
    CLI::App& command =
        *app_.add_subcommand("export", "Make the files of a run again, from its store.");
    declare(command, export_options_);
    command.callback([this] { chosen_ = [this] { return export_run(export_options_); }; });
  }

  void add_replay() {
    CLI::App& command = *app_.add_subcommand(
        "replay", "Make a run again from its manifest and compare every file.");
    declare(command, replay_options_);
    add_threads(command);
    command.callback([this] {
      chosen_ = [this] {
        replay_options_.threads = threads();
        replay_options_.command_line = run_options_.command_line;
        return replay(replay_options_);
      };
    });
  }

  void add_validate() {
    CLI::App& command = *app_.add_subcommand(
        "validate", "Show everything that is wrong with scenarios, or with calibration files.");
    declare(command, validate_options_);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this] {
      chosen_ = [this] {
        validate_options_.size_limit = size_limit();
        validate_options_.readable = choice_.readable;
        return validate(validate_options_);
      };
    });
  }

  void add_describe() {
    CLI::App& command = *app_.add_subcommand(
        "describe", "Explain the model: order of a month, every parameter and its source.");
    add_scenario(command);
    add_what_if(command);
    command.add_flag("--what-ifs", typed_.list_what_ifs, "List the shipped what-ifs instead.");
    add_set(command);
    add_size_limit(command);
    add_also_read(command);
    command.callback([this] {
      chosen_ = [this] {
        choice_.size_limit = size_limit();
        return typed_.list_what_ifs ? describe_what_ifs(choice_.size_limit) : describe(choice_);
      };
    });
  }

  void add_schema() {
    CLI::App& command =
        *app_.add_subcommand("schema", "Print the JSON Schema of scenario files, for editors.");
    command.add_flag("--calibration", typed_.of_calibrations, "Of calibration files instead.");
    command.callback([this] { chosen_ = [this] { return schema(typed_.of_calibrations); }; });
  }

  void add_new() {
    CLI::App& command =
        *app_.add_subcommand("new", "Write a commented scenario to begin with, in a new folder.");
    declare(command, starter_options_);
    command.callback([this] { chosen_ = [this] { return write_starter(starter_options_); }; });
  }

  void add_classroom() {
    CLI::App& command = *app_.add_subcommand(
        "classroom", "Write the page for lessons, one file with scenarios in it.");
    command
        .add_option("SCENARIO", classroom_options_.scenarios,
                    "Scenarios to put into it (default: classroom).")
        ->type_name("");
    command
        .add_option("--out", classroom_options_.out,
                    "The file to write (default: komuna-classroom.html).")
        ->type_name("FILE");
    command
        .add_option("--page", classroom_options_.page,
                    "The page without scenarios, where it is not the one built here.")
        ->type_name("FILE");
    command.add_flag("--data", classroom_options_.data_only,
                     "Write only the JSON that goes into the page.");
    command.callback([this] {
      chosen_ = [this] {
        classroom_options_.size_limit = ScenarioChoice{}.size_limit;
        return write_classroom(classroom_options_);
      };
    });
  }

  void add_help() {
    CLI::App& command = *app_.add_subcommand("help", "Tell about a command.");
    command.add_option("COMMAND", typed_.help_about, "Which one.")->type_name("");
    command.callback([this] { chosen_ = [this] { return help(); }; });
  }

  int help() const {
    print(typed_.help_about.empty() ? overview(app_) : help_of(app_, typed_.help_about));
    return 0;
  }

  std::vector<const char*> pointers() const {
    std::vector<const char*> list;
    for (const std::string& word : run_options_.command_line) list.push_back(word.c_str());
    return list;
  }

  CLI::App app_;
  RunOptions run_options_;
  CompareOptions compare_options_;
  CalibrateOptions calibrate_options_;
  SensitivityOptions sensitivity_options_;
  LivesOptions lives_options_;
  ResumeOptions resume_options_;
  ExportOptions export_options_;
  ReplayOptions replay_options_;
  MergeOptions merge_options_;
  ValidateOptions validate_options_;
  StarterOptions starter_options_;
  ClassroomOptions classroom_options_;
  std::function<int()> chosen_;
};

}  // namespace

int run_command_line(int count, const char* const* words) {
  prepare_streams();
  return with_ranks(count, words, [&](Crew* crew) {
    return told([&] { return CommandLine(count, words, crew).execute(); });
  });
}

}  // namespace komuna
