"""Builds the classroom page into build/classroom of the checkout.

  python3 classroom/build.py            everything that has changed
  python3 classroom/build.py --engine   only the engine (engine.js)

  build/classroom/engine.js     the engine, compiled by emscripten
  build/classroom/page.html     the page as one file, without a scenario
  build/classroom/folder/       the same for a web host

`komuna classroom` puts scenarios into page.html. Needs emscripten, Node 20.19 or newer and npm; says
so and ends with code 77 when one of them is missing.
"""

import os
import re
import shutil
import subprocess
import sys

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(HERE)
MADE = os.path.join(ROOT, "build", "classroom")
SKIPPED = 77
NEWEST_NEEDED = (20, 19)


def missing():
    for tool, package in (("em++", "emscripten"), ("node", "nodejs"), ("npm", "npm")):
        if not shutil.which(tool):
            return f"{tool} is not installed (Debian: {package})"
    version = subprocess.run(["node", "--version"], capture_output=True, text=True, check=True).stdout
    found = tuple(int(part) for part in re.findall(r"\d+", version)[:2])
    if found < NEWEST_NEEDED:
        return (f"node is {version.strip()}; the page is built with 20.19 or newer "
                "(KOMUNA_NODE names a folder with one; npm i node@22 brings one)")  # fmt: skip
    return ""


def newest(folder, skip=("node_modules",)):
    times = [0.0]
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in skip]
        times += [os.path.getmtime(os.path.join(place, name)) for name in names]
    return max(times)


def run(*command):
    print("+ " + " ".join(os.path.relpath(c, ROOT) if c.startswith(ROOT) else c for c in command))
    sys.stdout.flush()
    return subprocess.run(command, cwd=HERE, check=False, stdin=subprocess.DEVNULL).returncode


def build_engine():
    engine = os.path.join(MADE, "engine.js")
    made = os.path.getmtime(engine) if os.path.exists(engine) else 0
    sources = (os.path.join(ROOT, "engine"), os.path.join(ROOT, "analysis"), os.path.join(HERE, "wasm"))
    if made > max(newest(folder) for folder in sources):
        return 0
    objects = os.path.join(MADE, "objects")
    return run(sys.executable, "-B", os.path.join(HERE, "wasm", "build.py"), ROOT, objects, engine)


def install():
    stamp = os.path.join(HERE, "node_modules", ".package-lock.json")
    lock = os.path.join(HERE, "package-lock.json")
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(lock):
        return 0
    return run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts")


def build_page():
    page = os.path.join(MADE, "page.html")
    inputs = max(newest(HERE), os.path.getmtime(os.path.join(MADE, "engine.js")))
    if os.path.exists(page) and os.path.getmtime(page) > inputs:
        return 0
    for mode in ("single", "folder"):
        if run("npx", "--no-install", "vite", "build", "--logLevel", "warn", "--mode", mode):
            return 1
    shutil.copyfile(os.path.join(MADE, "single", "index.html"), page)
    print(f"{page}: {os.path.getsize(page) / 1e6:.2f} MB")
    return 0


def main(words):
    if words not in ([], ["--engine"]):
        print(__doc__)
        return 64
    node = os.environ.get("KOMUNA_NODE")
    if node:
        os.environ["PATH"] = node + os.pathsep + os.environ["PATH"]
    lack = missing()
    if lack:
        print(f"the classroom page cannot be built here: {lack}")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    steps = [build_engine] if words else [build_engine, install, build_page]
    return 1 if any(step() for step in steps) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
