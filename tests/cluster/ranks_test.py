"""The same work on 1, 2 and 3 ranks and without MPI: the same bytes, and mistakes told once."""

import os
import shutil
import sqlite3
import tempfile
import unittest

from ranks import PROGRAM, call, difference, require_mpi

WRITING = "decision.alone_constant=-6..-4"
COMMANDS = {
    "run": ["run", "tiny", "--replicates", "25"],
    "run of a posterior": ["run", "tiny", "--replicates", "12", "--posterior", "{calibration}"],
    "compare": ["compare", "tiny", "--set", "decision.alone_constant=-5.2", "--replicates", "12"],
    "compare until": ["compare", "tiny", "--set", "decision.alone_constant=-5.2", "--until", "50%",
                      "--replicates", "120"],
    "compare levers": ["compare", "tiny", "--levers", "obstacles_doubled,nothing_changes",
                       "--replicates", "9"],
    "compare of a posterior": ["compare", "tiny", "--what-if", "obstacles_doubled", "--replicates",
                               "9", "--posterior", "{calibration}"],
    "calibrate": ["calibrate", "tiny", "--table", "120", "--rounds", "1", "--draws", "120"],
    "sensitivity": ["sensitivity", "tiny", "--parameters", WRITING, "--parameters",
                    "household.fertility=0.1..0.6", "--runs", "96", "--replicates", "2"],
    "sensitivity of a figure": ["sensitivity", "tiny", "--parameters", WRITING, "--metric",
                                "target.departed", "--runs", "64"],
}


def packed(folder):
    """What the store holds of each replicate, to the last byte."""
    with sqlite3.connect(os.path.join(folder, "run.db")) as store:
        return [store.execute("SELECT * FROM " + table).fetchall() for table in (
            "outcomes ORDER BY world, replicate", "lives ORDER BY world, part",
            "extras ORDER BY replicate")]


class Ranks(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def place(self, name):
        return os.path.join(self.folder.name, name)

    def done(self, words, ranks, name):
        result = call([*words, "--quiet", "--out", self.place(name)], ranks)
        self.assertEqual(result.code, 0, result)
        return result.err

    def test_any_number_of_ranks_gives_the_same_bytes(self):
        self.done(COMMANDS["calibrate"], 0, "calibration")
        for title, pattern in COMMANDS.items():
            words = [word.format(calibration=self.place("calibration")) for word in pattern]
            said = self.done(words, 0, title + " 0")
            for ranks in (1, 2, 3):
                with self.subTest(command=title, ranks=ranks):
                    name = f"{title} {ranks}"
                    self.assertEqual(self.done(words, ranks, name), said)
                    self.assertEqual(difference(self.place(title + " 0"), self.place(name)), "")
                    if words[0] in ("run", "compare"):
                        self.assertEqual(packed(self.place(title + " 0")), packed(self.place(name)))

    def test_several_threads_in_each_rank_and_fewer_tasks_than_ranks(self):
        words = ["run", "tiny", "--replicates", "2"]
        self.done(words, 0, "alone")
        self.done([*words, "--threads", "2"], 3, "three")
        self.assertEqual(difference(self.place("alone"), self.place("three")), "")
        # What is done already leaves nothing to do, and replay goes the same way.
        finished = call(["resume", self.place("three")], 2)
        self.assertEqual(finished.code, 0, finished)
        self.assertEqual(finished.out.count("nothing is left to do"), 1, finished)
        replayed = call(["replay", self.place("three"), "--quiet"], 2)
        self.assertEqual(replayed.code, 0, replayed)

    def test_a_mistake_is_told_once(self):
        for words, code, message in (
                (["run", "tyni", "--quiet"], 74, "tyni"),
                (["run", "tiny", "--replicates", "0"], 64, "--replicates"),
                (["run", "tiny", "--set", "gate.minimum_train=many"], 65, "minimum_train"),
                (["run", "tiny", "--bad"], 64, "--bad")):
            with self.subTest(words=words):
                alone = call(words)
                result = call(words, 3)
                self.assertEqual(alone.code, result.code, result)
                self.assertIn(message, result.err)
                # mpirun adds words of its own about the exit code.
                self.assertEqual(result.err.count("komuna: "), alone.err.count("komuna: "), result)
        silence = call(["run", "tiny"], 2, KOMUNA_RANK_SILENCE="soon")
        self.assertEqual(silence.code, 64, silence)
        self.assertEqual(silence.err.count("KOMUNA_RANK_SILENCE"), 1, silence)

    def test_other_commands_are_done_by_one_rank(self):
        result = call(["--version"], 3)
        self.assertEqual((result.code, result.out.count("compiler")), (0, 1), result)

    def test_without_the_module_there_is_one_clear_message_and_no_run(self):
        bare = self.place("komuna")
        shutil.copy(PROGRAM, bare)
        words = ["run", "tiny", "--replicates", "2", "--quiet", "--out", self.place("out")]
        result = call(words, 3, program=bare)
        self.assertEqual(result.code, 69, result)
        self.assertEqual(result.err.count("3 processes were started together"), 1, result)
        self.assertFalse(os.path.exists(self.place("out")))


if __name__ == "__main__":
    require_mpi()
    unittest.main()
