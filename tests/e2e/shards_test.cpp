// Runs shared out by --shard and put together by merge: the same bytes as a run in one place, and
// every way to hand in the wrong shares is refused.

#include <catch2/catch.hpp>

#include "tests/support/finished_run.hpp"

using namespace komuna::tests;

namespace {

Ended share(const std::string& out, const std::string& which, const Words& more = {}) {
  Words words{"run",     "tiny",    "--replicates", "10",    "--seed", "7",
              "--quiet", "--shard", which,          "--out", out};
  words.insert(words.end(), more.begin(), more.end());
  return call_komuna(words);
}

void require_done(const Ended& ended) {
  INFO(ended.out << ended.err);
  REQUIRE(ended.code == 0);
}

void check_refused(const Words& words, int code, const std::string& message) {
  const Ended ended = call_komuna(words);
  INFO(message << "\n" << ended.err);
  CHECK(ended.code == code);
  CHECK(ended.err.find(message) != std::string::npos);
}

}  // namespace

TEST_CASE("shards: merged in any order they are the run made in one place, byte for byte") {
  const TemporaryFolder folder;
  require_done(call_komuna(
      {"run", "tiny", "--replicates", "10", "--seed", "7", "--quiet", "--out", folder / "whole"}));
  for (const char* which : {"2/3", "3/3", "1/3"})
    require_done(share(folder / (std::string("s") + which[0]), which));
  CHECK(names_in(folder / "s1") == std::vector<std::string>{"run.db"});
  require_done(call_komuna(
      {"merge", folder / "s3", folder / "s1", folder / "s2", "--quiet", "--out", folder / "m"}));
  CHECK(different_file(folder / "whole", folder / "m") == "");
  // The merged run is a run like any other.
  CHECK(call_komuna({"replay", folder / "m"}).code == 0);
  require_done(call_komuna({"export", folder / "m", "--out", folder / "again"}));

  const std::string m = folder / "m2";
  check_refused({"merge", folder / "s1", folder / "s2", "--out", m}, 74, "missing: 3/3");
  check_refused({"merge", folder / "s1", folder / "s2", folder / "s3", folder / "s1", "--out", m},
                74, "leave one of them out");
  check_refused({"merge", folder / "whole", folder / "s1", "--out", m}, 74,
                "is no share of a run but a whole one");
  require_done(share(folder / "other", "3/3", {"--set", "gate.minimum_train=10"}));
  check_refused({"merge", folder / "s1", folder / "s2", folder / "other", "--out", m}, 74,
                "of another run");
  require_done(share(folder / "quarter", "3/4"));
  check_refused({"merge", folder / "s1", folder / "s2", folder / "quarter", "--out", m}, 74,
                "of another run");
  check_refused({"merge", folder / "nowhere", "--out", m}, 74, "nowhere");
  CHECK_FALSE(std::filesystem::exists(m));
}

TEST_CASE("shards: a share that was killed is named, continued and merged") {
  const TemporaryFolder folder;
  Words words{"run",       "tiny", "--replicates", "120",       "--quiet", "--shard", "1/2",
              "--threads", "1",    "--out",        folder / "a"};
  ProcessOptions options;
  options.signal = SIGKILL;
  options.interrupt_when = [&] {
    return size_of(folder / "a/run.db") + size_of(folder / "a/run.db-wal") > 250000;
  };
  CHECK(call_komuna(words, options).code == 128 + SIGKILL);
  words[6] = "2/2";
  words.back() = folder / "b";
  require_done(call_komuna(words));
  check_refused({"merge", folder / "a", folder / "b", "--out", folder / "m"}, 74,
                "komuna resume " + folder / "a");
  require_done(call_komuna({"resume", folder / "a", "--quiet"}));
  require_done(
      call_komuna({"merge", folder / "a", folder / "b", "--quiet", "--out", folder / "m"}));
  require_done(
      call_komuna({"run", "tiny", "--replicates", "120", "--quiet", "--out", folder / "whole"}));
  CHECK(different_file(folder / "whole", folder / "m") == "");
}

TEST_CASE("shards: of a comparison") {
  const TemporaryFolder folder;
  const Words what{"--what-if", "obstacles_doubled", "--replicates", "9"};
  require_done(compare(folder / "whole", what));
  for (const char* which : {"1/2", "2/2"}) {
    Words words = what;
    words.insert(words.end(), {"--shard", which});
    require_done(compare(folder / (std::string("s") + which[0]), words));
  }
  require_done(
      call_komuna({"merge", folder / "s1", folder / "s2", "--quiet", "--out", folder / "m"}));
  CHECK(different_file(folder / "whole", folder / "m") == "");
}

TEST_CASE("shards: words that name no share") {
  for (const char* which : {"0/3", "4/3", "1/1", "3", "a/b", "1/", "1/2/3", "-1/3", "1/999999999"})
    check_refused({"run", "tiny", "--shard", which}, 64, "is no share");
  check_refused(
      {"compare", "tiny", "--what-if", "obstacles_doubled", "--until", "5%", "--shard", "1/2"}, 64,
      "nobody knows beforehand");
}
