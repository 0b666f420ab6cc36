// `komuna replay`: a run again from its manifest, and every file compared.

#include <catch2/catch.hpp>
#include <chrono>
#include <nlohmann/json.hpp>

#include "tests/support/finished_run.hpp"

using namespace komuna::tests;
using Json = nlohmann::json;

namespace {

bool says(const std::string& text, const std::string& words) {
  UNSCOPED_INFO(text);
  return text.find(words) != std::string::npos;
}

// A manifest of a small run of a scenario whose files are gone.
std::string manifest_of(const std::string& scenario, const TemporaryFolder& folder) {
  const Ended ended =
      call_komuna({"run", scenario, "--replicates", "3", "--seed", "18446744073709551615", "--out",
                   folder / "r", "--set", "title=\"Ján's \\\"title\\\"\"", "--quiet"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  return folder / "r/manifest.json";
}

void change(const std::string& file, const std::string& old, const std::string& fresh) {
  std::string text = read_text(file);
  const std::size_t at = text.find(old);
  REQUIRE(at != std::string::npos);
  write_text(file, text.replace(at, old.size(), fresh));
}

}  // namespace

TEST_CASE("replay: the same files from the manifest alone") {
  for (const char* scenario : {"tiny", "tiny_what_if"}) {
    const TemporaryFolder folder, elsewhere;
    std::filesystem::rename(manifest_of(scenario, folder), elsewhere / "manifest.json");
    std::filesystem::remove_all(folder / "r");
    const Ended ended = call_komuna({"replay", elsewhere / "manifest.json", "--threads", "2"});
    INFO(ended.err);
    CHECK(ended.code == 0);
    CHECK(says(ended.out, "All 16 files are the same"));
    CHECK(names_in(elsewhere.path()) == std::vector<std::string>{"manifest.json"});
  }
}

TEST_CASE("replay: what it made is kept on request, as a run like any other") {
  const TemporaryFolder folder;
  manifest_of("tiny_what_if", folder);
  CHECK(call_komuna({"replay", folder / "r", "--out", folder / "again", "--quiet"}).code == 0);
  CHECK(different_file(folder / "r", folder / "again") == "");
  CHECK(call_komuna({"replay", folder / "again", "--quiet"}).code == 0);
}

TEST_CASE("replay: stopped, it promises nothing of the folder that goes with it") {
  const TemporaryFolder folder;
  const std::string manifest = manifest_of("tiny", folder);
  change(manifest, "\"asked\": 3", "\"asked\": 1000000");
  const auto begun = std::chrono::steady_clock::now();
  ProcessOptions options;
  options.interrupt_when = [&] {  // by then some replicates are stored
    return std::chrono::steady_clock::now() - begun > std::chrono::seconds(2);
  };
  const Ended ended = call_komuna({"replay", manifest, "--threads", "1"}, options);
  CHECK(ended.code == 130);
  CHECK(says(ended.err, "stopped; nothing was compared or kept"));
  CHECK(ended.err.find("resume") == std::string::npos);
}

TEST_CASE("replay: a manifest that nothing can be compared with, or of no known kind") {
  const TemporaryFolder folder;
  const std::string manifest = manifest_of("tiny", folder);
  Json json = Json::parse(read_text(manifest));
  json["outputs"] = Json::array();
  write_text(manifest, json.dump());
  const Ended empty = call_komuna({"replay", manifest});
  CHECK(empty.code == 74);
  CHECK(says(empty.err, "nothing to compare"));
  for (const Json& kind : {Json(5), Json(nullptr), Json("walk")}) {
    json["kind"] = kind;
    write_text(manifest, json.dump());
    CHECK(call_komuna({"replay", manifest}).code == 74);
  }
}

TEST_CASE("replay: an unfinished run is to be resumed first") {
  const TemporaryFolder folder;
  std::filesystem::remove(manifest_of("tiny", folder));
  const Ended ended = call_komuna({"replay", folder / "r"});
  CHECK(ended.code == 74);
  CHECK(says(ended.err, "unfinished"));
  CHECK(says(ended.err, "komuna resume"));
}

TEST_CASE("replay: says which file differs, exit code 1") {
  const TemporaryFolder folder;
  const std::string manifest = manifest_of("tiny", folder);
  change(manifest, "\"seed\": \"18446744073709551615\"", "\"seed\": \"7\"");
  const Ended ended = call_komuna({"replay", manifest});
  CHECK(ended.code == 1);
  CHECK(says(ended.out, "timeseries.csv           DIFFERS"));
  CHECK(says(ended.out, "files differ"));
}

TEST_CASE("replay: a manifest of another program, or changed, or none") {
  const TemporaryFolder folder;
  const std::string manifest = manifest_of("tiny", folder);
  const std::string good = read_text(manifest);
  const auto tried = [&](const std::string& old, const std::string& fresh) {
    write_text(manifest, good);
    change(manifest, old, fresh);
    return call_komuna({"replay", manifest});
  };
  const Ended layout = tried("\"layout_version\": 1", "\"layout_version\": 2");
  CHECK(layout.code == 74);
  CHECK(says(layout.err, "take that program"));
  const Ended version = tried("\"version\": \"0", "\"version\": \"9");
  CHECK(version.code == 0);
  CHECK(says(version.err, "was begun by komuna 9"));
  const Ended scenario = tried("\"minimum_train\": ", "\"minimum_train\": 1");
  CHECK(scenario.code == 74);
  CHECK(says(scenario.err, "resolved_sha256"));
  const Ended unknown = tried("\"minimum_train\": ", "\"minimum_tram\": ");
  CHECK(unknown.code == 74);
  CHECK(says(unknown.err, "did you mean"));
  CHECK(tried("\"kind\": \"run\"", "\"kind\": \"compare\"").code == 74);
  write_text(manifest, "{");
  CHECK(says(call_komuna({"replay", manifest}).err, "is no manifest"));
  CHECK(call_komuna({"replay", folder / "nowhere"}).code == 74);
  CHECK(call_komuna({"replay"}).code == 64);
}
