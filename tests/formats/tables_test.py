"""datapackage.json by the rules of the Data Package standard, version 2, and every cell of every
table by its field: type, constraints, keys. Then the tables as pandas reads them.
"""

import csv
import datetime
import hashlib
import io
import json
import os
import re
import sys
import unittest

from reading import KEYS, bytes_of, folder, need, units, variables, yearly

NAME = re.compile(r"^[a-z][a-z0-9_]*$")
PACKAGE_NAME = re.compile(r"^[a-z0-9._/-]+$")
INTEGER = re.compile(r"^[+-]?[0-9]+$")
NUMBER = re.compile(r"^[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?$")
TYPES = {"string", "integer", "number", "date", "boolean"}
PROFILES = "https://datapackage.org/profiles/2.0/"


def value_of(field, cell):
    """The value of a cell, or ValueError."""
    kind = field["type"]
    if kind == "integer" and INTEGER.match(cell):
        return int(cell)
    if kind == "number" and NUMBER.match(cell):
        return float(cell)
    if kind == "date":
        return datetime.date.fromisoformat(cell)
    if kind == "boolean" and cell in field["trueValues"] + field["falseValues"]:
        return cell in field["trueValues"]
    if kind == "string":
        return cell
    raise ValueError(f"{field['name']}: {cell!r} is no {kind}")


class PackageRules:
    folder = None  # of one run

    def setUp(self):
        self.package = json.loads(bytes_of(self.folder + "/datapackage.json"))

    def test_package(self):
        package = self.package
        self.assertEqual(package["$schema"], PROFILES + "datapackage.json")
        self.assertRegex(package["name"], PACKAGE_NAME)
        self.assertNotIn("profile", package)
        self.assertGreater(len(package["resources"]), 0)
        names = [resource["name"] for resource in package["resources"]]
        self.assertEqual(len(names), len(set(names)))
        for licence in package["licenses"]:
            self.assertEqual(licence["name"], "MIT")
            self.assertTrue(licence["path"].startswith("https://"))
        for contributor in package["contributors"]:
            self.assertTrue(contributor["title"])
            self.assertIsInstance(contributor["roles"], list)
        for source in package.get("sources", []):
            self.assertTrue(source["title"])

    def test_resources(self):
        for resource in self.package["resources"]:
            with self.subTest(resource["name"]):
                self.assertEqual(resource["$schema"], PROFILES + "dataresource.json")
                self.assertRegex(resource["name"], PACKAGE_NAME)
                self.assertEqual(resource["type"], "table")
                self.assertNotIn("profile", resource)
                path = resource["path"]
                self.assertFalse(path.startswith("/") or ".." in path)
                self.assertEqual((resource["format"], resource["mediatype"], resource["encoding"]),
                                 ("csv", "text/csv", "utf-8"))
                content = bytes_of(os.path.join(self.folder, path))
                self.assertEqual(resource["bytes"], len(content))
                self.assertEqual(resource["hash"], "sha256:" + hashlib.sha256(content).hexdigest())

    def test_schemas(self):
        for resource in self.package["resources"]:
            schema = resource["schema"]
            self.assertIsInstance(schema, dict)
            self.assertEqual(schema["$schema"], PROFILES + "tableschema.json")
            self.assertEqual(schema["missingValues"], [""])
            names = [field["name"] for field in schema["fields"]]
            self.assertEqual(len(names), len(set(names)))
            self.assertIsInstance(schema.get("primaryKey", []), list)
            self.assertLessEqual(set(schema.get("primaryKey", [])), set(names))
            for field in schema["fields"]:
                self.assertRegex(field["name"], NAME)
                self.assertIn(field["type"], TYPES)
                self.assertTrue(field["description"])
                for constraint, value in field.get("constraints", {}).items():
                    self.assertIn(constraint, {"required", "minimum", "enum"})
                    if constraint == "enum":
                        self.assertEqual(len(value), len(set(value)))

    def test_every_cell(self):
        for resource in self.package["resources"]:
            with self.subTest(resource["name"]):
                fields = resource["schema"]["fields"]
                text = bytes_of(os.path.join(self.folder, resource["path"])).decode("utf-8")
                lines = list(csv.reader(io.StringIO(text, newline="")))
                self.assertEqual(lines[0], [field["name"] for field in fields])
                keys = set()
                for line in lines[1:]:
                    self.assertEqual(len(line), len(fields))
                    for field, cell in zip(fields, line):
                        self.check(field, cell)
                    row = dict(zip(lines[0], line))
                    key = tuple(row[name] for name in resource["schema"].get("primaryKey", []))
                    self.assertFalse(key and key in keys, key)
                    keys.add(key)

    def check(self, field, cell):
        constraints = field.get("constraints", {})
        if cell == "":
            self.assertFalse(constraints.get("required"), field["name"])
            return
        value = value_of(field, cell)
        if "minimum" in constraints:
            self.assertGreaterEqual(value, constraints["minimum"])
        if "enum" in constraints:
            self.assertIn(value, constraints["enum"])


class Pandas(unittest.TestCase):
    def setUp(self):
        self.pandas = need("pandas")

    def test_time_series(self):
        table = self.pandas.read_csv(folder() + "/one/timeseries.csv", parse_dates=["time"])
        self.assertEqual(len(table), 5 * 2 * 3)
        places = {"north": 0, "south": 1, "(local)": 9}
        for _, row in table.iterrows():
            for name in variables():
                self.assertEqual(row[name], yearly(name, row["replicate"], row["time"].year,
                                                   places[row["origin"]]))

    def test_the_long_form_is_the_melted_wide_form(self):
        wide = self.pandas.read_csv(folder() + "/one/timeseries.csv")
        long = self.pandas.read_csv(folder() + "/long/timeseries_long.csv")
        melted = wide.melt(id_vars=KEYS)
        order = KEYS[:4] + ["variable"]
        self.pandas.testing.assert_frame_equal(
            long.drop(columns="unit").sort_values(order).reset_index(drop=True),
            melted.sort_values(order).reset_index(drop=True))
        self.assertEqual(dict(zip(long["variable"], long["unit"])), units())

    def test_text_stays_text(self):
        table = self.pandas.read_csv(folder() + "/one/collectives.csv")
        self.assertEqual(set(table["name"]), {"=1+1", "<b>Žižkov</b> \"and\", others & 'us'"})

    def test_the_mark_for_excel(self):
        plain = bytes_of(folder() + "/one/collectives.csv")
        marked = bytes_of(folder() + "/long/collectives.csv")
        self.assertEqual(marked, b"\xef\xbb\xbf" + plain)


for number, run in enumerate([folder() + "/one"] + sys.argv[2:]):
    globals()[f"Package{number}"] = type(f"Package{number}", (PackageRules, unittest.TestCase),
                                         {"folder": run})

if __name__ == "__main__":
    unittest.main(argv=["tables_test"])
