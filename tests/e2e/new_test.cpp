// `komuna new NAME`: a scenario to begin with.

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/scenario/document/scenario.hpp"
#include "engine/scenario/files/scenario_files.hpp"
#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

Ended call(const std::vector<std::string>& words) { return komuna::tests::call_komuna(words); }

bool says(const std::string& text, const std::string& words) {
  UNSCOPED_INFO(text);
  return text.find(words) != std::string::npos;
}

// With the shipped history, which the tests' own library has not.
std::string problems_of(const std::string& made) {
  komuna::ScenarioRequest asked;
  asked.scenario = made;
  asked.libraries = {std::string(source_folder) + "/scenarios"};
  komuna::Problems problems;
  const komuna::LoadedDocument document = komuna::load_document(asked, problems);
  const komuna::Scenario scenario =
      komuna::bind_scenario(document.name, document.root, document.sources, problems);
  for (const komuna::Provenance& number : scenario.provenance)
    if (number.leaf != komuna::Provenance::Leaf::other)
      CHECK(number.how != komuna::Provenance::How::unstated);
  return problems.report();
}

}  // namespace

TEST_CASE("new: the starter validates, says where its numbers come from, and runs") {
  const TemporaryFolder folder;
  const std::string made = folder / "my_world";
  const Ended ended = call({"new", made});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  CHECK(says(ended.out, "komuna run " + made));
  CHECK(names_in(made) == std::vector<std::string>{"README.md", "scenario.yaml", "sources.yaml"});
  for (const std::string& file : names_in(made)) {
    INFO(file);
    const std::string text = read_text(made + '/' + file);
    CHECK(says(text, "my_world"));
    CHECK(text.find('@') == std::string::npos);
  }
  const Ended checked = call({"validate", made});
  CHECK(checked.code == 0);
  CHECK(checked.err.empty());
  CHECK(says(checked.out, "1 named collectives"));
  CHECK(checked.out.find("without a word") == std::string::npos);
  const Ended ran = call({"run", made, "--replicates", "5", "--out", folder / "r"});
  INFO(ran.err);
  CHECK(ran.code == 0);
  CHECK(says(ran.out, "First Group"));
  CHECK(std::filesystem::exists(folder / "r/manifest.json"));
}

TEST_CASE("new: every section of the starter has a comment above it") {
  const TemporaryFolder folder;
  REQUIRE(call({"new", folder / "w"}).code == 0);
  const std::string text = read_text(folder / "w/scenario.yaml");
  for (const std::string key :
       {"branches:", "groups:", "origins:", "economy:", "kinds:", "sites:", "collectives:",
        "templates:", "gate:", "expectation:", "decision:", "targets:"}) {
    INFO(key);
    const std::size_t at = text.find('\n' + key);
    REQUIRE(at != std::string::npos);
    const std::size_t line = text.rfind('\n', at - 1);
    CHECK(text.substr(line + 1, 2) == "# ");
  }
}

TEST_CASE("new: from the history, and what it shows as comments is right") {
  const TemporaryFolder folder;
  const std::string made = folder / "my_history";
  REQUIRE(call({"new", made + '/', "--from", "historical"}).code == 0);
  CHECK(problems_of(made) == "");
  // Every example line becomes part of the scenario.
  std::string text = read_text(made + "/scenario.yaml");
  std::size_t at = text.find("# ---- 1.");
  REQUIRE(at != std::string::npos);
  int examples = 0;
  for (at = text.find("\n#", at); at != std::string::npos; at = text.find("\n#", at + 1)) {
    if (text.compare(at, 6, "\n# ---") == 0) continue;
    text.erase(at + 1, text[at + 2] == ' ' ? 2 : 1);
    ++examples;
  }
  CHECK(examples > 20);
  write_text(made + "/scenario.yaml", text);
  CHECK(problems_of(made) == "");
}

TEST_CASE("new: nothing is overwritten, and a bad name is no name") {
  const TemporaryFolder folder;
  const std::string made = folder / "world";
  REQUIRE(call({"new", made}).code == 0);
  write_text(made + "/scenario.yaml", "mine\n");
  const Ended again = call({"new", made});
  CHECK(again.code == 74);
  CHECK(says(again.err, "is there already; nothing is overwritten"));
  CHECK(read_text(made + "/scenario.yaml") == "mine\n");
  write_text(folder / "file", "");
  CHECK(call({"new", folder / "file"}).code == 74);
  for (const std::string name : {"", "a b", "..", ".", "x.yaml", "\xC3\xA9t\xC3\xA9", "tiny"}) {
    INFO(name);
    const Ended bad = call({"new", name.empty() ? name : folder / name});
    CHECK(bad.code == 64);
    CHECK(bad.out.empty());
  }
  CHECK(says(call({"new", "tiny"}).err, "name of a shipped scenario"));
  CHECK(says(call({"new", folder / "w", "--from", "nothing"}).err, "allowed: minimal, historical"));
  CHECK(call({"new"}).code == 64);
  CHECK(names_in(folder / "") == std::vector<std::string>{"file", "world"});
}

TEST_CASE("new: where it cannot write it says so and leaves nothing") {
  const TemporaryFolder folder;
  CHECK(call({"new", folder / "no/such/folder"}).code == 74);
  CHECK(names_in(folder / "").empty());
  ProcessOptions small;
  small.largest_file = 100;  // as if the disk were full
  const Ended full = komuna::tests::call_komuna({"new", folder / "world"}, small);
  CHECK(full.code == 74);
  CHECK(names_in(folder / "").empty());
}
