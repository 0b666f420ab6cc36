"""docs/dependencies.py: what it must notice in a tree with planted faults, and the bill it writes."""

import json
import pathlib
import shutil
import sys
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "docs"))
import dependencies  # noqa: E402

FILES = ["packages.txt", "CMakeLists.txt", "docs/licences.txt", "docs/dependencies.md",
         "classroom/package.json", "classroom/package-lock.json",
         "classroom/audit/package-lock.json"]


class Dependencies(unittest.TestCase):
    def setUp(self):
        self.root = pathlib.Path(tempfile.mkdtemp())
        self.addCleanup(shutil.rmtree, self.root)
        for name in FILES:
            (self.root / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.root / name)

    def change(self, name, change):
        path = self.root / name
        path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    def check_found(self, words):
        found = dependencies.problems(self.root)
        self.assertTrue(any(words in each for each in found), found)

    def test_the_tree_as_it_is(self):
        self.assertEqual(dependencies.problems(self.root), [])

    def test_a_package_without_licence(self):
        self.change("packages.txt", lambda text: text + "build  libnew-dev  is new\n")
        self.check_found("no line for libnew-dev")

    def test_a_licence_of_nothing(self):
        self.change("docs/licences.txt", lambda text: text + "libold-dev 1.0 MIT\n")
        self.check_found("libold-dev is not in packages.txt")

    def test_a_page_that_is_old(self):
        self.change("docs/dependencies.md", lambda text: text.replace("2.13.10", "2.13.9"))
        self.check_found("run it")

    def test_the_page_lists_every_package_of_both_locks(self):
        page = dependencies.page(self.root)
        for folder in ("classroom", dependencies.AUDIT):
            npm = dependencies.npm_packages(self.root, folder)
            self.assertGreater(len(npm), 100)
            for place, facts in npm.items():
                self.assertIn(f"| {dependencies.npm_name(place)} | {facts['version']} | ", page)

    def change_lock(self, change):
        def rewritten(text):
            lock = json.loads(text)
            change(lock["packages"])
            return json.dumps(lock)

        self.change("classroom/package-lock.json", rewritten)

    def test_an_install_script(self):
        self.change_lock(lambda all_: all_["node_modules/vite"].update(hasInstallScript=True))
        self.check_found("vite runs a script")

    def test_no_hash(self):
        self.change_lock(lambda all_: all_["node_modules/vite"].pop("integrity"))
        self.check_found("vite has no sha512")

    def test_another_registry(self):
        self.change_lock(lambda all_: all_["node_modules/vite"].update(resolved="http://x.org/v.tgz"))
        self.check_found("vite comes from http://x.org")

    def test_another_version_than_asked_for(self):
        self.change_lock(lambda all_: all_["node_modules/vite"].update(version="1.0.0"))
        self.check_found("vite is not")
        self.change("classroom/package.json", lambda text: text.replace('"vite": "', '"vite": "^'))
        self.check_found("is not one version")

    def test_the_bill(self):
        bill = dependencies.bill(self.root)
        self.assertEqual((bill["bomFormat"], bill["specVersion"]), ("CycloneDX", "1.5"))
        self.assertEqual(bill["metadata"]["component"]["name"], "komuna")
        names = {each["bom-ref"]: each for each in bill["components"]}
        self.assertEqual(len(names), len(bill["components"]))
        for ref in bill["dependencies"][0]["dependsOn"]:
            self.assertEqual(names[ref]["type"], "library")
        for each in bill["components"]:
            self.assertTrue(each["version"] and each["licenses"] and each["purl"], each)
        packages = [row for row in dependencies.rows_of(ROOT / "packages.txt", 3)]
        lock = json.loads((ROOT / "classroom/package-lock.json").read_text(encoding="utf-8"))
        self.assertEqual(len(names), len(packages) + len(lock["packages"]) - 1)
        self.assertEqual(bill, dependencies.bill(self.root))  # the same at each writing


if __name__ == "__main__":
    unittest.main()
