"""dieharder on the keyed draws, in the orders the engine uses them.

  dieharder.py KEY_STREAM [--tests N,N,...] [--seed N] [ORDER...]

Runs a selection of dieharder's tests on each order of the program key_stream (month, worker,
process, rain) and prints their verdicts. A test that dieharder calls WEAK (p below 0.005 or above
0.995, as one in a hundred must be) is repeated by itself with more until it passes or fails. Exit
code 1 if any FAILED (p below 1e-6), 77 if dieharder is not installed.
"""

import argparse
import collections
import shutil
import subprocess
import sys
import time

ORDERS = ["month", "worker", "process", "rain"]
# Quick ones of every kind: birthdays, ranks of matrices, bit streams, ones, runs, bits, bytes, DCT.
TESTS = [0, 2, 3, 8, 9, 15, 16, 100, 101, 102, 204, 205, 206, 207, 208]


def verdicts(program, order, seed, test):
    """(name, p, assessment) of each line that a test prints."""
    stream = subprocess.Popen([program, order, str(seed)], stdout=subprocess.PIPE,
                              stderr=subprocess.DEVNULL)
    done = subprocess.run(["dieharder", "-g", "200", "-d", str(test), "-Y", "1", "-k", "2", "-D",
                           "test_name", "-D", "ntuple", "-D", "pvalues", "-D", "assessment", "-c",
                           ","], stdin=stream.stdout, stdout=subprocess.PIPE, text=True, check=False)
    stream.stdout.close()
    stream.kill()
    stream.wait()
    found = []
    for line in done.stdout.splitlines():
        cells = [cell.strip() for cell in line.split(",")]
        if cells[-1] in ("PASSED", "WEAK", "FAILED"):
            found.append((f"{cells[0]} {cells[1]}", float(cells[2]), cells[-1]))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program")
    parser.add_argument("--tests", default=",".join(map(str, TESTS)))
    parser.add_argument("--seed", type=int, default=1921)
    parser.add_argument("orders", nargs="*", default=ORDERS)
    asked = parser.parse_intermixed_args()
    if shutil.which("dieharder") is None:
        print("skipped: dieharder is not installed")
        return 77
    counts = collections.Counter()
    for order in asked.orders or ORDERS:
        for test in map(int, asked.tests.split(",")):
            begin = time.monotonic()
            found = verdicts(asked.program, order, asked.seed, test)
            if not found:
                print(f"{order:8} test {test}: no verdict")
                counts["none"] += 1
            last = {}
            for name, p, assessment in found:
                last[name] = (p, assessment)  # repeated ones: the last counts
            for name, (p, assessment) in last.items():
                counts[assessment] += 1
                print(f"{order:8} {name:32} p {p:.6f}  {assessment:7} {time.monotonic() - begin:6.1f} s",
                      flush=True)
    print(", ".join(f"{count} {name}" for name, count in sorted(counts.items())))
    return 1 if counts["FAILED"] or counts["none"] else 0


if __name__ == "__main__":
    sys.exit(main())
