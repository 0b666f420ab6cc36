#!/usr/bin/env python3
"""How many instructions each step of a month takes, counted by valgrind (callgrind).

  instructions.py BUILD/benchmarks/month_cost [scenario]

Times on a shared machine differ from run to run by more than most improvements; the count of
instructions of one replicate is the same to a few in a million. Only the replicate is counted, not
the reading of the scenario. Figures for docs/performance.md come from here.
"""

import re
import subprocess
import sys
import tempfile
from pathlib import Path

STEP = re.compile(r"^\s*([\d,]+) .*?[:\s]komuna::(\w+)\(komuna::World&")
OTHERS = {
    "run_replicate": re.compile(r"^\s*([\d,]+) .*komuna::run_replicate\("),
    "(recorder)": re.compile(r"^\s*([\d,]+) .*komuna::Recorder::observe\("),
    "(the world is made)": re.compile(r"^\s*([\d,]+) .*komuna::Simulation::Simulation\("),
}


def steps_of_a_month(root):
    text = (root / "engine/simulation/schedule.cpp").read_text(encoding="utf-8")
    return re.findall(r'\{"[^"]+", "(\w+)", "', text)


def count(command):
    with tempfile.TemporaryDirectory() as folder:
        profile = Path(folder) / "profile"
        subprocess.run(
            ["valgrind", "--tool=callgrind", f"--callgrind-out-file={profile}",
             "--toggle-collect=komuna::run_replicate*", *command],
            check=True, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        return subprocess.run(
            ["callgrind_annotate", "--inclusive=yes", "--threshold=100", "--auto=no",
             "--show-percs=no", str(profile)],
            check=True, capture_output=True, text=True).stdout


def main(arguments):
    if len(arguments) not in (1, 2):
        print(__doc__, file=sys.stderr)
        return 64
    steps = steps_of_a_month(Path(__file__).resolve().parent.parent)
    found = {}
    for line in count([arguments[0], "--once", *arguments[1:]]).splitlines():
        step = STEP.match(line)
        if step and step[2] in steps:
            found.setdefault(step[2], int(step[1].replace(",", "")))
        for name, pattern in OTHERS.items():
            other = pattern.match(line)
            if other:
                found.setdefault(name, int(other[1].replace(",", "")))
    total = found.pop("run_replicate")
    print(f"{'step':<22}{'million':>9}{'share':>8}")
    for name in ["(the world is made)", *steps, "(recorder)"]:
        value = found.get(name, 0)
        print(f"{name:<22}{value / 1e6:9.1f}{100 * value / total:7.1f}%")
    print(f"{'whole replicate':<22}{total / 1e6:9.1f}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
