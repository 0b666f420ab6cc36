"""docs/variants.py on runs made up here: the page says what they say, and nothing is overlooked."""

import csv
import json
import pathlib
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import variants  # noqa: E402

COLUMNS = ["target_id", "name", "role", "n", "median", "z_total"]


def write_run(folder, rows, departed):
    folder.mkdir(parents=True)
    with open(folder / "targets.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(COLUMNS)
        writer.writerows(rows)
    with open(folder / "timeseries.csv", "w", newline="", encoding="utf-8") as file:
        writer = csv.writer(file)
        writer.writerow(["replicate", "origin", "departed"])
        writer.writerows(departed)
    manifest = {"engine": {"version": "9.9.9"}, "created_at": "2001-02-03T04:05:06Z",
                "replicates": {"asked": 2, "completed": 2}, "rng": {"seed": "7"}}
    (folder / "manifest.json").write_text(json.dumps(manifest), encoding="utf-8")


class Page(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        runs = pathlib.Path(self.folder.name)
        departed = [[0, "usa", 10], [1, "canada", 6], [0, "czechoslovakia", 4], [1, "peru", ""],
                    [1, "peru", 2]]
        for variant, _ in variants.VARIANTS:
            rows = [["a", "Alpha", "fit", 2, 5, 0.3], ["b", "Beta", "holdout", 2, 5, -2.5],
                    ["c", "Gamma", "report", 2, 0, ""]]
            if variant == "ties_led":
                rows = [["a", "Alpha", "fit", 0, "", ""], ["b", "Beta", "holdout", 2, 5, -1.9],
                        ["c", "Gamma", "report", 2, 5, 150]]
            write_run(runs / variant, rows, departed)
        page = runs / "page.md"
        # All runs are there: no program is started.
        self.assertEqual(variants.main(["--komuna", "none", "--runs", str(runs), "--page",
                                        str(page)]), 0)
        self.text = page.read_text(encoding="utf-8")

    def test_rows_and_failures(self):
        self.assertIn("| Alpha | fit | +0.3 | +0.3 | +0.3 | **never** |", self.text)
        self.assertIn("| Beta | holdout | **-2.5** | **-2.5** | **-2.5** | -1.9 |", self.text)
        self.assertIn("| Gamma | report | **<-99** | **<-99** | **<-99** | **>+99** |", self.text)
        self.assertIn("| fit | 0 of 1 | 0 of 1 | 0 of 1 | 1 of 1 |", self.text)
        self.assertIn("| holdout | 1 of 1 | 1 of 1 | 1 of 1 | 0 of 1 |", self.text)
        ties = self.text.split("### Led by ties")[1].split("## Every pattern")[0]
        self.assertIn("- Alpha (never)", ties)
        self.assertIn("- Beta (-1.9)", ties)
        self.assertIn("- nothing", self.text.split("### Led by ideology")[1].split("###")[0])

    def test_where_from(self):
        self.assertIn("| United States and Canada | 8 | 8 | 8 | 8 |", self.text)
        self.assertIn("| all other origins | 1 | 1 | 1 | 1 |", self.text)

    def test_how_it_was_made(self):
        self.assertIn("komuna 9.9.9, 2001-02-03, 2 replicates, seed 7", self.text)
        self.assertIn("docs/variants.py --replicates 2", self.text)

    def test_check_finds_what_is_missing_and_what_is_too_much(self):
        self.assertEqual(variants.check(self.text, ["Alpha", "Beta", "Gamma"]), [])
        self.assertEqual(variants.check(self.text, ["Alpha", "Beta", "Delta"]), ["Delta", "Gamma"])

    def test_small_z_has_no_sign(self):
        self.assertEqual(variants.z_of({"n": "1", "median": "1", "z_total": "-0.04"}), ("0.0", False))


if __name__ == "__main__":
    unittest.main()
