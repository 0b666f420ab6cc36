#include "engine/output/library_file.hpp"

#include <catch2/catch.hpp>

#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "tests/support/process.hpp"

using namespace komuna;

TEST_CASE("library file: appears whole, with the fingerprint of what the library wrote") {
  const tests::TemporaryFolder folder;
  std::string content;
  for (int i = 0; i < 100000; ++i) content += static_cast<char>(i % 251);
  LibraryFile file(folder.path(), "f");
  tests::write_text(file.partial(), content);
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"f.partial"});
  const WrittenFile written = file.commit();
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"f"});
  CHECK(tests::read_text(folder / "f") == content);
  CHECK(written.name == "f");
  CHECK(written.bytes == content.size());
  CHECK(written.sha256 == sha256(content));
  CHECK(written.rows == -1);
}

TEST_CASE("library file: uncommitted it is gone; nothing is overwritten") {
  const tests::TemporaryFolder folder;
  {
    const LibraryFile file(folder.path(), "f");
    CHECK_THROWS_AS(LibraryFile(folder.path(), "f"), FileError);  // another writes it
  }
  CHECK(tests::names_in(folder.path()).empty());
  tests::write_text(folder / "f", "mine");
  CHECK_THROWS_AS(LibraryFile(folder.path(), "f"), FileError);
  CHECK(tests::read_text(folder / "f") == "mine");
}

TEST_CASE("library file: a file that was taken away is an error, not a success") {
  const tests::TemporaryFolder folder;
  LibraryFile file(folder.path(), "f");
  REQUIRE(std::remove(file.partial().c_str()) == 0);
  CHECK_THROWS_AS(file.commit(), FileError);
}
