"""The command as ranks of mpirun: starts them, finds one among them, compares what they leave.

Given by the environment: the program (KOMUNA_PROGRAM) and the sources (KOMUNA_SOURCE); the world is
`tiny` of tests/support. Without mpirun the tests are skipped, and say so.
"""

import os
import shutil
import signal
import subprocess
import sys
import time

PROGRAM = os.environ.get("KOMUNA_PROGRAM", "")
SOURCE = os.environ.get("KOMUNA_SOURCE", "")
SKIPPED = 77
# These tell of the run itself: when it was made, how long it took, by how many.
OF_THE_RUN = {"manifest.json", "report.html", "run.db", "calibration.db"}


def skip(reason):
    print("skipped: " + reason)
    sys.exit(SKIPPED)


def require_mpi():
    if shutil.which("mpirun") is None:
        skip("there is no mpirun (openmpi-bin)")
    if not os.path.exists(os.path.join(os.path.dirname(PROGRAM), "libkomuna_mpi.so")):
        skip("komuna was built without MPI (libopenmpi-dev)")


def surroundings(**more):
    kept = {name: value for name, value in os.environ.items()
            if not name.startswith(("OMPI_", "PMIX_", "PMI_", "SLURM_", "KOMUNA_RANK"))}
    kept.update(KOMUNA_HOME=os.path.join(SOURCE, "tests", "support"), **more)
    if os.geteuid() == 0:
        kept.update(OMPI_ALLOW_RUN_AS_ROOT="1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM="1")
    return kept


class Ended:
    def __init__(self, process, seconds):
        self.out, self.err = process.communicate(timeout=seconds)
        self.code = process.returncode

    def __repr__(self):
        return f"exit code {self.code}\n{self.out}{self.err}"


def start(words, ranks=0, launcher=(), program=PROGRAM, **environment):
    """The process; 0 ranks: without mpirun."""
    before = ["mpirun", "--oversubscribe", "-n", str(ranks), *launcher] if ranks else []
    return subprocess.Popen([*before, program, *words], stdin=subprocess.DEVNULL,
                            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True,
                            env=surroundings(**environment), start_new_session=True)


def ended(process, seconds=120):
    try:
        return Ended(process, seconds)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()
        raise


def call(words, ranks=0, **more):
    return ended(start(words, ranks, **more))


def environment_of(pid):
    try:
        with open(f"/proc/{pid}/environ", "rb") as file:
            return dict(entry.split(b"=", 1) for entry in file.read().split(b"\0") if b"=" in entry)
    except OSError:
        return {}


def parent_of(pid):
    try:
        with open(f"/proc/{pid}/stat", encoding="utf-8") as file:
            return int(file.read().rsplit(")", 1)[1].split()[1])
    except OSError:
        return 0


def pid_of_rank(mpirun, rank):
    for name in os.listdir("/proc"):
        if not name.isdigit() or parent_of(name) != mpirun.pid:
            continue
        if environment_of(name).get(b"OMPI_COMM_WORLD_RANK") == str(rank).encode():
            return int(name)
    raise AssertionError(f"there is no rank {rank}")


def wait_for_bytes(path, count, seconds=60):
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        try:
            if os.path.getsize(path) >= count:
                return
        except OSError:
            pass
        time.sleep(0.02)
    raise AssertionError(f"{path} did not grow to {count} bytes")


def read(path):
    with open(path, "rb") as file:
        return file.read()


def difference(one, other):
    """"" when both folders hold the same files with the same bytes, else what is different."""
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
