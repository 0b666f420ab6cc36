// What goes wrong, and who is told: 64 the caller, 65 the scenario's author, 74 the disk's keeper.

#include <catch2/catch.hpp>
#include <filesystem>

#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

Ended call(const std::vector<std::string>& words, const ProcessOptions& options = {}) {
  return komuna::tests::call_komuna(words, options);
}

bool says(const Ended& ended, const std::string& words) {
  UNSCOPED_INFO(ended.err);
  return ended.err.find(words) != std::string::npos;
}

}  // namespace

TEST_CASE("usage: one clear message, exit code 64") {
  struct Case {
    std::vector<std::string> words;
    std::string message;
  };
  const std::vector<Case> cases{
      {{"rnu"}, "did you mean \"run\""},
      {{"run", "--sead", "3"}, "did you mean \"--seed\""},
      {{"run", "--replicates", "0"}, "from 1 to"},
      {{"run", "--replicates", "1e3"}, "from 1 to"},
      {{"run", "--threads", "-2"}, "from 0 to"},
      {{"run", "--seed", "18446744073709551616"}, "from 0 to 18446744073709551615"},
      {{"run", "--seed"}, "--seed"},
      {{"run", "tiny", "more"}, "one word too many"},
      {{"run", "tiny", "--out", ""}, "--out"},
      {{"run", "tiny", "--set", "nonsense"}, "path=value"},
      {{"run", "tiny", "--set", "fromm=1922-01"}, "did you mean \"from\""},
      {{"run", "tiny", "--set", "until=1920-01"}, "until"},
      {{"validate"}, "FILE"},
      {{"help", "describ"}, "did you mean \"describe\""},
      {{"validate", "tiny", "--size-limit", "0"}, "from 1 to"},
  };
  for (const Case& wrong : cases) {
    const Ended ended = call(wrong.words);
    INFO(wrong.words.front() << ' ' << wrong.words.back());
    CHECK(ended.code == 64);
    CHECK(says(ended, wrong.message));
    CHECK(ended.out.empty());
  }
}

TEST_CASE("scenario: all problems at once, with their places, exit code 65") {
  const TemporaryFolder folder;
  std::string text = tiny_text();
  const auto replace = [&](const std::string& old, const std::string& fresh) {
    const std::size_t at = text.find(old);
    REQUIRE(at != std::string::npos);
    text.replace(at, old.size(), fresh);
  };
  replace("heads: 3000", "heads: -3");
  replace("minimum_train: 10", "minimum_trian: 10");
  replace("default_group: native\n    regions:\n      coast",
          "default_group: nativ\n    regions:\n      coast");
  write_text(folder / "broken.yaml", text);
  const Ended ended = call({"run", folder / "broken.yaml", "--out", folder / "r"});
  CHECK(ended.code == 65);
  CHECK(says(ended, "broken.yaml:"));
  CHECK(says(ended, "heads"));
  CHECK(says(ended, "did you mean \"minimum_train\""));
  CHECK(says(ended, "did you mean \"native\""));
  CHECK(!std::filesystem::exists(folder / "r"));
  CHECK(call({"validate", folder / "broken.yaml", "tiny"}).code == 65);
  CHECK(call({"validate", "tiny", folder / "missing.yaml", folder / "broken.yaml"}).code == 74);
}

TEST_CASE("scenario: files that are none") {
  const TemporaryFolder folder;
  write_text(folder / "empty.yaml", "");
  write_text(folder / "binary.yaml", std::string("title\0: x", 9));
  write_text(folder / "latin.yaml", "title: \xE9t\xE9\n");
  write_text(folder / "quote.yaml", "title: \"never closed\n");
  write_text(folder / "deep.yaml", std::string(10000, '['));
  write_text(folder / "large.yaml", "title: x\n#" + std::string(5u << 20u, 'x') + '\n');
  for (const char* name : {"empty", "binary", "latin", "quote", "deep", "large"}) {
    const std::string file = folder / (std::string(name) + ".yaml");
    for (const char* command : {"run", "validate", "describe"}) {
      const Ended ended = call({command, file});
      INFO(name);
      CHECK(ended.code == 65);
      CHECK(says(ended, file));
    }
  }
  CHECK(call({"run", folder / "missing.yaml"}).code == 74);
  CHECK(call({"run", folder.path()}).code == 74);
  CHECK(says(call({"run", "tinny"}), "did you mean \"tiny\""));
}

TEST_CASE("scenario: one that stands elsewhere is read if the user allows its folder") {
  const TemporaryFolder folder;
  std::filesystem::create_directories(folder / "theirs");
  std::filesystem::create_directories(folder / "mine");
  write_text(folder / "theirs/base.yaml", "extends: tiny\n");
  write_text(folder / "mine/world.yaml", "extends: ../theirs/base.yaml\n");
  for (const char* command : {"run", "compare", "lives", "validate", "describe"}) {
    INFO(command);
    std::vector<std::string> words{command, folder / "mine/world.yaml"};
    const Ended refused = call(words);
    CHECK(refused.code == 65);
    CHECK(says(refused, "world.yaml:1:10: extends: \"../theirs/base.yaml\" lies outside"));
    CHECK(says(refused, "--also-read FOLDER"));
  }
  for (const char* command : {"validate", "describe"})
    CHECK(call({command, folder / "mine/world.yaml", "--also-read", folder / "theirs"}).code == 0);
  CHECK(call({"run", folder / "mine/world.yaml", "--also-read", folder / "theirs", "--replicates",
              "1", "--quiet", "--out", folder / "r"})
            .code == 0);
}

TEST_CASE("out: nothing is overwritten, exit code 74") {
  const TemporaryFolder folder;
  REQUIRE(call({"run", "tiny", "--replicates", "1", "--out", folder / "r"}).code == 0);
  const std::string before = read_text(folder / "r/manifest.json");
  const Ended again = call({"run", "tiny", "--replicates", "1", "--out", folder / "r"});
  CHECK(again.code == 74);
  CHECK(says(again, "holds another run"));
  CHECK(read_text(folder / "r/manifest.json") == before);

  write_text(folder / "other/notes.txt", "mine");
  CHECK(says(call({"run", "tiny", "--out", folder / "other"}), "not empty"));
  CHECK(names_in(folder / "other") == std::vector<std::string>{"notes.txt"});

  write_text(folder / "file", "mine");
  CHECK(call({"run", "tiny", "--out", folder / "file"}).code == 74);
  CHECK(call({"run", "tiny", "--out", folder / "file/below"}).code == 74);
  CHECK(read_text(folder / "file") == "mine");
  CHECK(call({"run", "tiny", "--out", "/proc/komuna/run"}).code == 74);

  std::filesystem::create_directory(folder / "empty");
  CHECK(call({"run", "tiny", "--replicates", "1", "--out", folder / "empty/"}).code == 0);
}

// A limit on the size of files fails a write half-way, as a full disk does, and needs no rights.
TEST_CASE("out: a write that fails leaves nothing behind, exit code 74") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.largest_file = 20000;
  const Ended ended = call({"run", "tiny", "--replicates", "20", "--out", folder / "a/b"}, options);
  CHECK(ended.code == 74);
  CHECK(says(ended, "cannot be written"));
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE("standard output: full or closed is an error, a reader that left is none") {
  ProcessOptions full;
  full.output_to = "/dev/full";
  ProcessOptions closed;
  closed.output_closed = true;
  ProcessOptions gone;
  gone.reader_gone = true;
  for (const std::vector<std::string>& words :
       {std::vector<std::string>{"schema"}, {"describe", "tiny"}, {"--version"}, {"help"}}) {
    CHECK(call(words, full).code == 74);
    CHECK(call(words, closed).code == 74);
    CHECK(call(words, gone).code == 0);
  }
  // The files of a run are safe before anything is printed, and none of them takes the number of a
  // closed standard output.
  const TemporaryFolder folder;
  const Ended ended = call({"run", "tiny", "--replicates", "1", "--out", folder / "r"}, closed);
  CHECK(ended.code == 74);
  CHECK(read_text(folder / "r/manifest.json").front() == '{');
  CHECK(names_in(folder / "r").size() == 19);
}

TEST_CASE("Ctrl-C: before a replicate is finished, nothing is left, exit code 130") {
  const TemporaryFolder folder;
  ProcessOptions options;
  options.interrupt_when = [&] { return std::filesystem::exists(folder / "x/r/run.db"); };
  // A world whose first replicate takes longer than it takes to stop it.
  const Ended ended = call({"run", "tiny", "--replicates", "2", "--out", folder / "x/r", "--set",
                            "origins.arcadia.regions.hills.heads=30000000"},
                           options);
  CHECK(ended.code == 130);
  // A fast machine may have finished a replicate before it could be stopped: then that is kept.
  if (says(ended, "are safe in")) {
    CHECK(names_in(folder / "x/r") == std::vector<std::string>{"run.db"});
    return;
  }
  CHECK(says(ended, "stopped; nothing was written"));
  CHECK(names_in(folder.path()).empty());
}

TEST_CASE(
    "scenario: a world with more acts than can be named is the scenario's trouble, not ours") {
  const TemporaryFolder folder;
  const Ended ended =
      call({"run", "tiny", "--replicates", "2", "--out", folder / "r", "--set",
            "origins.arcadia.regions.hills.heads=1000000000", "--set", "decision.join_constant=5"});
  CHECK(ended.code == 65);
  CHECK(!says(ended, "fault of komuna"));
  CHECK(names_in(folder.path()).empty());
}
