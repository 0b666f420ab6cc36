#pragma once
// The options of the commands about a run that has been made, as they are typed.

#include "cli/export.hpp"
#include "cli/replay.hpp"
#include "cli/resume.hpp"
#include "cli/shards.hpp"

namespace CLI {
class App;
}

namespace komuna {

// Threads are declared by the command line itself.
void declare(CLI::App& command, ResumeOptions& options);
void declare(CLI::App& command, ExportOptions& options);
void declare(CLI::App& command, ReplayOptions& options);
void declare(CLI::App& command, MergeOptions& options);
// --shard of the commands that make a run.
void add_shard(CLI::App& command, std::string& shard);

}  // namespace komuna
