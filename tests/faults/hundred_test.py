"""A hundred faults at random moments, and nothing lost.

  hundred_test.py [FAULTS [SEED]]        default 100 1921

Runs and comparisons are hit by a fault of a random kind at a random moment, then continued, often
under another fault, until they end in peace. Promised at each step: an exit code that says who can
act and never "a fault of komuna"; replicates once stored stay stored; a run that says it is done is
whole. Promised at the end: the bytes of a run that nothing has happened to. Faults that came too
late or too early to matter are not counted.
"""

import collections
import errno
import os
import random
import resource
import shutil
import signal
import sys
import tempfile
import time

import trial
from trial import DONE, FILES, call, ended, start

KILLED = 128 + signal.SIGKILL
COMPARE = ["compare", "tiny", "--what-if", "obstacles_doubled", "--replicates", "60", "--threads",
           "2", "--quiet", "--out"]


class Kind:
    """A fault: how to start the words under it, and the exit codes it may end with."""

    def __init__(self, name, strike, *codes):
        self.name, self.strike, self.codes = name, strike, {DONE, *codes}


def with_shim(error, *codes):
    def strike(chance, words, _):
        call_name = chance.choice(["write"] * 6 + ["sync", "rename", "open"])
        path = chance.choice(["run.db", "run.db-wal", ".csv", "manifest", "ensemble", "datapackage"])
        surroundings = {"FAULT_CALL": call_name, "FAULT_PATH": path, "FAULT_ERROR": str(error),
                        "FAULT_AFTER": str(int(chance.choice([3, 40, 400]) * chance.random()))}
        if chance.random() < 0.3 and error:
            surroundings["FAULT_TIMES"] = str(chance.randint(1, 3))
        return call(words, **surroundings)

    return strike, codes


def with_signal(number):
    def strike(chance, words, _):
        process = start(words)
        time.sleep(chance.random() * 0.8)
        if process.poll() is None:
            process.send_signal(number)
        return ended(process)

    return strike, (128 + number,)


def with_limit(kind, smallest, largest, *codes):
    def strike(chance, words, _):
        return call(words, limits=[(kind, chance.randint(smallest, largest))])

    return strike, codes


def full_disk(chance, words, out):
    """The folder of the run stands on a small disk for the time of the fault."""
    if not trial.is_root():
        return call(words)
    disk = trial.SmallDisk(out + "-disk", f"{chance.randint(40, 1500)}k")
    try:
        place = os.path.join(disk.folder, "r")
        if os.path.exists(out):
            if sum(trial.size_of(os.path.join(out, name)) for name in os.listdir(out)) > 3 << 19:
                return call(words)
            disk.remount("size=64m")
            shutil.copytree(out, place)
            used = sum(-(-trial.size_of(os.path.join(place, name)) // 4096) * 4
                       for name in os.listdir(place))
            disk.remount(f"size={used + chance.randint(8, 900)}k")
        result = call([place if word == out else word for word in words])
        disk.remount("size=64m")
        shutil.rmtree(out, ignore_errors=True)
        if os.path.exists(place):
            shutil.copytree(place, out)
        return result
    finally:
        disk.close()
        os.rmdir(disk.folder)


KINDS = [Kind(name, strike, *codes) for name, (strike, codes) in {
    "kill -9 in a system call": with_shim(0, KILLED),
    "kill -9 at any time": with_signal(signal.SIGKILL),
    "SIGINT": with_signal(signal.SIGINT),
    "SIGTERM": with_signal(signal.SIGTERM),
    "SIGHUP": with_signal(signal.SIGHUP),
    "EIO": with_shim(errno.EIO, FILES),
    "ENOSPC": with_shim(errno.ENOSPC, FILES),
    "EDQUOT": with_shim(errno.EDQUOT, FILES),
    "EROFS": with_shim(errno.EROFS, FILES),
    "full disk": (full_disk, (FILES,)),
    "files may not grow": with_limit(resource.RLIMIT_FSIZE, 1, 900000, FILES),
    "little memory": with_limit(resource.RLIMIT_AS, 50 << 20, 150 << 20, FILES, trial.MACHINE),
    "few open files": with_limit(resource.RLIMIT_NOFILE, 4, 24, FILES, 127),
}.items()]  # 127: too few even for the system to start a program


def check(holds, *told):
    if not holds:
        raise AssertionError(" ".join(str(each) for each in told))


def replicates_in(out):
    """Those that are stored; none where the run was cut short before it began."""
    try:
        return set(trial.finished_replicates(out)) if os.path.exists(out) else set()
    except trial.sqlite3.OperationalError:
        return set()


def one_run(chance, place, first_words, whole, struck):
    """Under one to four faults; counts those that ended it."""
    out = os.path.join(place, "r")
    words, stored = [*first_words, out], set()
    for _ in range(chance.randint(1, 4)):
        kind = chance.choice(KINDS)
        result = kind.strike(chance, words, out)
        struck[kind.name] += result.code != DONE
        check(result.code in kind.codes, kind.name, result)
        check("fault of komuna" not in result.err, kind.name, result)
        now = replicates_in(out)
        check(stored <= now, kind.name, "lost", stored - now, result)
        stored = now
        if result.code == DONE:
            break
        check(not os.path.exists(os.path.join(out, "manifest.json")), kind.name, result)
        if stored:
            words = ["resume", out, "--quiet"]
        elif os.path.exists(out):
            words = begin_or_resume(out, first_words)
    if not os.path.exists(os.path.join(out, "manifest.json")):
        last = call(words)
        check(last.code == DONE, "in peace", last)
    check(stored <= replicates_in(out), "lost at the end")
    check(trial.difference(whole, out) == "", trial.difference(whole, out))
    shutil.rmtree(out)


def begin_or_resume(out, first_words):
    """A folder without a plan says so and is made anew; one with a plan is continued."""
    on_a_copy = out + "-copy"
    shutil.copytree(out, on_a_copy)
    result = call(["resume", on_a_copy, "--quiet"])
    shutil.rmtree(on_a_copy)
    if result.code == DONE:
        return ["resume", out, "--quiet"]
    check(result.code == FILES, result)
    shutil.rmtree(out)
    return [*first_words, out]


def main(words):
    faults = int(words[0]) if words else 100
    seed = int(words[1]) if len(words) > 1 else 1921
    chance = random.Random(seed)
    struck, runs = collections.Counter(), 0
    with tempfile.TemporaryDirectory(prefix="komuna-faults-") as place:
        choices = []
        for number, first in enumerate((trial.run_words("", threads=2)[:-1], COMPARE)):
            whole = os.path.join(place, f"whole{number}")
            check(call([*first, whole]).code == DONE, "a run in peace")
            choices.append((first, whole))
        while sum(struck.values()) < faults:
            first, whole = chance.choice(choices)
            one_run(chance, place, first, whole, struck)
            runs += 1
    for name, count in sorted(struck.items()):
        print(f"{count:5}  {name}")
    print(f"{sum(struck.values())} faults struck {runs} runs (seed {seed}); nothing was lost")


if __name__ == "__main__":
    main(sys.argv[1:])
