#include "engine/output/csv_table.hpp"

#include <catch2/catch.hpp>
#include <cstdlib>
#include <limits>

#include "tests/support/csv_reader.hpp"
#include "tests/support/process.hpp"

using namespace komuna;

namespace {

TableShape shape_of(std::vector<std::string> names) {
  TableShape shape;
  shape.name = "table";
  shape.columns.resize(names.size());
  for (std::size_t i = 0; i < names.size(); ++i) shape.columns[i].name = std::move(names[i]);
  return shape;
}

}  // namespace

TEST_CASE("csv: every kind of cell") {
  const tests::TemporaryFolder folder;
  const TableShape shape = shape_of({"a", "b", "c", "d", "e", "f"});
  CsvTable table(folder.path(), shape);
  table.text("plain").integer(-3).number(0.1).flag(true).date(Month::of(1923, 5)).missing();
  table.end_row();
  table.text("").integer(0).number(std::numeric_limits<double>::quiet_NaN()).flag(false);
  table.date(distant_future).text("x").end_row();
  const WrittenFile written = table.commit();
  const std::string expected = "a,b,c,d,e,f\r\nplain,-3,0.1,1,1923-05-01,\r\n,0,,0,,x\r\n";
  CHECK(tests::read_text(folder / "table.csv") == expected);
  CHECK(written.rows == 2);
  CHECK(written.bytes == expected.size());
  CHECK(written.sha256 == sha256(expected));
}

TEST_CASE("csv: any text comes back as it was") {
  const tests::TemporaryFolder folder;
  const TableShape shape = shape_of({"a", "b"});
  const std::vector<std::string> texts{"Dawn, \"the red\"",
                                       "two\nlines",
                                       "\r\n",
                                       "\"",
                                       ",",
                                       "Čechocentrum",
                                       "=1+1",
                                       " x ",
                                       "''",
                                       "x;=1+1",
                                       "x\t=1"};
  CsvTable table(folder.path(), shape);
  for (const std::string& text : texts) table.text(text).text("end").end_row();
  table.commit();
  const tests::CsvFile read = tests::read_csv(folder / "table.csv");
  REQUIRE(read.rows.size() == texts.size());
  for (std::size_t i = 0; i < texts.size(); ++i) CHECK(read.rows[i][0] == texts[i]);
}

TEST_CASE("csv: what would part a cell in any country is in quotes") {
  const tests::TemporaryFolder folder;
  const TableShape shape = shape_of({"a", "b", "c"});
  CsvTable table(folder.path(), shape);
  table.text("x;=1+1").text("x\t=1").text("x, y").end_row();
  table.commit();
  CHECK(tests::read_text(folder / "table.csv") == "a,b,c\r\n\"x;=1+1\",\"x\t=1\",\"x, y\"\r\n");
}

TEST_CASE("csv: a row with too few or too many cells is a fault of ours") {
  const tests::TemporaryFolder folder;
  const TableShape shape = shape_of({"a", "b"});
  CsvTable table(folder.path(), shape);
  table.text("x");
  CHECK_THROWS(table.end_row());
}

TEST_CASE("numbers: the shortest text that reads back as the same double") {
  CHECK(shortest_number(0.1) == "0.1");
  CHECK(shortest_number(-0.0) == "0");
  CHECK(shortest_number(2441) == "2441");
  CHECK(shortest_number(1e22) == "1e+22");
  std::uint64_t state = 1;
  for (int i = 0; i < 10000; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    const double value = static_cast<double>(state >> 11) * 0x1p-53 * static_cast<double>(i - 5000);
    CHECK(std::strtod(shortest_number(value).c_str(), nullptr) == value);
  }
  CHECK_THROWS(shortest_number(std::numeric_limits<double>::infinity()));
}

TEST_CASE("csv: the mark for Excel stands once, before everything, and counts") {
  const tests::TemporaryFolder folder;
  const TableShape shape = shape_of({"a"});
  CsvTable table(folder.path(), shape, CsvMark::excel);
  table.text("x").end_row();
  const WrittenFile written = table.commit();
  const std::string expected =
      "\xEF\xBB\xBF"
      "a\r\nx\r\n";
  CHECK(tests::read_text(folder / "table.csv") == expected);
  CHECK(written.bytes == expected.size());
  CHECK(written.sha256 == sha256(expected));
}
