#include "engine/scenario/files/scenario_files.hpp"

#include <sys/stat.h>

#include <catch2/catch.hpp>
#include <filesystem>

#include "engine/scenario/document/provenance.hpp"
#include "tests/unit/scenario/temporary_folder.hpp"

using namespace komuna;

namespace {

struct Loaded {
  LoadedDocument document;
  Problems problems;
};

Loaded load(const tests::ScenarioFolder& folder, const std::string& scenario,
            const std::vector<std::string>& overrides = {}) {
  Loaded loaded;
  ScenarioRequest request;
  request.scenario = scenario;
  request.libraries = {folder.path("shipped")};
  request.overrides = overrides;
  loaded.document = load_document(request, loaded.problems);
  return loaded;
}

// A library with two scenarios, one over the other.
void write_library(const tests::ScenarioFolder& folder) {
  folder.write("shipped/sources.yaml", "shared: {title: Shared}\n");
  folder.write("shipped/historical/scenario.yaml", "title: History\na: {b: 1, c: 2}\n");
  folder.write("shipped/historical/sources.yaml", "own: {title: Own, year: 1961}\n");
  folder.write("shipped/what_if/no_quota.yaml", "extends: historical\na: {c: 3}\n");
}

std::string value(const Loaded& loaded, std::string_view key) {
  return loaded.document.root->find("a")->value->find(key)->value->text;
}

}  // namespace

TEST_CASE("scenario files: found by name, by folder, by file") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  for (const std::string& asked :
       {std::string("historical"), folder.path("shipped/historical"),
        folder.path("shipped/historical/"), folder.path("shipped/historical/scenario.yaml")}) {
    CAPTURE(asked);
    const Loaded loaded = load(folder, asked);
    REQUIRE(loaded.problems.report() == "");
    CHECK(loaded.document.name == "historical");
    CHECK(value(loaded, "c") == "2");
    CHECK(loaded.document.sources.find("own")->year == "1961");
    CHECK(loaded.document.sources.find("shared") != nullptr);
    REQUIRE(loaded.document.files.size() == 3);
    CHECK(loaded.document.files[0].sha256.size() == 64);
    CHECK(loaded.document.files[0].text == "title: History\na: {b: 1, c: 2}\n");
  }
  CHECK(shipped_scenarios({folder.path("shipped")}) ==
        std::vector<std::string>{"historical", "what_if/no_quota"});
}

TEST_CASE("scenario files: what-ifs by name, with their folder or as a file, beside the scenario") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  const std::string own = folder.write("mine/rain.yaml", "title: Rain\n");
  CHECK(shipped_what_ifs({folder.path("shipped")}) == std::vector<std::string>{"no_quota"});
  ScenarioRequest request;
  request.scenario = "historical";
  request.libraries = {folder.path("shipped")};
  request.what_ifs = {"no_quota", own};
  Problems problems;
  const LoadedDocument document = load_document(request, problems);
  REQUIRE(problems.report() == "");
  REQUIRE(document.what_ifs.size() == 2);
  CHECK(document.what_ifs[0].name == "no_quota");
  CHECK(document.what_ifs[1].name == "rain");
  CHECK(document.root->find("a")->value->find("c")->value->text == "2");  // not laid over it here
  REQUIRE(document.files.size() == 5);
  CHECK(document.name == "historical");

  const auto complaint = [&](const std::vector<std::string>& what_ifs) {
    request.what_ifs = what_ifs;
    Problems found;
    load_what_ifs(request, found);
    CHECK(found.exit_code() == 64);
    return found.report();
  };
  const std::string unknown = complaint({"no_qouta"});
  CHECK(unknown.find("--what-if no_qouta: there is no what-if \"no_qouta\"; did you mean "
                     "\"no_quota\"?; allowed: a file, or one of no_quota") != std::string::npos);
  CHECK(complaint({"what_if/no_quota", "no_quota"}).find("is given twice") != std::string::npos);
  CHECK(complaint({""}).find("there is no what-if") != std::string::npos);
  CHECK(complaint({folder.path("mine/snow.yaml")}).find("there is no what-if") !=
        std::string::npos);
}

TEST_CASE("scenario files: extends lays one over the other") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  const Loaded loaded = load(folder, "what_if/no_quota");
  REQUIRE(loaded.problems.report() == "");
  CHECK(value(loaded, "b") == "1");
  CHECK(value(loaded, "c") == "3");
  CHECK(loaded.document.name == "no_quota");
  CHECK(loaded.document.lineage.size() == 2);
  CHECK(loaded.document.root->find("extends") == nullptr);
  folder.write("mine/base.yaml", "a: {b: 7}\nsources: {inline: {title: Inline}}\n");
  folder.write("mine/scenario.json", "{\"extends\": \"base.yaml\", \"a\": {\"c\": 8}}");
  const Loaded own = load(folder, folder.path("mine"));
  REQUIRE(own.problems.report() == "");
  CHECK(value(own, "b") == "7");
  CHECK(value(own, "c") == "8");
  CHECK(own.document.sources.find("inline") != nullptr);
  CHECK(own.document.root->find("sources") == nullptr);
}

TEST_CASE("scenario files: extends may list several, the later over the earlier") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  folder.write("mine/one.yaml", "extends: historical\na: {b: 10, d: 1}\n");
  folder.write("mine/two.yaml", "a: {d: 2}\n");
  folder.write("mine/scenario.yaml", "extends: [one.yaml, two.yaml]\na: {e: 3}\n");
  const Loaded loaded = load(folder, folder.path("mine"));
  REQUIRE(loaded.problems.report() == "");
  CHECK(value(loaded, "b") == "10");
  CHECK(value(loaded, "c") == "2");
  CHECK(value(loaded, "d") == "2");
  CHECK(value(loaded, "e") == "3");
  // Lists that fan out are stopped before they read the disk for hours.
  for (int k = 0; k < 12; ++k) {
    const std::string next = std::to_string(k + 1) + ".yaml";
    for (const char* branch : {"v", "w", "x"})
      folder.write(std::string("wide/") + branch + std::to_string(k) + ".yaml",
                   "extends: [v" + next + ", w" + next + ", x" + next + "]\n");
  }
  for (const char* end : {"v12", "w12", "x12"})
    folder.write(std::string("wide/") + end + ".yaml", "a: 1\n");
  const Loaded wide = load(folder, folder.path("wide/w0.yaml"));
  CHECK(wide.problems.report().find("more than 64 scenarios") != std::string::npos);
  CHECK(wide.document.lineage.size() == 64);
  CHECK(wide.document.files.size() <= 37);
}

TEST_CASE("scenario files: what two scenarios extend is read once and says a thing once") {
  const tests::ScenarioFolder folder;
  folder.write("base.yaml", "a: {source: book, b: 1, c: 2}\nsources: {book: {title: Book}}\n");
  folder.write("x.yaml", "extends: base.yaml\na: {assumption: guessed, b: 3}\n");
  folder.write("y.yaml", "extends: base.yaml\nd: 4\n");
  folder.write("z.yaml", "extends: [x.yaml, y.yaml]\n");
  const Loaded loaded = load(folder, folder.path("z.yaml"));
  REQUIRE(loaded.problems.report() == "");
  CHECK(loaded.document.files.size() == 4);
  CHECK(loaded.document.lineage.size() == 5);
  CHECK(value(loaded, "b") == "1");  // the later over the earlier, with all that it extends
  CHECK(loaded.document.root->find("d")->value->text == "4");
  Problems problems;
  const auto statements = read_statements(*loaded.document.root->find("a")->value, {}, "a",
                                          loaded.document.sources, problems);
  CHECK(problems.report() == "");
  CHECK(statements.size() == 2);
}

TEST_CASE("scenario files: a scenario is named once in a list, and there are at most 64") {
  const tests::ScenarioFolder folder;
  folder.write("base.yaml", "a: {b: 1}\n");
  std::filesystem::create_symlink(folder.path("base.yaml"), folder.path("same.yaml"));
  folder.write("twice.yaml", "extends: [base.yaml, same.yaml]\n");
  CHECK(load(folder, folder.path("twice.yaml")).problems.report() ==
        folder.path("twice.yaml") + ":1:22: extends: \"same.yaml\" is named twice\n");
  std::string many = "extends: [n0";
  for (int k = 1; k < 65; ++k) many += ", n" + std::to_string(k);
  folder.write("many.yaml", many + "]\n");
  CHECK(load(folder, folder.path("many.yaml")).problems.report() ==
        folder.path("many.yaml") + ":1:1: extends: more than 64 scenarios laid over each other\n");
}

TEST_CASE("scenario files: all files together may have twice the size of one") {
  const tests::ScenarioFolder folder;
  const std::string text = "a: {b: 1} #" + std::string(87, '.') + "\n\n";  // 100 bytes
  REQUIRE(text.size() == 100);
  for (const char* name : {"one", "two", "three"}) folder.write(std::string(name) + ".yaml", text);
  folder.write("top.yaml", "extends: [one, two, three]\n");
  ScenarioRequest request;
  request.scenario = folder.path("top.yaml");
  request.size_limit = 164;  // 27 bytes and three times 100
  Problems problems;
  CHECK(load_document(request, problems).files.size() == 4);
  CHECK(problems.report() == "");
  request.size_limit = 163;
  CHECK(load_document(request, problems).files.size() == 3);
  CHECK(problems.report() ==
        folder.path("three.yaml") +
            ": with this file those of the scenario have 327 bytes together; allowed: 326, twice "
            "the limit for one file; raise the limit if that is meant\n");
  CHECK(problems.exit_code() == 65);
}

TEST_CASE("scenario files: a bibliography holds nothing for a terminal or a spreadsheet") {
  const tests::ScenarioFolder folder;
  folder.write("scenario.yaml", "a: 1\n");
  folder.write("sources.yaml",
               "x: {title: \"=HYPERLINK()\",\n  author: \"\\e[31mRED\"}\n"
               "\"y\\e\": {title: \" \", year: -44,\n  place: \"a\\tb\"}\n"
               "=z: {title: Z, note: \"two\\nlines\"}\n");
  const std::string place = folder.path("sources.yaml");
  const Problems problems = load(folder, folder.path("scenario.yaml")).problems;
  const std::string report = problems.report();
  CAPTURE(report);
  CHECK(report.find(place + ":1:12: sources.x.title: \"=HYPERLINK()\" begins with =") == 0);
  for (const char* line : {":2:11: sources.x.author: holds a control character",
                           ":3:1: sources.\"y \": the id of a source holds a control character",
                           ":3:16: sources.\"y \".title: is blank",
                           ":4:10: sources.\"y \".place: holds a control character",
                           ":5:1: sources.=z: the id of a source \"=z\" begins with ="})
    CHECK(report.find(place + line) != std::string::npos);
  CHECK(problems.count() == 6);
  CHECK(problems.exit_code() == 65);
}

TEST_CASE("scenario files: what is wrong with a bibliography that is a link") {
  const tests::ScenarioFolder folder;
  folder.write("outside.yaml", "x: {title: X}\n");
  folder.write("mine/scenario.yaml", "a: {b: 1}\n");
  const std::string place = folder.path("mine/sources.yaml");
  const auto linked_to = [&](const std::string& target) {
    std::filesystem::remove(place);
    std::filesystem::create_symlink(target, place);
    return load(folder, folder.path("mine")).problems.report();
  };
  CHECK(linked_to("../outside.yaml") ==
        place +
            ": lies outside the scenario's own folder and the shipped scenarios; it is not "
            "read (--also-read FOLDER allows it)\n");
  CHECK(linked_to("sources.yaml") == place + ": its symbolic links go round in a circle\n");
  CHECK(linked_to("nothing.yaml") == place + ": there is no such file\n");
  folder.write("mine/books.yaml", "x: {title: X}\n");
  CHECK(linked_to("books.yaml") == "");
}

TEST_CASE("scenario files: extends that cannot be followed") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  folder.write("mine/a.yaml", "extends: b.yaml\n");
  folder.write("mine/b.yaml", "extends: ./a.yaml\n");
  const Loaded circle = load(folder, folder.path("mine/a.yaml"));
  CHECK(circle.problems.report() ==
        folder.path("mine/b.yaml") +
            ":1:10: extends: goes round in a circle: " + folder.path("mine/a.yaml") + " -> " +
            folder.path("mine/b.yaml") + " -> " + folder.path("mine/a.yaml") + "\n");
  CHECK(circle.problems.exit_code() == 65);
  folder.write("mine/self.yaml", "extends: self\n");
  CHECK(load(folder, folder.path("mine/self.yaml")).problems.report().find("circle") !=
        std::string::npos);
  folder.write("mine/typo.yaml", "extends: historcal\n");
  CHECK(load(folder, folder.path("mine/typo.yaml")).problems.report() ==
        folder.path("mine/typo.yaml") +
            ":1:10: extends: there is no scenario \"historcal\"; did you mean \"historical\"?\n");
  folder.write("outside.yaml", "a: {b: 1}\n");
  folder.write("mine/out.yaml", "extends: ../outside.yaml\n");
  CHECK(load(folder, folder.path("mine/out.yaml")).problems.report() ==
        folder.path("mine/out.yaml") +
            ":1:10: extends: \"../outside.yaml\" lies outside the scenario's own folder and the "
            "shipped scenarios; it is not read (--also-read FOLDER allows it)\n");
  std::filesystem::create_symlink(folder.path("outside.yaml"), folder.path("mine/link.yaml"));
  folder.write("mine/sly.yaml", "extends: link.yaml\n");
  CHECK(load(folder, folder.path("mine/sly.yaml")).problems.report().find("lies outside") !=
        std::string::npos);
  folder.write("mine/map.yaml", "extends: {a: b}\n");
  CHECK(load(folder, folder.path("mine/map.yaml")).problems.report() ==
        folder.path("mine/map.yaml") +
            ":1:1: extends: is a map; allowed: the name or path of one scenario, or a list of "
            "them\n");
  for (int k = 0; k < 20; ++k)
    folder.write("mine/c" + std::to_string(k) + ".yaml",
                 "extends: c" + std::to_string(k + 1) + ".yaml\n");
  CHECK(load(folder, folder.path("mine/c0.yaml")).problems.report().find("more than 16") !=
        std::string::npos);
}

TEST_CASE("scenario files: a folder outside is read if the user allows it") {
  const tests::ScenarioFolder folder;
  folder.write("theirs/outside.yaml", "a: {b: 1}\n");
  folder.write("mine/out.yaml", "extends: ../theirs/outside.yaml\n");
  ScenarioRequest request;
  request.scenario = folder.path("mine/out.yaml");
  for (const char* allowed : {"", "theirs", "their", "mine", "theirs/outside.yaml/x"}) {
    request.readable = {folder.path(allowed)};
    Problems problems;
    load_document(request, problems);
    INFO(allowed << ": " << problems.report());
    CHECK(problems.empty() == (std::string(allowed).empty() || std::string(allowed) == "theirs"));
  }
}

TEST_CASE("scenario files: what is extended is a file") {
  const tests::ScenarioFolder folder;
  folder.write("mine/a.yaml", "extends: pipe.yaml\n");
  REQUIRE(::mkfifo(folder.path("mine/pipe.yaml").c_str(), 0600) == 0);
  ScenarioRequest request;
  request.scenario = folder.path("mine/a.yaml");
  Problems problems;
  load_document(request, problems);
  CHECK(problems.report() ==
        folder.path("mine/a.yaml") + ":1:10: extends: \"pipe.yaml\" is no file that can be read\n");
}

TEST_CASE("scenario files: what is not there is said, with the exit code of files") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  const Loaded typo = load(folder, "historcal");
  CHECK(typo.problems.report() ==
        "there is no scenario \"historcal\"; did you mean \"historical\"?\n");
  CHECK(typo.problems.exit_code() == 74);
  CHECK(typo.document.root == nullptr);
  const Loaded missing = load(folder, folder.path("none.yaml"));
  CHECK(missing.problems.report() == folder.path("none.yaml") + ": there is no such file\n");
  CHECK(missing.problems.exit_code() == 74);
  std::filesystem::create_directory(folder.path("empty"));
  CHECK(load(folder, folder.path("empty")).problems.report() ==
        folder.path("empty") + ": this folder holds no scenario.yaml\n");
  CHECK(load(folder, "").problems.exit_code() == 74);
  folder.write("mine/list.yaml", "- 1\n");
  CHECK(load(folder, folder.path("mine/list.yaml")).problems.report() ==
        folder.path("mine/list.yaml") + ":1:1: is a list; allowed: a map of keys and values\n");
}

TEST_CASE("scenario files: --set comes last") {
  const tests::ScenarioFolder folder;
  write_library(folder);
  const Loaded loaded = load(folder, "historical", {"a.b=9", "d.e.f=[1, \"x\"]", "a.c=~"});
  REQUIRE(loaded.problems.report() == "");
  CHECK(value(loaded, "b") == "9");
  CHECK(loaded.document.root->find("a")->value->find("c") == nullptr);
  CHECK(loaded.document.root->find("d")->value->find("e")->value->find("f")->value->items.size() ==
        2);
  CHECK(to_string(loaded.document.root->find("a")->value->find("b")->value->position) ==
        "--set a.b=9");
  for (const char* bad : {"", "a", "=1", "a=", ".a=1", "a.=1", "a..b=1", "a=1, 2", "a=]", "a=[",
                          "a=\"x", "a=!!tag x"}) {
    CAPTURE(bad);
    CHECK(load(folder, "historical", {bad}).problems.exit_code() == 64);
  }
}

TEST_CASE("scenario files: problems of the bibliography are found with the rest") {
  const tests::ScenarioFolder folder;
  folder.write("mine/scenario.yaml", "a: 1\na: 2\n");
  folder.write("mine/sources.yaml", "x: {titel: X}\ny: 5\n");
  const Loaded loaded = load(folder, folder.path("mine"));
  const std::string report = loaded.problems.report();
  CAPTURE(report);
  CHECK(loaded.problems.count() == 4);
  CHECK(report.find("sources.x.titel: is not a key of a source") != std::string::npos);
  CHECK(report.find("did you mean \"title\"?") != std::string::npos);
  CHECK(report.find("sources.y: is a number; a source is a map") != std::string::npos);
}
