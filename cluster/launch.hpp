#pragma once
// Whether this process is one of several that mpirun or srun have started together.
//
// Such launchers say so in the environment. A process alone knows nothing of MPI and loads nothing
// of it.

#include <memory>
#include <optional>
#include <string>

#include "cluster/channel.hpp"

namespace komuna {

struct Launch {
  int rank = 0;
  int ranks = 1;
  bool recovers = false;  // mpirun --enable-recovery: the loss of a rank does not end the others
};

// Nothing: started by itself.
std::optional<Launch> launch_of_environment();

// Joins the ranks. nullptr with the reason in `why_not` when the module is not there or fails.
std::unique_ptr<Channel> join_ranks(std::string& why_not);

}  // namespace komuna
