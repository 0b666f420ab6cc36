#include "cli/shards.hpp"

#include <fmt/format.h>

#include <charconv>
#include <map>

#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/run_record.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/store_layout.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

constexpr std::int64_t most_shards = 100000;

bool read_number(std::string_view text, std::int64_t& number) {
  const auto [rest, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  return error == std::errc() && rest == text.data() + text.size();
}

// The folders by the number of their share, checked against each other.
class Shares {
 public:
  explicit Shares(const std::vector<std::string>& folders) {
    for (const std::string& folder : folders) add(folder);
    check_whole();
  }

  // Of the whole run.
  StorePlan plan() const {
    StorePlan plan = plan_;
    plan.shard = plan.shards = 1;
    auto& words = plan.command_line;
    for (std::size_t i = 0; i < words.size(); ++i)
      if (words[i] == "--shard" || words[i].rfind("--shard=", 0) == 0)
        words.erase(words.begin() + static_cast<std::ptrdiff_t>(i),
                    words.begin() + static_cast<std::ptrdiff_t>(std::min(
                                        words.size(), i + (words[i] == "--shard" ? 2 : 1))));
    return plan;
  }
  // In the order of their numbers.
  const std::map<std::int64_t, std::string>& folders() const { return folders_; }

 private:
  void add(const std::string& folder) {
    const RunStore store = RunStore::read(folder);
    const StorePlan& plan = store.plan();
    if (plan.shards == 1)
      throw FileError(folder, "is no share of a run but a whole one; shares are made by --shard");
    if (const std::string why = why_not_the_same_program(plan); !why.empty())
      throw FileError(folder, why + ". Merge with the program that made the shares");
    if (folders_.empty()) {
      plan_ = plan;
      first_ = folder;
    }
    if (fingerprint(plan) != fingerprint(plan_) || plan.shards != plan_.shards)
      throw FileError(folder,
                      fmt::format("is share {}/{} of another run than {} (share {}/{}): "
                                  "scenario, seed, replicates and options must be the same",
                                  plan.shard, plan.shards, first_, plan_.shard, plan_.shards));
    const auto [at, is_new] = folders_.emplace(plan.shard, folder);
    if (!is_new)
      throw FileError(folder, fmt::format("is share {}/{}, and so is {}: leave one of them out",
                                          plan.shard, plan.shards, at->second));
    if (!store.missing().empty())
      unfinished_ += fmt::format("{} is unfinished: {} of {} are there; komuna resume {}\n", folder,
                                 store.finished_count(), store.asked_count(), folder);
  }

  void check_whole() const {
    if (!unfinished_.empty())
      throw FileError(first_,
                      "cannot be merged yet:\n" + unfinished_.substr(0, unfinished_.size() - 1));
    std::string missing;
    for (std::int64_t shard = 1; shard <= plan_.shards && missing.size() < 200; ++shard)
      if (folders_.count(shard) == 0)
        missing += fmt::format("{}{}/{}", missing.empty() ? "" : ", ", shard, plan_.shards);
    if (!missing.empty())
      throw FileError(first_, fmt::format("cannot be merged yet: {} of {} shares are named; "
                                          "missing: {}",
                                          folders_.size(), plan_.shards, missing));
  }

  StorePlan plan_;
  std::string first_;
  std::map<std::int64_t, std::string> folders_;
  std::string unfinished_;
};

}  // namespace

std::pair<std::int64_t, std::int64_t> shard_of(const std::string& text) {
  if (text.empty()) return {1, 1};
  const std::size_t slash = text.find('/');
  std::int64_t shard = 0, shards = 0;
  const bool is_good = slash != std::string::npos && read_number(text.substr(0, slash), shard) &&
                       read_number(text.substr(slash + 1), shards) && shard >= 1 &&
                       shard <= shards && shards >= 2 && shards <= most_shards;
  if (!is_good)
    throw UsageError("--shard: " + quote_briefly(text) +
                     " is no share; allowed: i/n with i from 1 to n and n from 2 to " +
                     std::to_string(most_shards) + ", as in --shard 3/10");
  return {shard, shards};
}

int finish_shard(RunFolder& folder, RunStore& store, bool quiet) {
  store.seal();
  folder.keep();
  const StorePlan& plan = store.plan();
  if (!quiet)
    print(fmt::format(
        "Share {}/{} is finished: {} of {} {} are stored in {}.\n"
        "When all {} shares are there: komuna merge FOLDER... --out WHOLE\n",
        plan.shard, plan.shards, store.finished_count(), plan.replicates,
        plan.kind == RunKind::compare ? "pairs" : "replicates", folder.path(), plan.shards));
  return 0;
}

int merge(const MergeOptions& options) {
  const Shares shares(options.folders);
  const StorePlan plan = shares.plan();
  const StopRequest stop;
  RunFolder folder(options.out.empty() ? free_path("out/" + plain_name(plan.worlds.front().name) +
                                                   '-' + folder_time())
                                       : options.out);
  announce_store(folder);
  RunStore store = RunStore::create(folder.path(), plan);
  for (const auto& [shard, place] : shares.folders()) store.take(place);
  const RunSettings settings{0, options.quiet};
  if (plan.kind == RunKind::compare) {
    const ComparisonWish wish = wish_of(plan.options, folder.path());
    const Comparison comparison = comparison_of(scenarios_of_store(plan, folder.path()), wish);
    return carry_out(folder, store, comparison, wish, settings, stop);
  }
  return carry_out(folder, store, scenario_of_store(plan.worlds.front(), folder.path()), settings,
                   stop);
}

}  // namespace komuna
