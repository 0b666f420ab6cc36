"""Carries out the examples of docs/howto/open-a-run-in-r-python-stata-excel.md in the folder of a run
and compares what they print with summary.csv.

  page_test.py PAGE FOLDER_OF_A_RUN
"""

import csv
import re
import shutil
import subprocess
import sys
import unittest

from reading import need

PAGE, RUN = sys.argv[1:3]
need("xarray", "pandas", "netCDF4")

with open(PAGE, encoding="utf-8") as page:
    EXAMPLES = re.findall(r"^```(python|r|sql|stata)\n(.*?)^```$", page.read(),
                          re.MULTILINE | re.DOTALL)


def output(command, program):
    done = subprocess.run(command, input=program, capture_output=True, text=True, cwd=RUN,
                          check=False)
    if done.returncode != 0:
        raise AssertionError(done.stderr)
    return done.stdout


def table(name):
    with open(f"{RUN}/{name}.csv", encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


class Examples(unittest.TestCase):
    def expected(self):
        """Year -> the spread of all departures, as komuna itself has it."""
        return {int(row["time"][:4]): [float(row[q]) for q in ("q05", "q50", "q95")]
                for row in table("summary")
                if row["variable"] == "departed" and row["period"] == "year"
                and row["level"] == "total"}

    def compare(self, text, with_empty_years):
        printed = {int(line.split()[0]): [float(word) for word in line.split()[1:]]
                   for line in text.splitlines()}
        expected = self.expected()
        self.assertGreater(max(spread[1] for spread in expected.values()), 0)
        if not with_empty_years:  # the tables have no row for a year in which nothing happened
            years = {int(row["time"][:4]) for row in table("timeseries")}
            expected = {year: spread for year, spread in expected.items() if year in years}
        self.assertEqual(sorted(printed), sorted(expected))
        for year, spread in expected.items():
            for one, other in zip(printed[year], spread):
                self.assertAlmostEqual(one, other, places=4)  # R prints seven digits

    def examples(self, language, count):
        found = [program for name, program in EXAMPLES if name == language]
        self.assertEqual(len(found), count)
        return found

    def test_python(self):
        for program in self.examples("python", 2):
            with self.subTest(program[:30]):
                self.compare(output([sys.executable, "-"], program), "xarray" in program)

    def test_r(self):
        programs = self.examples("r", 2)
        if not shutil.which("Rscript"):
            self.skipTest("R is not installed")
        has_ncdf4 = "TRUE" in output(["Rscript", "--vanilla", "-"],
                                     "cat(requireNamespace('ncdf4', quietly = TRUE))")
        for program in programs:
            with self.subTest(program[:30]):
                if "ncdf4" not in program or has_ncdf4:
                    self.compare(output(["Rscript", "--vanilla", "-"], program),
                                 "ncdf4" in program)

    def test_sql(self):
        (query,) = self.examples("sql", 1)
        if not shutil.which("sqlite3"):
            self.skipTest("sqlite3 is not installed")
        rows = [line.split("|") for line in
                output(["sqlite3", "-readonly", "-header", "run.db"], query).splitlines()]
        self.assertEqual(rows[0], ["replicate", "collectives", "persons"])
        expected = {}
        for row in table("collectives"):
            if int(row["departed"]) > 0:
                count, persons = expected.get(int(row["replicate"]), (0, 0))
                expected[int(row["replicate"])] = (count + 1, persons + int(row["departed"]))
        self.assertGreater(len(expected), 0)
        self.assertEqual({int(r): (int(c), int(p)) for r, c, p in rows[1:]}, expected)

    def test_stata_names_what_there_is(self):
        (program,) = self.examples("stata", 1)
        columns = set(table("timeseries")[0])
        for name in ("departed", "replicate", "time"):
            self.assertIn(name, program)
            self.assertIn(name, columns)


if __name__ == "__main__":
    unittest.main(argv=["page_test"])
