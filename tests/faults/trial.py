"""A run in trouble: starts the command under a fault and compares what is left.

The tests are given by the environment the program (KOMUNA_PROGRAM), the shim that breaks system
calls (KOMUNA_SHIM) and the sources (KOMUNA_SOURCE); tests/faults/CMakeLists.txt sets them. The world
is `tiny` of tests/support.
"""

import os
import resource
import signal
import shutil
import sqlite3
import subprocess
import tempfile
import time
import unittest

PROGRAM = os.environ.get("KOMUNA_PROGRAM", "")
SHIM = os.environ.get("KOMUNA_SHIM", "")
SOURCE = os.environ.get("KOMUNA_SOURCE", "")

# Who can act (ARCHITECTURE.md).
DONE, USAGE, SCENARIO, MACHINE, OUR_FAULT, FILES = 0, 64, 65, 69, 70, 74
REPLICATES = 120
# These tell of the run itself: when it was made, how long it took.
OF_THE_RUN = {"manifest.json", "run.db", "calibration.db", "report.html"}


class Ended:
    def __init__(self, code, out, err):
        self.code, self.out, self.err = code, out, err

    def __repr__(self):
        return f"exit code {self.code}; {self.err.strip()}"


def run_words(out, replicates=REPLICATES, threads=1):
    return ["run", "tiny", "--replicates", str(replicates), "--threads", str(threads),
            "--quiet", "--out", out]


def calibrate_words(out):
    return ["calibrate", "tiny", "--runs", "1200", "--table", "800", "--rounds", "2", "--draws",
            "200", "--threads", "1", "--quiet", "--out", out]


def resume_words(out, threads=1):
    return ["resume", out, "--threads", str(threads), "--quiet"]


def start(words, limits=(), cwd=None, umask=None, **environment):
    """The process; `limits` are pairs of a resource and its limit."""

    def prepare():
        for kind, limit in limits:
            resource.setrlimit(kind, (limit, limit))
        if umask is not None:
            os.umask(umask)

    surroundings = dict(os.environ, KOMUNA_HOME=os.path.join(SOURCE, "tests", "support"))
    surroundings.update(environment)
    if any(name.startswith("FAULT_") for name in environment):
        surroundings["LD_PRELOAD"] = SHIM
    return subprocess.Popen([PROGRAM, *words], stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                            stderr=subprocess.PIPE, env=surroundings, cwd=cwd, preexec_fn=prepare)


def ended(process, seconds=120):
    try:
        out, err = process.communicate(timeout=seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.communicate()
        raise
    code = process.returncode
    return Ended(code if code >= 0 else 128 - code, os.fsdecode(out), os.fsdecode(err))


def call(words, **surroundings):
    return ended(start(words, **surroundings))


def size_of(path):
    try:
        return os.path.getsize(path)
    except OSError:
        return 0


def stored_bytes(out):
    return size_of(os.path.join(out, "run.db")) + size_of(os.path.join(out, "run.db-wal"))


def stored_numbers(out, database, query):
    """What the store holds for sure, counted on a copy so that nothing is mended by looking."""
    with tempfile.TemporaryDirectory() as place:
        for name in (database, database + "-wal"):
            if os.path.exists(os.path.join(out, name)):
                shutil.copy(os.path.join(out, name), place)
        with sqlite3.connect(os.path.join(place, database)) as store:
            return [row[0] for row in store.execute(query)]


def finished_replicates(out):
    return stored_numbers(out, "run.db", "SELECT replicate FROM outcomes ORDER BY 1")


def stored_trials(out):
    return stored_numbers(out, "calibration.db", "SELECT key FROM trials ORDER BY 1")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def difference(one, other):
    """"" when both folders hold whole runs with the same bytes, else what is different."""
    names = sorted(os.listdir(one))
    if names != sorted(os.listdir(other)):
        return f"names: {names} and {sorted(os.listdir(other))}"
    if "manifest.json" not in names:
        return "there is no manifest"
    for name in names:
        if name not in OF_THE_RUN and read(os.path.join(one, name)) != read(
                os.path.join(other, name)):
            return name
    return ""


def is_root():
    return os.geteuid() == 0


class SmallDisk:
    """A disk in memory of so many bytes, at a folder; only root can have one."""

    def __init__(self, folder, size):
        self.folder = folder
        os.makedirs(folder)
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "komuna-faults", folder],
                       check=True)

    def remount(self, options):
        subprocess.run(["mount", "-o", f"remount,{options}", self.folder], check=True)

    def close(self):
        subprocess.run(["umount", "-l", self.folder], check=False)


class Trial(unittest.TestCase):
    """A folder of its own, and a run that nothing has happened to."""

    replicates = REPLICATES

    @classmethod
    def setUpClass(cls):
        cls.shared = tempfile.mkdtemp(prefix="komuna-faults-")
        cls.addClassCleanup(shutil.rmtree, cls.shared, ignore_errors=True)
        cls.whole = os.path.join(cls.shared, "whole")
        result = call(cls.words_to(cls.whole))
        if result.code != DONE:
            raise AssertionError(f"a run in peace: {result}")

    @classmethod
    def words_to(cls, out):
        return run_words(out, cls.replicates)

    def setUp(self):
        self.place = tempfile.mkdtemp(dir=self.shared)
        self.out = os.path.join(self.place, "r")
        self.addCleanup(shutil.rmtree, self.place, ignore_errors=True)

    def small_disk(self, size):
        if not is_root():
            self.skipTest("only root can mount a disk")
        disk = SmallDisk(os.path.join(self.place, "disk"), size)
        self.addCleanup(disk.close)
        return disk

    def signalled(self, words, out, number, after_bytes):
        """Sends a signal once the store in `out` has grown so large."""
        process = start(words)
        while process.poll() is None and stored_bytes(out) < after_bytes:
            time.sleep(0.002)
        if process.poll() is None:
            process.send_signal(number)
        return ended(process)

    def check_code(self, result, code, *words):
        self.assertEqual(result.code, code, result)
        for word in words:
            self.assertIn(word, result.err)
        if code not in (DONE, OUR_FAULT):
            self.assertNotIn("fault of komuna", result.err)

    def check_unfinished(self, out):
        """Nobody can take it for a whole run: no manifest, at most what is known to be whole."""
        if not os.path.exists(out):
            return
        self.assertFalse(os.path.exists(os.path.join(out, "manifest.json")), os.listdir(out))

    def check_whole(self, out):
        self.assertEqual(difference(self.whole, out), "")

    def check_continues(self, out):
        """What was stored stays, and the end is that of a run in peace, byte for byte. A folder in
        which nothing was stored is not left behind."""
        if not os.path.exists(out):
            self.assertEqual(call(run_words(out)).code, DONE)
            return self.check_whole(out)
        before = finished_replicates(out)
        result = call(resume_words(out))
        self.assertEqual(result.code, DONE, result)
        self.assertTrue(set(before) <= set(finished_replicates(out)))
        self.check_whole(out)


SIGNALS = {"SIGINT": (signal.SIGINT, 130), "SIGTERM": (signal.SIGTERM, 143),
           "SIGHUP": (signal.SIGHUP, 129)}
