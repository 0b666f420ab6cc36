"""Compiles the rooms that also run in the browser with emscripten, and runs twins under node.

  browser.py compile ROOT BUILD              every source and every header of those rooms
  browser.py twin ROOT BUILD NAME NATIVE     link tests/wasm/NAME.cpp with them, run it, compare its
                                             output with that of the program NATIVE, byte for byte
  browser.py plain NATIVE                    run NATIVE twice, the second time with the processor's
                                             fused multiply-add hidden from the C library

A twin is a program that prints numbers; the browser must print the same as this machine. Objects are
kept in BUILD and made anew when a source or a header they read has changed. Exit code 77 when
emscripten or node is not installed.
"""

import concurrent.futures
import os
import re
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
sys.path.insert(0, os.path.join(os.path.dirname(os.path.abspath(__file__)), "..", "lint"))
from rooms import BROWSER_FILES, BROWSER_ROOMS  # noqa: E402

SKIPPED = 77
NATIVE_ONLY = {"engine/base/parallel_tbb.cpp", "engine/base/parallel_std_thread.cpp"}
DIALECT = ["-std=c++20", "-ffp-contract=off", "-DKOMUNA_PARALLEL_SERIAL"]
FLAGS = [*DIALECT, "-O1", "-fexceptions", "-Wall", "-Wextra", "-Werror"]
# Debian's acorn is not where emscripten's script looks for it.
ENVIRONMENT = {**os.environ, "NODE_PATH": "/usr/share/nodejs"}


def sources_of_rooms(root):
    found = []
    for room in BROWSER_ROOMS:
        for folder, _, names in os.walk(os.path.join(root, "engine", room)):
            for name in sorted(names):
                path = os.path.relpath(os.path.join(folder, name), root)
                if path not in NATIVE_ONLY:
                    found.append(path)
    named = [name + end for name in BROWSER_FILES for end in (".cpp", ".hpp")]
    return found + [path for path in named if os.path.exists(os.path.join(root, path))]


def includes(build):
    """A folder with nothing but nlohmann's headers: /usr/include would bring glibc's."""
    folder = os.path.join(build, "include")
    link = os.path.join(folder, "nlohmann")
    os.makedirs(folder, exist_ok=True)
    if not os.path.exists(link) and os.path.isdir("/usr/include/nlohmann"):
        os.symlink("/usr/include/nlohmann", link)
    return folder


def write_all_headers(root, build):
    """One source that reads every header, so that headers without a source are compiled too."""
    headers = [path for path in sources_of_rooms(root) if path.endswith(".hpp")]
    text = "".join(f'#include "{path}"\n' for path in sorted(headers))
    place = os.path.join(build, "all_headers.cpp")
    if not os.path.exists(place) or open(place, encoding="utf-8").read() != text:
        with open(place, "w", encoding="utf-8") as file:
            file.write(text)
    return place


def is_current(made, dependencies):
    if not (os.path.exists(made) and os.path.exists(dependencies)):
        return False
    with open(dependencies, encoding="utf-8") as file:
        text = file.read().replace("\\\n", " ").split(":", 1)[1]
    read = [path.replace("\\ ", " ") for path in re.split(r"(?<!\\)\s+", text.strip())]
    time = os.path.getmtime(made)
    return all(os.path.exists(path) and os.path.getmtime(path) <= time for path in read)


def compile_one(root, build, source, flags=FLAGS):
    """(object, message); the message is empty when all is well."""
    name = os.path.relpath(os.path.join(root, source), root).replace("../", "").replace("/", "+")
    made = os.path.join(build, name + ".o")
    dependencies = made + ".d"
    if is_current(made, dependencies):
        return made, ""
    command = ["em++", *flags, "-I", root, "-isystem", includes(build), "-MD", "-MF", dependencies,
               "-c", os.path.join(root, source), "-o", made + ".new"]  # fmt: skip
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if run.returncode:  # without emscripten's own line, which repeats the whole command
        return made, re.sub(r"^em\+\+: error:.*\n?", "", run.stdout + run.stderr, flags=re.M)
    os.replace(made + ".new", made)
    return made, ""


def compile_all(root, build, flags=FLAGS, more=()):
    """Objects of all rooms and of more sources, or None after saying what is wrong."""
    os.makedirs(build, exist_ok=True)
    includes(build)
    sources = [path for path in sources_of_rooms(root) if path.endswith(".cpp")]
    if not sources:
        print("no sources found")
        return None
    everything = [os.path.abspath(write_all_headers(root, build)), *sources, *more]
    with concurrent.futures.ThreadPoolExecutor(min(4, os.cpu_count() or 2)) as pool:
        results = list(pool.map(lambda source: compile_one(root, build, source, flags), everything))
    failures = [message for _, message in results if message]
    print("\n".join(failures))
    print(f"{len(everything)} compiled for the browser, {len(failures)} failed")
    return None if failures else [made for made, _ in results[1:]]


def run_twin(root, build, name, native):
    objects = compile_all(root, build)
    if objects is None:
        return 1
    twin, message = compile_one(root, build, f"tests/wasm/{name}.cpp")
    if message:
        print(message)
        return 1
    script = os.path.join(build, name + ".js")
    # One file: beside a .wasm this emscripten's script would try to fetch it like a page does.
    command = ["em++", "-O1", "-fexceptions", twin, *objects, "-o", script, "-sENVIRONMENT=node",
               "-sSINGLE_FILE=1", "-sALLOW_MEMORY_GROWTH=1", "-sEXIT_RUNTIME=1"]  # fmt: skip
    run = subprocess.run(command, env=ENVIRONMENT, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stdout + run.stderr)
        return 1
    outputs = []
    for command in ([native], [shutil.which("node") or "nodejs", script]):
        run = subprocess.run(command, capture_output=True, text=True, check=False)
        if run.returncode:
            print(f"{command[-1]} ended with {run.returncode}\n{run.stdout}{run.stderr}")
            return 1
        outputs.append(run.stdout.splitlines())
    return compare(*outputs)


def compare(here, other):
    print("\n".join(here))
    different = [f"  here  {a}\n  there {b}" for a, b in zip(here, other) if a != b]
    if different or len(here) != len(other) or not here:
        print(f"{len(here)} lines here, {len(other)} there; different:")
        print("\n".join(different[:20]))
        return 1
    print("the same there")
    return 0


def run_plain(native):
    hidden = {**os.environ, "GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"}
    outputs = [
        subprocess.run([native], env=environment, capture_output=True, text=True,
                       check=True).stdout.splitlines() for environment in (None, hidden)
    ]
    return compare(*outputs)


def main(words):
    if len(words) == 2 and words[0] == "plain":
        return run_plain(words[1])
    if len(words) not in (3, 5) or words[0] not in ("compile", "twin"):
        print(__doc__)
        return 64
    for tool in ("em++", "node"):
        if not shutil.which(tool):
            print(f"skipped: {tool} is not installed")
            return 1 if os.environ.get("CI") == "true" else SKIPPED
    root, build = os.path.abspath(words[1]), os.path.abspath(words[2])
    if words[0] == "compile":
        return 0 if compile_all(root, build) is not None else 1
    return run_twin(root, build, words[3], words[4])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
