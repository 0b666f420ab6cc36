#include "cluster/launch.hpp"

#include <dlfcn.h>

#include <charconv>
#include <cstdlib>
#include <filesystem>
#include <string_view>
#include <system_error>

namespace komuna {
namespace {

namespace fs = std::filesystem;

constexpr const char* module_name = "libkomuna_mpi.so";

std::optional<int> number_in(const char* variable) {
  const char* const text = std::getenv(variable);
  if (text == nullptr) return std::nullopt;
  const std::string_view digits(text);
  int number = 0;
  const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
  if (read.ec != std::errc() || read.ptr != digits.data() + digits.size()) return std::nullopt;
  return number;
}

}  // namespace

std::optional<Launch> launch_of_environment() {
  struct Names {
    const char* rank;
    const char* ranks;
  };
  // Open MPI; MPICH and others; srun --mpi=pmix, which leaves their number to Slurm.
  for (const Names& names :
       {Names{"OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE"}, Names{"PMI_RANK", "PMI_SIZE"},
        Names{"PMIX_RANK", "SLURM_STEP_NUM_TASKS"}}) {
    const std::optional<int> rank = number_in(names.rank);
    const std::optional<int> ranks = number_in(names.ranks);
    if (!rank || !ranks || *rank < 0 || *rank >= *ranks) continue;
    return Launch{*rank, *ranks, number_in("OMPI_MCA_orte_enable_recovery").value_or(0) == 1};
  }
  return std::nullopt;
}

std::unique_ptr<Channel> join_ranks(std::string& why_not) {
  std::error_code error;
  const fs::path place = fs::read_symlink("/proc/self/exe", error).parent_path() / module_name;
  if (!fs::exists(place, error)) {
    why_not = place.string() + " is not there: install libopenmpi-dev and build komuna again";
    return nullptr;
  }
  // For all to see: Open MPI loads parts of itself that look for the rest. It stays loaded until
  // the program ends.
  void* const module = ::dlopen(place.c_str(), RTLD_NOW | RTLD_GLOBAL);
  if (module == nullptr) {
    why_not = place.string() + " cannot be loaded: " + ::dlerror();
    return nullptr;
  }
  void* const entry = ::dlsym(module, channel_entry);
  if (entry == nullptr) {
    why_not = place.string() + " belongs to another version of komuna; build komuna again";
    return nullptr;
  }
  std::unique_ptr<Channel> channel(reinterpret_cast<ChannelEntry>(entry)());
  if (!channel) why_not = "MPI could not be started";
  return channel;
}

}  // namespace komuna
