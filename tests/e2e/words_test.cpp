// The sub-commands that only tell: validate, describe, schema, help, --version.

#include <catch2/catch.hpp>
#include <nlohmann/json.hpp>

#include "engine/scenario/document/listing.hpp"
#include "engine/simulation/schedule.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

TEST_CASE("validate: a good scenario gets one line") {
  const Ended ended = komuna::tests::call_komuna({"validate", "tiny", "tiny_what_if"});
  CHECK(ended.code == 0);
  CHECK(ended.err.empty());
  CHECK(ended.out.find("tiny: ok: 1921-01 to 1925-12, 2 origins, 2 named collectives, 3 targets") ==
        0);
  CHECK(ended.out.find("tiny_what_if: ok") != std::string::npos);
}

TEST_CASE("describe: every step and every parameter") {
  const Ended ended = komuna::tests::call_komuna({"describe", "tiny"});
  REQUIRE(ended.code == 0);
  std::size_t last = 0;
  for (const komuna::Step& step : komuna::schedule()) {
    const std::size_t at = ended.out.find(". " + std::string(step.name) + " (");
    INFO(step.name);
    REQUIRE(at != std::string::npos);
    CHECK(at > last);  // in the order of the month
    last = at;
  }
  komuna::Parameters parameters;
  const auto rows =
      komuna::list_parameters([&](komuna::FieldVisitor& visitor) { fields(visitor, parameters); });
  std::size_t found = 0;
  for (const komuna::Listing& row : rows) {
    INFO(row.path);
    CHECK(ended.out.find("  " + row.path + " =") != std::string::npos);
    ++found;
  }
  CHECK(found > 100);
  CHECK(ended.out.find("assumption: invented for tests") != std::string::npos);
}

TEST_CASE("describe: interventions and overridden values") {
  const Ended ended =
      komuna::tests::call_komuna({"describe", "tiny_what_if", "--set", "gate.minimum_train=77"});
  REQUIRE(ended.code == 0);
  CHECK(ended.out.find(
            "origins.illyria.unemployment: plus 0.100 from 1922-01 until 1923-12 (a test)") !=
        std::string::npos);
  CHECK(ended.out.find("gate.minimum_train = 77 persons") != std::string::npos);
}

TEST_CASE("schema: JSON that knows the keys of a scenario") {
  const Ended ended = komuna::tests::call_komuna({"schema"});
  REQUIRE(ended.code == 0);
  CHECK(nlohmann::json::accept(ended.out));
  for (const char* key : {"\"origins\"", "\"interventions\"", "\"extends\"", "\"join_constant\""})
    CHECK(ended.out.find(key) != std::string::npos);
}

TEST_CASE("help: of the command and of each sub-command") {
  const Ended all = komuna::tests::call_komuna({"help"});
  CHECK(all.code == 0);
  CHECK(komuna::tests::call_komuna({}).out == all.out);
  CHECK(komuna::tests::call_komuna({"--help"}).out == all.out);
  for (const char* command : {"run", "validate", "describe", "schema", "help"}) {
    CHECK(all.out.find(std::string("\n  ") + command + ' ') != std::string::npos);
    const Ended one = komuna::tests::call_komuna({"help", command});
    CHECK(one.code == 0);
    CHECK(one.out == komuna::tests::call_komuna({command, "--help"}).out);
  }
  for (const char* option : {"--seed", "--replicates", "--threads", "--out", "--set", "--quiet"})
    CHECK(komuna::tests::call_komuna({"help", "run"}).out.find(option) != std::string::npos);
}

TEST_CASE("version: version, commit, compiler and libraries") {
  const Ended ended = komuna::tests::call_komuna({"--version"});
  CHECK(ended.code == 0);
  for (const char* part : {"komuna 0.", "commit", "compiler", "fmt", "yaml-cpp", "random layout"})
    CHECK(ended.out.find(part) != std::string::npos);
}
