"""The scripts of docs/howto/cluster.md on a Slurm of one node, with daemons of its own.

Needs root, slurm-wlm and munge; touches no Slurm and no munge that the machine may have.
"""

import os
import re
import shutil
import socket
import subprocess
import tempfile
import time
import unittest

from ranks import PROGRAM, SOURCE, call, difference, require_mpi, skip, surroundings

CONFIGURATION = """
ClusterName=test
SlurmctldHost={host}(127.0.0.1)
SlurmctldPort={port}
SlurmdPort={next_port}
SlurmUser=root
AuthType=auth/munge
AuthInfo=socket={place}/munge.socket
CryptoType=crypto/munge
StateSaveLocation={place}/state
SlurmdSpoolDir={place}/spool
SlurmctldLogFile={place}/ctld.log
SlurmdLogFile={place}/d.log
SlurmctldPidFile={place}/ctld.pid
SlurmdPidFile={place}/d.pid
ProctrackType=proctrack/pgid
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerType=sched/builtin
SchedulerParameters=sched_interval=1
MpiDefault=none
ReturnToService=2
NodeName={host} NodeAddr=127.0.0.1 CPUs={cores} RealMemory=1000 State=UNKNOWN
PartitionName=main Nodes={host} Default=YES MaxTime=INFINITE State=UP
"""


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


class Slurm:
    def __init__(self, place):
        self.place = place
        for folder in ("state", "spool"):
            os.mkdir(os.path.join(place, folder))
        configuration = os.path.join(place, "slurm.conf")
        with open(configuration, "w", encoding="utf-8") as file:
            file.write(CONFIGURATION.format(
                host=socket.gethostname().split(".")[0], place=place, port=free_port(),
                next_port=free_port(), cores=os.cpu_count()))
        self.environment = surroundings(SLURM_CONF=configuration)
        key = os.path.join(place, "munge.key")
        with open(key, "wb") as file:
            file.write(os.urandom(128))
        os.chmod(key, 0o600)
        self.daemons = [self.daemon(
            "munged", "--foreground", "--force", "--key-file", key, "--socket",
            os.path.join(place, "munge.socket"), "--pid-file", os.path.join(place, "munge.pid"),
            "--log-file", os.path.join(place, "munge.log"), "--seed-file",
            os.path.join(place, "munge.seed"))]
        self.wait_for(lambda: os.path.exists(os.path.join(place, "munge.socket")), "munge")
        self.daemons.append(self.daemon("slurmctld", "-D", "-i"))
        self.daemons.append(self.daemon("slurmd", "-D"))
        self.wait_for(lambda: "idle" in self.call("sinfo", "-h", "-o", "%t").stdout, "a node")

    def daemon(self, *words):
        return subprocess.Popen(words, env=self.environment, stdout=subprocess.DEVNULL,
                                stderr=subprocess.DEVNULL)

    def call(self, *words, seconds=180):
        return subprocess.run(words, env=self.environment, cwd=self.place, text=True,
                              capture_output=True, timeout=seconds, check=False)

    def wait_for(self, there, what, seconds=60):
        until = time.monotonic() + seconds
        while time.monotonic() < until:
            if there():
                return
            time.sleep(0.2)
        self.end()
        raise AssertionError("Slurm does not start: no " + what)

    def end(self):
        for daemon in reversed(self.daemons):
            daemon.terminate()
            try:
                daemon.wait(20)
            except subprocess.TimeoutExpired:
                daemon.kill()
                daemon.wait()


def script_of_page(marker):
    """The first script of the page that contains the words, for a small world."""
    with open(os.path.join(SOURCE, "docs", "howto", "cluster.md"), encoding="utf-8") as file:
        for script in re.findall(r"```bash\n(.*?)```", file.read(), re.DOTALL):
            if marker in script:
                return (script.replace("build/release/cli/komuna", PROGRAM)
                        .replace("./komuna", PROGRAM).replace("historical", "tiny")
                        .replace("10000", "20").replace("-task=8", "-task=1")
                        .replace("array=1-20", "array=1-3").replace("/20\"", "/3\"")
                        .replace("ntasks=64", "ntasks=2"))
    raise AssertionError("the page has no script with " + marker)


class OnSlurm(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        os.chmod(cls.folder.name, 0o755)  # else munge distrusts its socket
        cls.slurm = Slurm(cls.folder.name)
        assert call(["run", "tiny", "--replicates", "20", "--quiet", "--out",
                     cls.place("alone")]).code == 0

    @classmethod
    def tearDownClass(cls):
        cls.slurm.end()
        cls.folder.cleanup()

    @classmethod
    def place(cls, name):
        return os.path.join(cls.folder.name, name)

    def submitted(self, name, script):
        with open(self.place(name), "w", encoding="utf-8") as file:
            file.write(script)
        result = self.slurm.call("sbatch", "-W", "-o", name + ".%a.log", name)
        said = result.stdout + result.stderr
        for log in sorted(os.listdir(self.folder.name)):
            if log.startswith(name + "."):
                with open(self.place(log), encoding="utf-8") as file:
                    said += file.read()
        self.assertEqual(result.returncode, 0, said)

    def test_shares_of_an_array(self):
        self.submitted("array.sh", script_of_page("#SBATCH --array"))
        # Submitted once more, each finds its share finished.
        self.submitted("array.sh", script_of_page("#SBATCH --array"))
        shares = [self.place(f"share-{i}") for i in (1, 2, 3)]
        merged = call(["merge", *shares, "--quiet", "--out", self.place("merged")])
        self.assertEqual(merged.code, 0, merged)
        self.assertEqual(difference(self.place("alone"), self.place("merged")), "")

    def test_ranks_started_by_mpirun(self):
        self.submitted("ranks.sh", script_of_page("mpirun"))
        self.assertEqual(difference(self.place("alone"), self.place("whole-by-ranks")), "")

    def test_ranks_started_by_srun(self):
        kinds = self.slurm.call("srun", "--mpi=list")
        if "pmix" not in kinds.stdout + kinds.stderr:
            self.skipTest("this Slurm knows no PMIx")
        out = self.place("by-srun")
        result = self.slurm.call("srun", "--mpi=pmix", "-n", "2", PROGRAM, "run", "tiny",
                                 "--replicates", "20", "--quiet", "--out", out)
        self.assertEqual(result.returncode, 0, result.stdout + result.stderr)
        self.assertEqual(difference(self.place("alone"), out), "")


if __name__ == "__main__":
    require_mpi()
    if os.geteuid() != 0:
        skip("only root can start daemons of Slurm")
    for needed in ("slurmctld", "slurmd", "munged", "sbatch"):
        if shutil.which(needed, path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin") is None:
            skip(f"there is no {needed} (slurm-wlm, munge)")
    unittest.main()
