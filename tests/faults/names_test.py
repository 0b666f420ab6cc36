"""Paths that programs stumble over.

Promised. Any name the system allows can be given for a scenario and for a folder: symbolic links,
other alphabets, spaces, quotes, line ends, bytes that are no text, names that look like options or
addresses. The files are the same bytes; nothing is written anywhere else. What cannot be done (too
long a name, a circle of links) is refused with exit code 74 (65 where a name is not text).
"""

import json
import os
import shutil
import unittest

import trial
from trial import DONE, FILES

NAMES = ["Kolektiv Čapajev", "Интергельпо", "集体", "a b  c", "line\nend", "tab\there", "\"quoted\" 'name'",
         "semi;colon&and|pipe", "$(touch x)", "`id`", "%s%n%d", "a%20b", "a?b#c", "file:x", ":memory:",
         "-rf", "--seed=3", "é" * 100, "<b>bold<b>", "=1+1", ".hidden", "ends.", "back\\slash", "\U0001f33e"]


class Names(trial.Trial):
    replicates = 2

    def test_folders_for_results(self):
        for name in NAMES:
            with self.subTest(name):
                place = os.path.join(self.place, str(len(os.listdir(self.place))))
                os.mkdir(place)
                out = os.path.join(place, name)
                self.check_code(trial.call(trial.run_words(out, 2)), DONE)
                self.assertEqual(os.listdir(place), [name])
                self.check_whole(out)
                again = trial.call(["export", out, "--format", "csv", "--out", out + "x"])
                self.check_code(again, DONE)
                self.check_code(trial.call(["resume", out]), DONE)
                shutil.rmtree(place)

    def test_folders_named_from_where_one_is(self):
        for name in ("line\nend", "file:x", ":memory:", "a?b#c", "Интергельпо"):
            with self.subTest(name):
                place = os.path.join(self.place, str(len(os.listdir(self.place))))
                os.mkdir(place)
                self.check_code(trial.call(trial.run_words(name, 2), cwd=place), DONE)
                self.assertEqual(os.listdir(place), [name])
                self.check_whole(os.path.join(place, name))

    def test_folders_of_scenarios(self):
        tiny = os.path.join(trial.SOURCE, "tests", "support", "scenarios", "tiny", "scenario.yaml")
        for name in NAMES:
            with self.subTest(name):
                folder = os.path.join(self.place, name)
                os.mkdir(folder)
                shutil.copy(tiny, folder)
                self.check_code(trial.call(["validate", folder]), DONE)
                out = os.path.join(self.place, "out")
                words = ["run", folder, "--replicates", "1", "--quiet", "--out", out]
                self.check_code(trial.call(words), DONE)
                with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
                    manifest = json.load(file)
                self.assertIn(folder, json.dumps(manifest, ensure_ascii=False).replace(
                    "\\n", "\n").replace("\\t", "\t").replace('\\"', '"').replace("\\\\", "\\"))
                self.assertEqual(trial.call(["replay", os.path.join(out, "manifest.json")]).code,
                                 DONE)
                with open(os.path.join(out, "report.html"), encoding="utf-8") as file:
                    self.assertNotIn("<b>bold", file.read())
                shutil.rmtree(out)

    def test_bytes_that_are_no_text(self):
        for name in (b"latin-\xe9t\xe9", b"half-\xc3", b"\xff\xfe"):
            with self.subTest(name):
                out = os.path.join(self.place, os.fsdecode(name))
                result = trial.call(trial.run_words(out, 2))
                self.assertIn(result.code, (DONE, FILES), result)
                if result.code == DONE:
                    self.check_whole(out)
                    with open(os.path.join(out, "manifest.json"), encoding="utf-8") as file:
                        json.load(file)

    def test_symbolic_links(self):
        real = os.path.join(self.place, "real")
        os.mkdir(real)
        link = os.path.join(self.place, "link")
        os.symlink(real, link)
        self.check_code(trial.call(trial.run_words(link, 2)), DONE)
        self.assertTrue(os.path.islink(link))
        self.check_whole(real)
        below = os.path.join(link, "..", "link2")
        os.symlink(os.path.join(self.place, "real2"), os.path.join(self.place, "link2"))
        self.check_code(trial.call(trial.run_words(below)), FILES)  # it points to nothing
        os.symlink("circle", os.path.join(self.place, "circle"))
        self.check_code(trial.call(trial.run_words(os.path.join(self.place, "circle"))), FILES)
        self.check_code(trial.call(["validate", os.path.join(self.place, "circle")]), FILES)

    def test_a_file_of_a_run_is_a_link(self):
        """Nothing is written through a link that somebody has laid out."""
        victim = os.path.join(self.place, "victim")
        with open(victim, "w", encoding="utf-8") as file:
            file.write("mine")
        os.mkdir(self.out)
        for name in ("run.db", "manifest.json", "summary.csv", "summary.csv.partial"):
            with self.subTest(name):
                path = os.path.join(self.out, name)
                os.symlink(victim, path)
                self.check_code(trial.call(trial.run_words(self.out)), FILES)
                os.remove(path)
                self.assertEqual(trial.read(victim), b"mine")
        out = shutil.copytree(self.whole, os.path.join(self.place, "e"))
        os.remove(os.path.join(out, "summary.csv"))
        os.symlink(os.path.join(self.place, "gone"), os.path.join(out, "summary.csv"))
        trial.call(["export", out])
        self.assertFalse(os.path.exists(os.path.join(self.place, "gone")))

    def test_names_too_long(self):
        self.check_code(trial.call(trial.run_words(os.path.join(self.place, "x" * 300))), FILES)
        deep = os.path.join(self.place, *["y" * 200] * 30)
        self.check_code(trial.call(trial.run_words(deep)), FILES)
        self.assertEqual(os.listdir(self.place), [])


if __name__ == "__main__":
    unittest.main()
