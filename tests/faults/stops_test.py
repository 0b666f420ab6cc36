"""Runs that are ended from outside.

Promised. Ctrl-C, SIGTERM and SIGHUP (a closed terminal, a lost connection): the run stops in order,
exit code 128 + signal, says how to go on, and leaves only run.db. kill -9 at any moment: what is
stored is safe. `komuna resume` then ends with the same bytes as a run never stopped. The same for
compare.
"""

import os
import signal
import unittest

import trial
from trial import DONE, SIGNALS


class Stops(trial.Trial):
    def test_asked_to_stop(self):
        for name, (number, code) in SIGNALS.items():
            with self.subTest(name):
                out = os.path.join(self.place, name)
                words = trial.run_words(out, 100000)
                result = self.signalled(words, out, number, 300000)
                self.check_code(result, code, "stopped; ", f"komuna resume {out}")
                self.assertEqual(os.listdir(out), ["run.db"])
                self.assertGreater(len(trial.finished_replicates(out)), 0)

    def test_asked_to_stop_and_continued(self):
        for name, (number, _) in SIGNALS.items():
            with self.subTest(name):
                out = os.path.join(self.place, name)
                result = self.signalled(trial.run_words(out), out, number, 300000)
                if result.code != DONE:  # it may have been fast enough to finish
                    self.check_unfinished(out)
                    self.check_continues(out)
                self.check_whole(out)

    def test_killed_in_the_midst_of_a_write(self):
        # The first hundred writes are the plan; 390 make the store of a run in peace.
        for after in (0, 3, 50, 130, 250):
            with self.subTest(after=after):
                out = os.path.join(self.place, str(after))
                result = trial.call(trial.run_words(out), FAULT_CALL="write", FAULT_PATH="run.db",
                                    FAULT_AFTER=str(after), FAULT_ERROR="0")
                self.assertEqual(result.code, 128 + signal.SIGKILL, result)
                self.check_unfinished(out)
                resumed = trial.call(trial.resume_words(out))
                if resumed.code != DONE:  # killed before there was a plan: said so, nothing lost
                    self.check_code(resumed, trial.FILES, "Nothing is lost")
                    self.assertLess(after, 130)
                    continue
                self.check_whole(out)

    def test_killed_while_the_tables_are_written(self):
        for call, name in (("write", "timeseries.csv"), ("sync", "lives.csv"),
                           ("rename", "datapackage.json"), ("write", "manifest.json"),
                           ("rename", "manifest.json")):
            with self.subTest(name=name, call=call):
                out = os.path.join(self.place, str(len(os.listdir(self.place))))
                result = trial.call(trial.run_words(out), FAULT_CALL=call, FAULT_PATH="/" + name,
                                    FAULT_ERROR="0")
                self.assertEqual(result.code, 128 + signal.SIGKILL, result)
                self.check_unfinished(out)
                self.check_continues(out)

    def test_killed_while_continued(self):
        killed = trial.call(trial.run_words(self.out), FAULT_CALL="write", FAULT_PATH="run.db-wal",
                            FAULT_AFTER="150", FAULT_ERROR="0")
        self.assertEqual(killed.code, 128 + signal.SIGKILL, killed)
        for after in (40, 1, 9, 0):
            again = trial.call(trial.resume_words(self.out), FAULT_CALL="write",
                               FAULT_PATH="run.db", FAULT_AFTER=str(after), FAULT_ERROR="0")
            self.assertIn(again.code, (DONE, 128 + signal.SIGKILL), again)
        self.check_continues(self.out)

    def test_a_comparison_is_killed(self):
        words = ["compare", "tiny", "--what-if", "nothing_changes", "--replicates", "40", "--quiet",
                 "--threads", "1", "--out"]
        whole = os.path.join(self.place, "pairs")
        result = trial.call([*words, whole])
        self.check_code(result, DONE)
        killed = trial.call([*words, self.out], FAULT_CALL="write", FAULT_PATH="run.db-wal",
                            FAULT_AFTER="250", FAULT_ERROR="0")
        self.assertEqual(killed.code, 128 + signal.SIGKILL, killed)
        self.check_unfinished(self.out)
        self.check_code(trial.call(trial.resume_words(self.out)), DONE)
        self.assertEqual(trial.difference(whole, self.out), "")


if __name__ == "__main__":
    unittest.main()
