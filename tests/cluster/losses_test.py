"""Ranks that die, vanish or are asked to stop: what is stored is safe, and no job waits for ever."""

import os
import signal
import tempfile
import time
import unittest

from ranks import call, difference, ended, pid_of_rank, require_mpi, start, wait_for_bytes

REPLICATES = 1200
SECONDS = 20  # in which a job that has lost a rank must have ended; two are usual
RECOVERY = ["--enable-recovery"]


class Losses(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.folder = tempfile.TemporaryDirectory()
        cls.whole = os.path.join(cls.folder.name, "whole")
        result = call(cls.words(cls.whole))
        assert result.code == 0, result

    @classmethod
    def tearDownClass(cls):
        cls.folder.cleanup()

    @staticmethod
    def words(out):
        return ["run", "tiny", "--replicates", str(REPLICATES), "--quiet", "--out", out]

    def struck(self, name, blow, launcher=(), **environment):
        """The end of a run of three ranks that was struck in its midst, and how long it took."""
        out = os.path.join(self.folder.name, name)
        process = start(self.words(out), 3, launcher=launcher, **environment)
        wait_for_bytes(os.path.join(out, "run.db-wal"), 200000)
        blow(process)
        begun = time.monotonic()
        result = ended(process, 60)
        self.assertFalse(os.path.exists(os.path.join(out, "manifest.json")) and result.code != 0)
        return out, result, time.monotonic() - begun

    def resumed(self, out):
        result = call(["resume", out, "--quiet"])
        self.assertEqual(result.code, 0, result)
        self.assertEqual(difference(self.whole, out), "")

    @staticmethod
    def kill(rank, which=signal.SIGKILL):
        return lambda process: os.kill(pid_of_rank(process, rank), which)

    def test_killed_and_resumed(self):
        out, result, seconds = self.struck("killed", self.kill(1))
        self.assertEqual(result.code, 137, result)
        self.assertIn("komuna resume " + out, result.err)
        self.assertLess(seconds, SECONDS)
        self.resumed(out)

    def test_the_writer_killed_and_resumed_by_ranks(self):
        out, result, seconds = self.struck("writer", self.kill(0))
        self.assertEqual(result.code, 137, result)
        self.assertLess(seconds, SECONDS)
        result = call(["resume", out, "--quiet"], 2)
        self.assertEqual(result.code, 0, result)
        self.assertEqual(difference(self.whole, out), "")

    def test_killed_and_gone_on_without(self):
        out, result, _ = self.struck("recovered", self.kill(2), RECOVERY, KOMUNA_RANK_SILENCE="2")
        self.assertEqual(result.code, 0, result)
        self.assertIn("rank 2 has not been heard of for 2 s; the others do its work", result.err)
        self.assertEqual(difference(self.whole, out), "")

    def test_a_rank_that_is_silent_does_not_hang_the_job(self):
        # Stopped, it neither answers nor dies: so does a host whose line is cut.
        out, result, seconds = self.struck("silent", self.kill(2, signal.SIGSTOP),
                                           KOMUNA_RANK_SILENCE="2")
        self.assertEqual(result.code, 69, result)
        self.assertIn("rank 2 has not been heard of for 2 s", result.err)
        self.assertIn("komuna resume " + out, result.err)
        self.assertLess(seconds, SECONDS)
        self.resumed(out)

    def test_asked_to_stop(self):
        for name, blow in (("mpirun", lambda process: process.send_signal(signal.SIGTERM)),
                           ("ctrl-c", lambda process: process.send_signal(signal.SIGINT)),
                           ("member", self.kill(1, signal.SIGTERM))):
            with self.subTest(asked=name):
                out, result, seconds = self.struck(name, blow)
                self.assertNotEqual(result.code, 0, result)
                self.assertEqual(result.err.count("komuna resume " + out), 1, result)
                self.assertLess(seconds, SECONDS)
                self.resumed(out)


if __name__ == "__main__":
    require_mpi()
    unittest.main()
