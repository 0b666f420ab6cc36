#include "engine/output/new_file.hpp"

#include <catch2/catch.hpp>
#include <filesystem>
#include <optional>

#include "engine/output/file_error.hpp"
#include "tests/support/process.hpp"

using namespace komuna;
using Catch::Matchers::Contains;

TEST_CASE("new file: appears under its name when it is whole, not before") {
  const tests::TemporaryFolder folder;
  NewFile file(folder / "a.txt");
  file.write("first ");
  file.write("second");
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"a.txt.partial"});
  file.commit();
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"a.txt"});
  CHECK(tests::read_text(folder / "a.txt") == "first second");
  CHECK(file.bytes() == 12);
  CHECK(file.sha256() == sha256("first second"));
}

TEST_CASE("new file: without commit nothing stays") {
  const tests::TemporaryFolder folder;
  {
    NewFile file(folder / "a.txt");
    file.write(std::string(1000000, 'x'));  // more than is buffered
  }
  CHECK(tests::names_in(folder.path()).empty());
}

TEST_CASE("new file: large files arrive whole") {
  const tests::TemporaryFolder folder;
  std::string text;
  for (int i = 0; i < 100000; ++i) text += std::to_string(i);
  NewFile file(folder / "a.txt");
  for (std::size_t at = 0; at < text.size(); at += 777) file.write(text.substr(at, 777));
  file.commit();
  CHECK(tests::read_text(folder / "a.txt") == text);
  CHECK(file.sha256() == sha256(text));
}

TEST_CASE("new file: what exists is not overwritten") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "a.txt", "mine");
  CHECK_THROWS_WITH(NewFile(folder / "a.txt"), Contains("a.txt") && Contains("exists already"));
  CHECK(tests::read_text(folder / "a.txt") == "mine");
  const NewFile first(folder / "b.txt");
  CHECK_THROWS_WITH(NewFile(folder / "b.txt"), Contains("another run"));
}

TEST_CASE("new file: a folder that is not there, or vanishes") {
  const tests::TemporaryFolder folder;
  CHECK_THROWS_WITH(NewFile(folder / "no/a.txt"), Contains("no/a.txt: cannot be created"));
  CHECK_THROWS_AS(NewFile("/proc/a.txt"), FileError);
  std::filesystem::create_directory(folder / "gone");
  NewFile file(folder / "gone/a.txt");
  file.write("text");
  std::filesystem::remove_all(folder / "gone");
  CHECK_THROWS_WITH(file.commit(), Contains("gone/a.txt: cannot be written"));
}
