// Files for other programs, when something is in their way. What is in them: tests/formats.

#include <fmt/format.h>
#include <sys/wait.h>

#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>

#include "tests/support/places.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

namespace fs = std::filesystem;

void run_tiny(const std::string& folder) {
  const Ended ended =
      komuna::tests::call_komuna({"run", "tiny", "--replicates", "2", "--quiet", "--out", folder});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
}

Ended exported(const std::string& format, const std::string& from, const std::string& to,
               const ProcessOptions& options = {}) {
  return komuna::tests::call_komuna({"export", from, "--format", format, "--out", to}, options);
}

}  // namespace

TEST_CASE("export: each format makes its file, and the same bytes as the run did") {
  const TemporaryFolder folder;
  run_tiny(folder / "r");
  const std::vector<std::pair<std::string, std::string>> files{
      {"nc", "ensemble.nc"}, {"xlsx", "summary.xlsx"}, {"do", "komuna.do"}};
  for (const auto& [format, file] : files) {
    const Ended ended = exported(format, folder / "r", folder / format);
    INFO(ended.err);
    CHECK(ended.code == 0);
    CHECK(names_in(folder / format) == std::vector<std::string>{file});
    CHECK(read_text(folder / (format + "/" + file)) == read_text(folder / ("r/" + file)));
  }
  CHECK(exported("long", folder / "r", folder / "long").code == 0);
  CHECK(names_in(folder / "long") == std::vector<std::string>{"timeseries_long.csv"});
  CHECK(exported("excel-csv", folder / "r", folder / "marked").code == 0);
  CHECK(read_text(folder / "marked/targets.csv") ==
        fmt::format("\xEF\xBB\xBF{}", read_text(folder / "r/targets.csv")));
}

TEST_CASE("export: a file that does not fit on the disk is named, and no part of it stays") {
  const TemporaryFolder folder;
  run_tiny(folder / "r");
  ProcessOptions small;
  small.largest_file = 5000;
  for (const std::string format : {"nc", "xlsx", "do"}) {
    const Ended ended = exported(format, folder / "r", folder / format, small);
    INFO(format << ": " << ended.err);
    CHECK(ended.code == 74);
    CHECK(ended.err.find(folder / format) != std::string::npos);
    CHECK(ended.err.find("cannot be written") != std::string::npos);
    CHECK(!fs::exists(folder / format));
  }
}

TEST_CASE("export: without the module for NetCDF the message says so; the rest works") {
  const TemporaryFolder folder;
  run_tiny(folder / "r");
  fs::copy_file(fs::path(::komuna::tests::komuna_program), folder / "komuna");
  const auto call = [&](const std::string& format) {
    const std::string line =
        fmt::format("'{0}/komuna' export '{0}/r' --format {1} --out '{0}/{1}' >'{0}/said' 2>&1",
                    folder.path(), format);
    return WEXITSTATUS(std::system(line.c_str()));
  };
  CHECK(call("nc") == 74);
  const std::string said = read_text(folder / "said");
  CHECK(said.find("libkomuna_netcdf.so: is not there") != std::string::npos);
  CHECK(!fs::exists(folder / "nc"));
  CHECK(call("xlsx") == 0);
}
