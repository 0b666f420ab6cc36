"""Two hosts: two network namespaces with a line between them, which is then cut.

Needs root and iproute2; where namespaces are not allowed the test is skipped.
"""

import os
import signal
import subprocess
import tempfile
import time
import unittest

from ranks import PROGRAM, call, difference, require_mpi, skip, surroundings, wait_for_bytes

FIRST, SECOND = f"kmn{os.getpid()}a", f"kmn{os.getpid()}b"
LINES = [f"v{os.getpid()}a", f"v{os.getpid()}b"]
ADDRESSES = ["10.77.0.1", "10.77.0.2"]
SETUP = [
    ["netns", "add", FIRST], ["netns", "add", SECOND],
    ["link", "add", LINES[0], "netns", FIRST, "type", "veth", "peer", "name", LINES[1], "netns",
     SECOND],
    ["-n", FIRST, "addr", "add", ADDRESSES[0] + "/24", "dev", LINES[0]],
    ["-n", SECOND, "addr", "add", ADDRESSES[1] + "/24", "dev", LINES[1]],
    ["-n", FIRST, "link", "set", "lo", "up"], ["-n", SECOND, "link", "set", "lo", "up"],
    ["-n", FIRST, "link", "set", LINES[0], "up"], ["-n", SECOND, "link", "set", LINES[1], "up"],
]  # fmt: skip
# Instead of ssh: enters the namespace that has the address.
SHELL = f"""#!/bin/sh
host=$1
shift
case $host in {ADDRESSES[0]}) name={FIRST} ;; *) name={SECOND} ;; esac
exec ip netns exec $name sh -c "$*"
"""
REPLICATES = 600


def ip(*words):
    return subprocess.run(["ip", *words], capture_output=True, check=False).returncode == 0


class Hosts(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.shell = cls.place("shell")
        with open(cls.shell, "w", encoding="utf-8") as file:
            file.write(SHELL)
        os.chmod(cls.shell, 0o755)
        result = call(cls.words("whole"))
        assert result.code == 0, result

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @classmethod
    def place(cls, name):
        return os.path.join(cls.folder.name, name)

    @classmethod
    def words(cls, name):
        return ["run", "tiny", "--replicates", str(REPLICATES), "--quiet", "--out", cls.place(name)]

    def start(self, name, *more):
        environment = surroundings(KOMUNA_RANK_SILENCE="3")
        passed = [word for variable in ("KOMUNA_RANK_SILENCE", "KOMUNA_HOME")
                  for word in ("-x", variable)]
        words = [
            "ip", "netns", "exec", FIRST, "mpirun", "--mca", "plm_rsh_agent", self.shell, "--host",
            ",".join(address + ":1" for address in ADDRESSES), "--mca", "btl", "tcp,self", "--mca",
            "btl_tcp_if_include", "10.77.0.0/24", "--mca", "oob_tcp_if_include", "10.77.0.0/24",
            "-n", "2", *passed, *more, PROGRAM, *self.words(name)]
        with self.said(name, "w") as told:
            return subprocess.Popen(words, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                                    stderr=told, env=environment, start_new_session=True)

    def said(self, name, mode):
        # A file: what is left on the other host would hold a pipe open.
        return open(self.place(name + ".err"), mode, encoding="utf-8")

    def ended(self, name, process, seconds):
        try:
            code = process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        with self.said(name, "r") as file:
            return code, file.read()

    def cut(self, name, *more):
        """The end of a job whose line was cut, and how long it took."""
        process = self.start(name, *more)
        wait_for_bytes(os.path.join(self.place(name), "run.db-wal"), 150000)
        self.assertTrue(ip("-n", FIRST, "link", "set", LINES[0], "down"))
        begun = time.monotonic()
        try:
            code, said = self.ended(name, process, 90)
            return code, said, time.monotonic() - begun
        finally:
            ip("-n", FIRST, "link", "set", LINES[0], "up")

    def test_two_hosts_give_the_same_bytes(self):
        code, said = self.ended("both", self.start("both"), 120)
        self.assertEqual(code, 0, said)
        self.assertEqual(difference(self.place("whole"), self.place("both")), "")

    def test_a_lost_host_ends_the_job_and_nothing_stored_is_lost(self):
        code, said, seconds = self.cut("cut")
        self.assertNotEqual(code, 0, said)
        self.assertIn("komuna resume " + self.place("cut"), said)
        self.assertLess(seconds, 60)
        resumed = call(["resume", self.place("cut"), "--quiet"])
        self.assertEqual(resumed.code, 0, resumed)
        self.assertEqual(difference(self.place("whole"), self.place("cut")), "")

    def test_with_recovery_the_job_is_finished_without_the_lost_host(self):
        _, said, seconds = self.cut("recovered", "--enable-recovery")
        self.assertIn("the others do its work", said)
        self.assertLess(seconds, 60)
        self.assertEqual(difference(self.place("whole"), self.place("recovered")), "")


def processes_in(namespace):
    listed = subprocess.run(["ip", "netns", "pids", namespace], capture_output=True, text=True,
                            check=False)
    return [int(pid) for pid in listed.stdout.split()]


if __name__ == "__main__":
    require_mpi()
    if os.geteuid() != 0:
        skip("only root can make network namespaces")
    try:
        try:
            possible = all(ip(*words) for words in SETUP)
        except FileNotFoundError:
            possible = False
        if not possible:
            skip("network namespaces are not allowed here, or there is no ip (iproute2)")
        unittest.main()
    finally:
        for namespace in (FIRST, SECOND):
            for pid in processes_in(namespace):
                os.kill(pid, signal.SIGKILL)
            ip("netns", "del", namespace)
