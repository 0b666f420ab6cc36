#include "cli/ranks.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <string>
#include <string_view>

#include "cli/hanging_launcher.hpp"
#include "cli/rank_work.hpp"
#include "cli/screen.hpp"
#include "cli/stop_request.hpp"
#include "cli/usage.hpp"
#include "cluster/launch.hpp"
#include "engine/base/error.hpp"

namespace komuna {
namespace {

constexpr std::array<std::string_view, 6> shared_commands{"run",         "compare", "calibrate",
                                                          "sensitivity", "resume",  "replay"};

bool is_shared(int count, const char* const* words) {
  if (count < 2) return false;
  for (const std::string_view command : shared_commands)
    if (command == words[1]) return true;
  return false;
}

// How long a rank may be silent. Errors: UsageError.
std::chrono::milliseconds silence() {
  constexpr const char* variable = "KOMUNA_RANK_SILENCE";
  const char* const text = std::getenv(variable);
  if (text == nullptr) return CrewManner{}.silence;
  constexpr std::uint64_t day = 86400;
  return std::chrono::seconds(whole_number(variable, text, 1, day));
}

CrewManner manner_of(const Launch& launch) {
  CrewManner manner;
  manner.silence = silence();
  manner.goes_on = launch.recovers;
  manner.tell = [](const std::string& message) { tell("komuna: " + message + '\n'); };
  manner.leave_at_once = [](const std::string& message, int code) {
    tell("komuna: " + message + '\n');
    end_launcher_that_hangs();
    ::_exit(code);
  };
  return manner;
}

// The first rank speaks for all. The others end well: a launcher kills all as soon as one fails,
// and would kill the first before it has spoken.
int refuse(const Launch& launch, const std::string& why, int code) {
  if (launch.rank != 0) return 0;
  tell("komuna: " + why + '\n');
  return code;
}

int tell_why_not(const Launch& launch, const std::string& why) {
  return refuse(launch,
                fmt::format("{} processes were started together, but they cannot work together and "
                            "would all do the same: {}",
                            launch.ranks, why),
                machine_exit_code);
}

}  // namespace

int with_ranks(int count, const char* const* words, const std::function<int(Crew*)>& command) {
  const std::optional<Launch> launch = launch_of_environment();
  if (!launch) return command(nullptr);
  if (!is_shared(count, words)) return launch->rank == 0 ? command(nullptr) : 0;
  CrewManner manner;
  try {
    manner = manner_of(*launch);
  } catch (const UsageError& error) {
    return refuse(*launch, error.what(), usage_exit_code);
  }
  const StopRequest stop;  // before MPI starts threads of its own
  std::string why_not;
  std::unique_ptr<Channel> channel = join_ranks(why_not);
  if (!channel) return launch->ranks == 1 ? command(nullptr) : tell_why_not(*launch, why_not);
  Crew crew(std::move(channel), std::move(manner));
  int code = 0;
  if (crew.leads())
    code = command(&crew);
  else
    crew.serve(do_task_of, [&stop] { return stop.asked(); });
  if (!crew.is_whole()) end_launcher_that_hangs();
  crew.end(code);
  return code;
}

}  // namespace komuna
