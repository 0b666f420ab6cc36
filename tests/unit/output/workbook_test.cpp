// What is in a workbook is read by tests/formats/workbook_test.py; here, its limits and troubles.

#include "engine/output/workbook.hpp"

#include <catch2/catch.hpp>

#include "engine/output/file_error.hpp"
#include "tests/support/process.hpp"

using namespace komuna;

namespace {

const std::vector<SheetColumn> two_columns{{"a", 10, CellFormat::text},
                                           {"b", 10, CellFormat::number}};

// The text of a part of the book; the parts are compressed, so Python's zip reader is asked.
std::string part(const tests::TemporaryFolder& folder, const std::string& name) {
  const std::string out = folder / "part";
  const std::string command =
      "python3 -c \"import sys,zipfile;open(sys.argv[2],'wb').write("
      "zipfile.ZipFile(sys.argv[1]).read(sys.argv[3]))\" '" +
      (folder / "b.xlsx") + "' '" + out + "' " + name;
  REQUIRE(std::system(command.c_str()) == 0);
  return tests::read_text(out);
}

}  // namespace

TEST_CASE("workbook: a sheet that is full says how many rows it leaves out") {
  const tests::TemporaryFolder folder;
  Workbook book(folder.path(), "b.xlsx", "t", "a", 5);
  book.begin_sheet("s", two_columns);
  for (int i = 0; i < 10; ++i) book.text("row").number(i).end_row();
  book.commit();
  CHECK(part(folder, "xl/worksheets/sheet1.xml").find("<dimension ref=\"A1:B5\"/>") !=
        std::string::npos);
  CHECK(part(folder, "xl/sharedStrings.xml").find("7 more rows") != std::string::npos);
}

TEST_CASE("workbook: texts beyond what Excel takes are cut between letters") {
  const tests::TemporaryFolder folder;
  Workbook book(folder.path(), "b.xlsx", "t", "a");
  book.begin_sheet("s", two_columns);
  std::string text = "x";  // so that the limit falls into a letter of two bytes
  for (int i = 0; i < 40000; ++i) text += "č";
  book.text(text).missing().end_row();
  book.commit();
  std::string kept = "x";
  for (int i = 0; i < 15999; ++i) kept += "č";
  CHECK(part(folder, "xl/sharedStrings.xml").find("<t>" + kept + "...</t>") != std::string::npos);
}

TEST_CASE("workbook: a title is cut between letters, and what XML has not is replaced") {
  const tests::TemporaryFolder folder;
  std::string title = "x";
  for (int i = 0; i < 300; ++i) title += "\u0416";
  Workbook book(folder.path(), "b.xlsx", title, "a");
  book.begin_sheet("s", two_columns);
  book.text("a\xEF\xBF\xBE\xEF\xBF\xBF").missing().end_row();
  book.commit();
  std::string kept = "x";
  for (int i = 0; i < 99; ++i) kept += "\u0416";
  CHECK(part(folder, "docProps/core.xml").find("<dc:title>" + kept + "...</dc:title>") !=
        std::string::npos);
  CHECK(part(folder, "xl/sharedStrings.xml").find("<t>a\uFFFD\uFFFD</t>") != std::string::npos);
}

TEST_CASE("workbook: a row with too few or too many cells is a fault of ours") {
  const tests::TemporaryFolder folder;
  Workbook book(folder.path(), "b.xlsx", "t", "a");
  book.begin_sheet("s", two_columns);
  book.text("x");
  CHECK_THROWS(book.end_row());
  book.number(1);
  CHECK_THROWS(book.number(2));
}

TEST_CASE("workbook: what is there is not overwritten; what is not committed is not there") {
  const tests::TemporaryFolder folder;
  tests::write_text(folder / "b.xlsx", "mine");
  CHECK_THROWS_AS(Workbook(folder.path(), "b.xlsx", "t", "a"), FileError);
  CHECK(tests::read_text(folder / "b.xlsx") == "mine");
  {
    Workbook book(folder.path(), "c.xlsx", "t", "a");
    book.begin_sheet("s", two_columns);
  }
  CHECK(tests::names_in(folder.path()) == std::vector<std::string>{"b.xlsx"});
  CHECK_THROWS_AS(Workbook(folder / "no", "b.xlsx", "t", "a"), FileError);
}
