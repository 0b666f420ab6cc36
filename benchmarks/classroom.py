#!/usr/bin/env python3
"""Measures the classroom page: what a class waits for, and a replicate beside the native engine.

  benchmarks/classroom.py [--times N] [--no-build]

  replicate   the engine as the page has it (WebAssembly, under node) beside a native build for one
              thread and without SIMD (no vectorizing compiler, no AVX2): by turns, N rounds, in each
              the median processor time of the last 15 of 20 replicates; the first five are left out
              on both sides, since a browser compiles while it runs them
  page        the single file in Chromium, opened N times: to the first history and to the fan of 25;
              then a lever is turned: to the first redrawn history and to the fan of 25; wall time

Figures are medians, with the smallest and largest in brackets. Wall times mean something on a machine
that nobody else uses: the load is printed with them.
"""

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SCALAR = ROOT / "build/scalar"
MADE = ROOT / "build/classroom"
WARM_UP = 5


def run(*command, **options):
    return subprocess.run([str(word) for word in command], check=True, text=True, cwd=ROOT, **options)


def build():
    run("cmake", "-S", ".", "-B", SCALAR, "-G", "Ninja", "-DCMAKE_BUILD_TYPE=Release",
        "-DKOMUNA_TESTS=ON", "-DKOMUNA_SIMD=OFF", stdout=subprocess.DEVNULL)  # fmt: skip
    run("cmake", "--build", SCALAR, "--target", "classroom_twin", "komuna", stdout=subprocess.DEVNULL)
    run(sys.executable, "-B", "classroom/build.py")


def said(times):
    return f"{statistics.median(times):.1f} ({min(times):.1f} to {max(times):.1f})"


def round_of(command):
    done = subprocess.run([str(word) for word in command], check=True, capture_output=True, text=True)
    times = [float(line) for line in done.stderr.split()][WARM_UP:]
    return done.stdout, statistics.median(times)


def replicates(folder, rounds):
    komuna, twin = SCALAR / "cli/komuna", SCALAR / "tests/classroom/classroom_twin"
    data = folder / "data.json"
    data.unlink(missing_ok=True)
    run(komuna, "classroom", "--data", "--out", data, capture_output=True)
    shutil.copyfile(MADE / "engine.js", folder / "engine.cjs")
    shutil.copyfile(MADE / "engine.wasm", folder / "engine.wasm")
    page = ["node", ROOT / "tests/classroom/engine_twin.mjs", folder / "engine.cjs", data]
    asked = [line for line in round_of(page)[0].splitlines() if line.startswith("ask ")]
    for line in asked:
        _, name, text = line.split(" ", 2)
        (folder / f"{name}.json").write_text(text, encoding="utf-8")
    native = [twin, folder / "document.json", folder / "changes.json"]
    pairs = [(round_of(native)[1], round_of(page)[1]) for _ in range(rounds)]
    print(f"replicate, ms of processor time, {rounds} rounds of 15 by turns")
    print("  native, one thread, no SIMD  ", said([one for one, _ in pairs]))
    print("  in the page                  ", said([other for _, other in pairs]))
    print(f"  ratio                         {statistics.median(b / a for a, b in pairs):.2f} "
          f"({min(b / a for a, b in pairs):.2f} to {max(b / a for a, b in pairs):.2f})")  # fmt: skip


def page(folder, times):
    file = folder / "page.html"
    file.unlink(missing_ok=True)
    run(SCALAR / "cli/komuna", "classroom", "--out", file, capture_output=True)
    done = run("node", ROOT / "classroom/tests/measure.mjs", file, times, stdout=subprocess.PIPE)
    opened = [json.loads(line) for line in done.stdout.splitlines()]
    print(f"page, ms of wall time, {times} times; load of the machine {os.getloadavg()[0]:.1f}, "
          f"{opened[0]['workers']} workers, {file.stat().st_size / 1e6:.2f} MB")  # fmt: skip
    for name, words in (("paint", "open to the first paint"), ("first", "open to the first history"),
                        ("fan", "open to the fan of 25"), ("redrawn", "lever to the first history"),
                        ("refan", "lever to the fan of 25")):  # fmt: skip
        print(f"  {words:29s}", said([one[name] for one in opened]))


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawTextHelpFormatter)
    parser.add_argument("--times", type=int, default=9)
    parser.add_argument("--no-build", action="store_true")
    wish = parser.parse_args()
    if not wish.no_build:
        build()
    folder = ROOT / "build/bench/classroom"
    folder.mkdir(parents=True, exist_ok=True)
    replicates(folder, wish.times)
    page(folder, wish.times)


if __name__ == "__main__":
    main()
