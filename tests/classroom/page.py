"""Drives the tests of the classroom page.

  page.py STEP ROOT BUILD KOMUNA TWIN

  build      classroom/build.py, then `komuna classroom` with and without its page
  engine     three scenarios, twenty keys, both worlds: the same digests here and in the module
  model      svelte-check and vitest
  browsers   the single file over file:// in Chromium and Firefox
  speed      how smoothly it plays in Chromium
  audit      Lighthouse on every view, over a server on this machine

Exit code 77 when a tool is missing, except in the daily check.
"""

import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "..", "classroom"))
import build as page_build  # noqa: E402

SKIPPED = 77
SCENARIOS = ("classroom", "teaching", "invented")


def skip(why):
    print(f"skipped: {why}")
    return 1 if os.environ.get("CI") == "true" else SKIPPED


class Step:
    def __init__(self, root, folder, komuna, twin):
        self.root, self.folder, self.komuna, self.twin = root, folder, komuna, twin
        self.data = os.path.join(folder, "data.json")
        self.page = os.path.join(folder, "komuna-classroom.html")
        self.made = os.path.join(root, "build", "classroom")

    def write(self, *words):
        """Runs `komuna classroom`; a file of an earlier run is taken away first."""
        out = words[words.index("--out") + 1]
        if os.path.exists(out):
            os.remove(out)
        return subprocess.run([self.komuna, "classroom", *words], capture_output=True, text=True,
                              check=False)  # fmt: skip

    def build(self):
        # Without a page: a clear message, and nothing is written.
        nothing = os.path.join(self.folder, "nothing.html")
        refused = self.write("--page", os.path.join(self.folder, "no-such-page"), "--out", nothing)
        if refused.returncode != 64 or "classroom/build.py" not in refused.stderr:
            print(f"a missing page ends with {refused.returncode}: {refused.stderr}")
            return 1
        if os.path.exists(nothing):
            print("a file was left behind")
            return 1
        # CI wants two files of data even where no page can be built.
        wrote = self.write("--data", "--out", self.data)
        if wrote.returncode:
            print(wrote.stderr)
            return 1
        code = page_build.main([])
        if code:
            return code
        wrote = self.write("--out", self.page)
        print(wrote.stdout + wrote.stderr)
        if wrote.returncode == 0:
            shutil.copyfile(os.path.join(self.made, "page.html"),
                            os.path.join(self.folder, "empty.html"))  # fmt: skip
        return wrote.returncode

    def engine(self):
        lack = page_build.missing()
        if lack:
            return skip(lack)
        code = 0
        for scenario in SCENARIOS:
            data = os.path.join(self.folder, scenario + ".json")
            wrote = self.write(scenario, "--data", "--out", data)
            if wrote.returncode:
                print(wrote.stderr)
                return 1
            script = os.path.join(self.folder, "engine.cjs")
            for made, here in (("engine.js", "engine.cjs"), ("engine.wasm", "engine.wasm")):
                shutil.copyfile(os.path.join(self.made, made), os.path.join(self.folder, here))
            here = subprocess.run(["node", os.path.join(HERE, "engine_twin.mjs"), script, data],
                                  capture_output=True, text=True, check=False)  # fmt: skip
            asked = [line for line in here.stdout.splitlines() if line.startswith("ask ")]
            lines = [line for line in here.stdout.splitlines() if not line.startswith("ask ")]
            document, changes = (line.split(" ", 2)[2] for line in asked)
            for name, text in (("document", document), ("changes", changes)):
                with open(os.path.join(self.folder, f"{scenario}.{name}.json"), "w",
                          encoding="utf-8") as file:  # fmt: skip
                    file.write(text)
            there = subprocess.run(
                [self.twin, os.path.join(self.folder, f"{scenario}.document.json"),
                 os.path.join(self.folder, f"{scenario}.changes.json")],
                capture_output=True, text=True, check=False)  # fmt: skip
            if here.returncode or there.returncode:
                print(here.stderr + there.stderr)
                return 1
            times = {name: f"{min(map(float, run.stderr.split())):.1f} ms"
                     for name, run in (("native", there), ("browser", here))}  # fmt: skip
            same = lines == there.stdout.splitlines() and len(lines) == 42
            print(f"{scenario}: {len(lines)} digests, {'the same' if same else 'DIFFERENT'}; {times}")
            code |= not same
        return code

    def model(self):
        lack = page_build.missing()
        if lack:
            return skip(lack)
        environment = {**os.environ, "KOMUNA_CLASSROOM_DATA": self.data}
        for command in (["npm", "run", "--silent", "check"], ["npm", "run", "--silent", "test"]):
            run = subprocess.run(command, cwd=os.path.join(self.root, "classroom"), check=False,
                                 env=environment, stdin=subprocess.DEVNULL)  # fmt: skip
            if run.returncode:
                return 1
        return 0

    def browsers(self):
        return self.opened("page.test", "firefox.test")

    def speed(self):
        return self.opened("speed.test")

    def opened(self, *files):
        """The tests of these names, in the browsers."""
        lack = page_build.missing()
        if lack:
            return skip(lack)
        for browser in ("chromium", "firefox-esr"):
            if not shutil.which(browser):
                return skip(f"{browser} is not installed")
        pictures = os.path.join(self.folder, "pictures")
        os.makedirs(pictures, exist_ok=True)
        environment = {
            **os.environ,
            "KOMUNA_CLASSROOM_PAGE": self.page,
            "KOMUNA_CLASSROOM_EMPTY": "empty.html",
            "KOMUNA_CLASSROOM_PICTURES": pictures,
            "KOMUNA": self.komuna,
            "KOMUNA_SCRATCH": self.folder,
            "CHROMIUM": shutil.which("chromium"),
            "FIREFOX": shutil.which("firefox-esr"),
        }
        run = subprocess.run(
            ["npx", "--no-install", "vitest", "run", "--config", "vitest.page.config.ts",
             *files],
            cwd=os.path.join(self.root, "classroom"), check=False, env=environment,
            stdin=subprocess.DEVNULL)  # fmt: skip
        return 1 if run.returncode else 0

    def audit(self):
        lack = page_build.missing()
        if not lack and not shutil.which("chromium"):
            lack = "chromium is not installed"
        if lack:
            return skip(lack)
        folder = os.path.join(self.root, "classroom", "audit")
        if page_build.install(folder):
            return 1
        environment = {**os.environ, "CHROMIUM": shutil.which("chromium")}
        run = subprocess.run(["node", os.path.join(folder, "audit.mjs"), self.page], check=False,
                             env=environment, stdin=subprocess.DEVNULL)  # fmt: skip
        return 1 if run.returncode else 0


def main(words):
    steps = ("build", "engine", "model", "browsers", "speed", "audit")
    if len(words) != 5 or words[0] not in steps:
        print(__doc__)
        return 64
    page_build.bring_node()
    return int(getattr(Step(*map(os.path.abspath, words[1:])), words[0])())


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
