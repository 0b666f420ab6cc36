"""Builds the classroom page into build/classroom of the checkout.

  python3 classroom/build.py            everything that has changed
  python3 classroom/build.py --engine   only the engine (engine.js)

  build/classroom/engine.js     the engine, compiled by emscripten, and engine.wasm beside it
  build/classroom/page.html     the page as one file, without a scenario
  build/classroom/folder/       the same for a web host

`komuna classroom` puts scenarios into page.html. Needs emscripten, Node 20.19 or newer and npm; says
so and ends with code 77 when one of them is missing. Where Node is older, npm brings a newer one into
build/classroom/node.
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
OLDEST_NODE = (20, 19)
NODE_BROUGHT = "22.23.3"


def version_of_node():
    run_node = subprocess.run(["node", "--version"], capture_output=True, text=True, check=False)
    return tuple(int(part) for part in re.findall(r"\d+", run_node.stdout)[:2]) or (0, 0)


def bring_node():
    """Debian 12 has Node 18; npm brings a newer one into the build folder."""
    if not shutil.which("npm") or (shutil.which("node") and version_of_node() >= OLDEST_NODE):
        return
    folder = os.path.join(MADE, "node")
    place = os.path.join(folder, "node_modules", "node", "bin")
    if not os.path.exists(os.path.join(place, "node")):
        os.makedirs(folder, exist_ok=True)
        run("npm", "install", "--no-audit", "--no-fund", "--prefix", folder, "node@" + NODE_BROUGHT)
    if os.path.exists(os.path.join(place, "node")):
        os.environ["PATH"] = place + os.pathsep + os.environ["PATH"]


def missing():
    for tool, package in (("em++", "emscripten"), ("node", "nodejs"), ("npm", "npm")):
        if not shutil.which(tool):
            return f"{tool} is not installed (Debian: {package})"
    if version_of_node() < OLDEST_NODE:
        return "node is older than 20.19 (KOMUNA_NODE may name a folder with a newer one)"
    return ""


def newest(folder, skip=("node_modules",)):
    times = [0.0]
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if name not in skip]
        times += [os.path.getmtime(os.path.join(place, name)) for name in names]
    return max(times)


def run(*command, folder=HERE):
    print("+ " + " ".join(os.path.relpath(c, ROOT) if c.startswith(ROOT) else c for c in command))
    sys.stdout.flush()
    return subprocess.run(command, cwd=folder, check=False, stdin=subprocess.DEVNULL).returncode


def build_engine():
    engine = os.path.join(MADE, "engine.js")
    both = (engine, os.path.join(MADE, "engine.wasm"))
    made = min(os.path.getmtime(file) if os.path.exists(file) else 0 for file in both)
    sources = (os.path.join(ROOT, "engine"), os.path.join(ROOT, "analysis"), os.path.join(HERE, "wasm"))
    if made > max(newest(folder) for folder in sources):
        return 0
    objects = os.path.join(MADE, "objects")
    return run(sys.executable, "-B", os.path.join(HERE, "wasm", "build.py"), ROOT, objects, engine)


def install(folder=HERE):
    stamp = os.path.join(folder, "node_modules", ".package-lock.json")
    lock = os.path.join(folder, "package-lock.json")
    if os.path.exists(stamp) and os.path.getmtime(stamp) >= os.path.getmtime(lock):
        return 0
    return run("npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", folder=folder)


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
    bring_node()
    lack = missing()
    if lack:
        print(f"the classroom page cannot be built here: {lack}")
        return 1 if os.environ.get("CI") == "true" else SKIPPED
    steps = [build_engine] if words else [build_engine, install, build_page]
    return 1 if any(step() for step in steps) else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
