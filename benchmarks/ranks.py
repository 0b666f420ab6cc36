#!/usr/bin/env python3
"""Measures what MPI costs and what a second rank gives, on the history.

  benchmarks/ranks.py [--times N] [--replicates N] [--program FILE]

By turns, N rounds (7): without MPI on one thread, mpirun with one rank, mpirun with two. Each is run
with few and with many replicates and the difference is taken, so that starting, loading and ending
are left out; the runs are shares (--shard), so that no tables are in them.

  wall        elapsed time of a replicate; means something on a machine that nobody else uses
  processor   processor time of a replicate, all ranks together
  longest     processor time of a replicate on the rank that had most to do: what would elapse if
              each rank had a core to itself
  writer      processor time of rank 0's first thread, which hears, unpacks and stores, for each
              replicate of two ranks; also for each trial of a calibration of the tiny scenario,
              where it computes the diagnosis besides, so it is an upper bound

The load of the machine is printed with the figures. Figures are medians, with the smallest and the
largest in brackets.
"""

import argparse
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent


def first_thread(pid):
    """Nanoseconds of processor that the first thread of a process has had."""
    try:
        return int(pathlib.Path(f"/proc/{pid}/task/{pid}/schedstat").read_text().split()[0])
    except (OSError, ValueError, IndexError):
        return None


def child(report, words):
    """In the place of a rank: runs it and writes down its processor time."""
    process = subprocess.Popen(words)
    writer = 0
    while process.poll() is None:
        writer = first_thread(process.pid) or writer
        time.sleep(0.01)
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    rank = os.environ.get("OMPI_COMM_WORLD_RANK", "0")
    with open(f"{report}.{rank}", "w", encoding="utf-8") as file:
        file.write(f"{usage.ru_utime + usage.ru_stime} {writer / 1e9}")
    sys.exit(process.returncode)


def taken(ranks, words, environment):
    """Seconds: elapsed, all processors, the busiest rank, the first thread of rank 0."""
    with tempfile.TemporaryDirectory() as place:
        report = os.path.join(place, "report")
        launcher = ["mpirun", "--oversubscribe", "-n", str(ranks)] if ranks else []
        begin = time.perf_counter()
        subprocess.run([*launcher, sys.executable, "-B", __file__, "--child", report, *words,
                        "--threads", "1", "--quiet", "--out", os.path.join(place, "out")],
                       check=True, env=environment, stdout=subprocess.DEVNULL)
        wall = time.perf_counter() - begin
        times = [[float(word) for word in pathlib.Path(f"{report}.{rank}").read_text().split()]
                 for rank in range(max(ranks, 1))]
        processors = [processor for processor, _ in times]
        return wall, sum(processors), max(processors), times[0][1]


def of_one(ranks, words_for, few, many, environment):
    less = taken(ranks, words_for(few), environment)
    more = taken(ranks, words_for(many), environment)
    return [(b - a) / (many - few) * 1e3 for a, b in zip(less, more)]


def figure(values, digits=2):
    return (f"{statistics.median(values):.{digits}f} "
            f"[{min(values):.{digits}f} to {max(values):.{digits}f}]")


def share(replicates):
    return ["run", "historical", "--replicates", str(2 * replicates), "--shard", "1/2"]


def trials(draws):
    return ["calibrate", "tiny", "--table", str(draws), "--rounds", "1", "--draws", str(draws)]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--times", type=int, default=7)
    parser.add_argument("--replicates", type=int, default=24)
    parser.add_argument("--program", default=str(ROOT / "build/release/cli/komuna"))
    options = parser.parse_args()
    if shutil.which("mpirun") is None:
        sys.exit("there is no mpirun (openmpi-bin)")
    environment = dict(os.environ, KOMUNA_HOME=str(ROOT))
    tiny = dict(os.environ, KOMUNA_HOME=str(ROOT / "tests/support"))
    for variables in (environment, tiny):
        if os.geteuid() == 0:
            variables.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    few, many = 2, 2 + options.replicates
    rounds, calibrations = [], []
    before = os.getloadavg()[0]
    for _ in range(options.times):
        rounds.append([of_one(ranks, lambda n: [options.program, *share(n)], few, many, environment)
                       for ranks in (0, 1, 2)])
        calibrations.append(of_one(2, lambda n: [options.program, *trials(n)], 100, 600, tiny)[3] / 2)
    print(f"{options.times} rounds, {many - few} replicates each; load {before:.1f} before, "
          f"{os.getloadavg()[0]:.1f} after, {os.cpu_count()} cores")
    print("                     wall ms               processor ms          longest ms")
    for row, name in enumerate(("without MPI", "one rank", "two ranks")):
        columns = [figure([one[row][column] for one in rounds]) for column in range(3)]
        print(f"{name:<12}" + "".join(f"  {column:>22}" for column in columns))
    print("one rank against none, processor time: "
          + figure([one[1][1] / one[0][1] for one in rounds], 3))
    print("one rank against none, wall time:      "
          + figure([one[1][0] / one[0][0] for one in rounds], 3))
    print("two ranks against one, wall time:      "
          + figure([one[1][0] / one[2][0] for one in rounds]))
    print("two ranks against one, longest:        "
          + figure([one[1][2] / one[2][2] for one in rounds]))
    print("writer, ms a replicate: " + figure([one[2][3] for one in rounds], 3))
    print("writer, ms a trial, at most: " + figure(calibrations, 3))


if __name__ == "__main__":
    if len(sys.argv) > 3 and sys.argv[1] == "--child":
        child(sys.argv[2], sys.argv[3:])
    main()
