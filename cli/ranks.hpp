#pragma once
// The command as several processes that mpirun or srun have started together.
//
// Rank 0 does what the user has asked for: it reads, writes and tells. In commands that simulate
// much it hands out the work; the others read no word but the name of the command, so that a
// mistake is told once. Commands that simulate little are done by rank 0 alone.

#include <functional>

#include "cluster/crew.hpp"

namespace komuna {

// Calls `command` in rank 0, or in a process by itself; with the crew, if there is one to share the
// work with. Returns the exit code.
int with_ranks(int count, const char* const* words, const std::function<int(Crew*)>& command);

}  // namespace komuna
