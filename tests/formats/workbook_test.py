"""summary.xlsx as openpyxl reads it: numbers are numbers, text is text, nothing is a formula."""

import csv
import statistics
import sys
import unittest
import zipfile

from reading import bytes_of, folder, need, units, variables, yearly

openpyxl = need("openpyxl")

SHEETS = ["Read me", "Targets", "Yearly totals", "By origin", "Collectives", "Founded by model",
          "Sources"]


class OneWorld(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.path = folder() + "/one/summary.xlsx"
        cls.book = openpyxl.load_workbook(cls.path)

    def rows(self, sheet):
        lines = list(self.book[sheet].values)
        return [dict(zip(lines[0], line)) for line in lines[1:]]

    def test_sheets(self):
        self.assertEqual(self.book.sheetnames, SHEETS)
        for sheet in self.book:
            self.assertEqual(sheet.freeze_panes, "A2", sheet.title)
            self.assertTrue(sheet.auto_filter.ref, sheet.title)
            for column in sheet.iter_cols(max_row=1):
                self.assertIsInstance(column[0].value, str)
                self.assertGreater(sheet.column_dimensions[column[0].column_letter].width, 5)

    def test_nothing_is_a_formula_or_a_link(self):
        cells = 0
        for sheet in self.book:
            for row in sheet.iter_rows():
                for cell in row:
                    self.assertNotEqual(cell.data_type, "f", cell.coordinate)
                    self.assertIsNone(cell.hyperlink)
                    cells += 1
        self.assertGreater(cells, 100)
        # The file itself, whatever openpyxl makes of it; and the text that looks like a formula.
        with zipfile.ZipFile(self.path) as parts:
            for name in parts.namelist():
                if name.startswith("xl/worksheets/sheet"):
                    self.assertNotIn(b"<f>", parts.read(name))
            self.assertIn(b"=HYPERLINK(&quot;http", parts.read("xl/sharedStrings.xml")
                          .replace(b'"', b"&quot;"))

    def test_read_me(self):
        said = {row["about"]: row["says"] for row in self.rows("Read me")}
        self.assertIn("synthetic", said["persons"])
        self.assertIn("1.2.3", said["how to cite it"])
        self.assertEqual(said["seed"], "18446744073709551615")
        for name in variables():
            self.assertTrue(said["variable " + name].endswith(f"Unit: {units()[name]}."), name)

    def test_targets(self):
        (row,) = self.rows("Targets")
        self.assertEqual(row["name"], "=1+1")
        self.assertEqual(row["observed"], 20000)
        self.assertEqual(row["n"], 4)
        self.assertEqual(row["n_undefined"], 1)
        self.assertEqual(row["mean"], statistics.mean([0.5, 10000.5, 30000.5, 40000.5]))

    def test_totals_are_medians_of_sums(self):
        rows = self.rows("Yearly totals")
        self.assertEqual([row["year"] for row in rows], [1921, 1922, 1923])
        for row in rows:
            for name in variables():
                # Replicate 2 of 0 .. 4 is in the middle.
                expected = sum(yearly(name, 2, row["year"], place) for place in (0, 1, 9))
                self.assertEqual(row[name + ": median"], expected, (row["year"], name))
                self.assertLessEqual(row[name + ": 5 %"], expected)
                self.assertGreaterEqual(row[name + ": 95 %"], expected)

    def test_origins(self):
        rows = self.rows("By origin")
        self.assertEqual([(row["year"], row["origin"]) for row in rows],
                         [(y, o) for y in (1921, 1922, 1923) for o in ("north", "south", "(local)")])
        for row in rows:
            place = {"north": 0, "south": 1, "(local)": 9}[row["origin"]]
            for name in ("departed", "in_ussr", "requests"):
                self.assertEqual(row[name + ": median"], yearly(name, 2, row["year"], place))

    def test_sources(self):
        (row,) = self.rows("Sources")
        self.assertEqual(row["author"], "Novák, J.")
        self.assertEqual(row["address"], "https://example.org/book")

    def test_no_time_of_day_is_in_it(self):
        self.assertEqual(str(self.book.properties.created), "2000-01-01 00:00:00")
        self.assertEqual(str(self.book.properties.modified), "2000-01-01 00:00:00")
        with zipfile.ZipFile(self.path) as parts:
            self.assertEqual({part.date_time[:3] for part in parts.infolist()}, {(1980, 1, 1)})

    def test_written_twice_it_is_the_same(self):
        self.assertEqual(bytes_of(self.path), bytes_of(folder() + "/again/summary.xlsx"))


class TwoWorlds(unittest.TestCase):
    def test_worlds_stand_below_each_other(self):
        book = openpyxl.load_workbook(folder() + "/two/summary.xlsx")
        lines = list(book["Yearly totals"].values)
        self.assertEqual([line[:2] for line in lines[1:]],
                         [("base", 1921), ("base", 1922), ("base", 1923),
                          ("other", 1921), ("other", 1922), ("other", 1923)])


class Comparison(unittest.TestCase):
    """Its own sheets say what its tables say."""

    @classmethod
    def setUpClass(cls):
        cls.folder = sys.argv[3]
        cls.book = openpyxl.load_workbook(cls.folder + "/summary.xlsx")

    def test_sheets(self):
        self.assertEqual(self.book.sheetnames,
                         SHEETS[:1] + ["Effects", "Paired lives", "Attribution"] + SHEETS[1:])

    def test_every_cell_is_that_of_the_table(self):
        for sheet, table in (("Effects", "effects"), ("Paired lives", "paired_lives"),
                             ("Attribution", "attribution"), ("Targets", "targets")):
            with open(f"{self.folder}/{table}.csv", encoding="utf-8", newline="") as file:
                expected = list(csv.reader(file))
            rows = list(self.book[sheet].values)
            self.assertEqual(len(rows), len(expected), sheet)
            self.assertGreater(len(rows), 2)
            for row, cells in zip(rows, expected):
                self.assertEqual(len(row), len(cells))
                for value, cell in zip(row, cells):
                    if isinstance(value, (int, float)):
                        self.assertAlmostEqual(value, float(cell), delta=1e-9 * abs(value))
                    else:
                        self.assertEqual(value or "", cell)

    def test_every_world_is_in_the_sheets_of_a_run(self):
        worlds = {line[0] for line in list(self.book["Yearly totals"].values)[1:]}
        self.assertEqual(worlds, {"tiny", "tiny_obstacles_doubled",
                                  "tiny_obstacles_doubled_nothing_changes"})


if __name__ == "__main__":
    unittest.main(argv=["workbook_test"])
