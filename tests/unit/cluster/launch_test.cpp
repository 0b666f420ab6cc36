#include "cluster/launch.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <map>

using namespace komuna;

namespace {

constexpr const char* names[]{
    "OMPI_COMM_WORLD_RANK", "OMPI_COMM_WORLD_SIZE",         "PMI_RANK", "PMI_SIZE", "PMIX_RANK",
    "SLURM_STEP_NUM_TASKS", "OMPI_MCA_orte_enable_recovery"};

// As it is seen with these variables and no other of its kind.
std::optional<Launch> launched(const std::map<std::string, std::string>& variables) {
  std::map<std::string, std::string> before;
  for (const char* name : names) {
    if (const char* value = std::getenv(name); value != nullptr) before[name] = value;
    ::unsetenv(name);
  }
  for (const auto& [name, value] : variables) ::setenv(name.c_str(), value.c_str(), 1);
  const std::optional<Launch> launch = launch_of_environment();
  for (const char* name : names) ::unsetenv(name);
  for (const auto& [name, value] : before) ::setenv(name.c_str(), value.c_str(), 1);
  return launch;
}

}  // namespace

TEST_CASE("launch: a process by itself is none") {
  CHECK_FALSE(launched({}));
  // Within a job of Slurm, but not started by srun.
  CHECK_FALSE(launched({{"SLURM_STEP_NUM_TASKS", "4"}}));
  CHECK_FALSE(launched({{"PMI_RANK", "4"}, {"PMI_SIZE", "4"}}));
  CHECK_FALSE(launched({{"PMI_RANK", "x"}, {"PMI_SIZE", "4"}}));
  CHECK_FALSE(launched({{"PMI_RANK", "1"}}));
}

TEST_CASE("launch: ranks of Open MPI, of others and of srun") {
  const auto ours = launched({{"OMPI_COMM_WORLD_RANK", "2"},
                              {"OMPI_COMM_WORLD_SIZE", "3"},
                              {"PMIX_RANK", "0"},
                              {"SLURM_STEP_NUM_TASKS", "8"}});
  REQUIRE(ours);
  CHECK((ours->rank == 2 && ours->ranks == 3 && !ours->recovers));
  const auto recovering = launched({{"OMPI_COMM_WORLD_RANK", "0"},
                                    {"OMPI_COMM_WORLD_SIZE", "1"},
                                    {"OMPI_MCA_orte_enable_recovery", "1"}});
  REQUIRE(recovering);
  CHECK(recovering->recovers);
  const auto others = launched({{"PMI_RANK", "1"}, {"PMI_SIZE", "4"}});
  REQUIRE(others);
  CHECK((others->rank == 1 && others->ranks == 4));
  const auto of_slurm = launched({{"PMIX_RANK", "5"}, {"SLURM_STEP_NUM_TASKS", "6"}});
  REQUIRE(of_slurm);
  CHECK((of_slurm->rank == 5 && of_slurm->ranks == 6));
}
