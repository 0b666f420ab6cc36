"""Which lines of the engine the tests reach: at least 95 % of the loader, 90 % of all of engine/.

  lines.py [--build FOLDER] [--rooms ROOM,...] [--kinds unit,property] [--jobs N] [--missed [PATH]]

Compiles the rooms of engine/ once more with gcov's counters (in build/coverage-lines, through ccache
where it is installed), links the tests of a build that is there (default build/ci) with them, runs
those without the tag [full] and prints a line for each room. --rooms counts some rooms only (random,
scenario_files ...). --missed lists the lines not reached, of all files or of those whose path begins
so. Exit code 1 if a figure is not reached or a test fails.

Lines in headers count where a source of the engine compiles them. (The preset coverage builds all of
the tree with counters instead; it takes an hour.)
"""

import argparse
import collections
import concurrent.futures
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
BUILD = ROOT / "build" / "coverage-lines"
ROOMS = {"base": "base", "random": "random", "population": "population", "world": "world",
         "processes": "processes", "policies": "policies", "measures": "measures",
         "simulation": "simulation", "scenario_document": "scenario/document",
         "scenario_files": "scenario/files", "output": "output"}
FLAGS = ["-std=c++20", "-O0", "-g1", "--coverage", "-fprofile-abs-path", "-ffp-contract=off", "-w",
         "-Wno-psabi", "-DKOMUNA_PARALLEL_TBB"]
ELSEWHERE = re.compile(r"parallel_(serial|std_thread)\.cpp$|netcdf_module\.cpp$")
LEAST = {"scenario": 95.0, "engine": 90.0}  # percent


def compiled(path):
    made = BUILD / "objects" / (str(path.relative_to(ROOT)) + ".o")
    made.parent.mkdir(parents=True, exist_ok=True)
    simd = ["-mavx2"] if path.stem.endswith("_avx2") and os.uname().machine == "x86_64" else []
    through = ["ccache"] if shutil.which("ccache") else []
    subprocess.run([*through, "c++", *FLAGS, *simd, "-I", ROOT, "-c", path, "-o", made], check=True)
    return made


def build_rooms(rooms, jobs):
    for room, folder in rooms.items():
        sources = [path for path in sorted((ROOT / "engine" / folder).rglob("*.cpp"))
                   if not ELSEWHERE.search(str(path))]
        with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
            objects = list(pool.map(compiled, sources))
        library = BUILD / f"libkomuna_{room}.a"
        library.unlink(missing_ok=True)
        subprocess.run(["ar", "qcs", library, *objects], check=True)


def linked(build, kind, rooms):
    """The tests of the other build, with the counted rooms: its own command, other libraries."""
    commands = subprocess.run(["ninja", "-C", build, "-t", "commands", f"tests/{kind}_tests"],
                              check=True, stdout=subprocess.PIPE, text=True).stdout.splitlines()
    command = next(part for part in commands[-1].split(" && ") if f"-o tests/{kind}_tests" in part)
    program = BUILD / f"{kind}_tests"
    command = command.replace(f"-o tests/{kind}_tests", f"-o {program} --coverage")
    for room in rooms:
        command = re.sub(rf"(?<!\S)libkomuna_{room}\.a", str(BUILD / f"libkomuna_{room}.a"), command)
    subprocess.run(command, shell=True, cwd=build, check=True)
    return program


def forget_counts():
    for path in (BUILD / "objects").rglob("*.gcda"):
        path.unlink()


def count_lines():
    """{file: {line: times}} of the files of engine/."""
    counts = collections.defaultdict(collections.Counter)
    for data in sorted((BUILD / "objects").rglob("*.gcno")):
        told = subprocess.run(["gcov", "--json-format", "--stdout", data.with_suffix(".gcda")
                               if data.with_suffix(".gcda").exists() else data], cwd=BUILD,
                              stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
                              check=True).stdout
        for report in told.splitlines():
            for file in json.loads(report)["files"]:
                path = ROOT / file["file"]  # ccache may make it relative
                if not path.is_relative_to(ROOT / "engine"):
                    continue
                lines = counts[str(path.relative_to(ROOT))]
                for line in file["lines"]:
                    lines[line["line_number"]] += line["count"]
    return counts


def share(counts, beginning):
    lines = [times for path, each in counts.items() if path.startswith(beginning)
             for times in each.values()]
    reached = sum(times > 0 for times in lines)
    return reached, len(lines), 100 * reached / max(1, len(lines))


def print_missed(counts, beginning):
    for path in sorted(counts):
        missed = sorted(line for line, times in counts[path].items() if times == 0)
        if missed and path.startswith(beginning):
            print(f"  {path}: {', '.join(map(str, missed))}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "ci")
    parser.add_argument("--rooms", default=",".join(ROOMS))
    parser.add_argument("--kinds", default="unit,property")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("--missed", nargs="?", const="engine/")
    asked = parser.parse_args()
    rooms = {room: ROOMS[room] for room in asked.rooms.split(",")}
    build_rooms(rooms, asked.jobs)
    programs = [linked(asked.build.resolve(), kind, rooms) for kind in asked.kinds.split(",")]
    forget_counts()
    failed = False
    for program in programs:
        failed |= subprocess.run([program, "~[full]"], check=False).returncode != 0
    counts = count_lines()
    print(f"{'room':28} {'lines':>7} {'reached':>8}")
    for folder in [*rooms.values(), "scenario", ""]:
        reached, lines, percent = share(counts, f"engine/{folder}/" if folder else "engine/")
        print(f"{'engine/' + folder:28} {lines:>7} {percent:>7.1f} %")
        failed |= lines > 0 and percent < LEAST.get(folder or "engine", 0)
    if asked.missed:
        print_missed(counts, asked.missed)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
