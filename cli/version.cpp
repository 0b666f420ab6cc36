#include "cli/version.hpp"

#include <fmt/format.h>

#include "build_info.hpp"
#include "engine/base/parallel.hpp"
#include "engine/random/draws.hpp"

namespace komuna {

std::string version_text() {
  return fmt::format(
      "komuna {}\n"
      "commit         {}\n"
      "compiler       {} ({}, {})\n"
      "libraries      {}\n"
      "parallel       {}\n"
      "random layout  {} (philox4x32-10)\n",
      build_info::version, build_info::commit, build_info::compiler, build_info::build_type,
      build_info::system, build_info::libraries, parallel_backend(), rng_layout_version);
}

}  // namespace komuna
