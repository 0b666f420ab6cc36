"""Disks that are full, broken, read-only or gone.

Promised. Exit code 74 and one message that names the file and the reason; replicates stored before
are safe, and once there is space `komuna resume` ends with the same bytes as a run in peace. A file
is there whole or not at all. An export that fails leaves its folder as it was before. A finished run
is never changed.
"""

import errno
import os
import resource
import shutil
import unittest

import trial
from trial import DONE, FILES


class Disk(trial.Trial):
    def check_partly_done(self, out):
        """Files under their own names are whole; a run with replicates can be continued."""
        self.check_unfinished(out)
        for name in os.listdir(out):
            self.assertFalse(name.endswith(".partial"), name)
            if name not in trial.OF_THE_RUN and not name.startswith("run.db"):
                self.assertEqual(trial.read(os.path.join(out, name)),
                                 trial.read(os.path.join(self.whole, name)), name)
        self.check_continues(out)

    def test_a_full_disk(self):
        disk = self.small_disk("1200k")
        out = os.path.join(disk.folder, "r")
        full = trial.call(trial.run_words(out))
        self.check_code(full, FILES, "the disk is full", f"komuna resume {out}")
        self.check_unfinished(out)
        again = trial.call(trial.resume_words(out))  # still full: still safe
        self.check_code(again, FILES, "the disk is full")
        before = len(trial.finished_replicates(out))
        self.assertGreater(before, 0)
        disk.remount("size=64m")
        self.check_continues(out)

    def test_a_disk_full_from_the_start(self):
        disk = self.small_disk("16k")
        out = os.path.join(disk.folder, "r")
        self.check_code(trial.call(trial.run_words(out)), FILES, "the disk is full")
        self.assertEqual(os.listdir(disk.folder), [])

    def test_files_may_not_grow(self):
        for limit in (4096, 100000, 200000, 350000, 600000):
            with self.subTest(limit=limit):
                out = os.path.join(self.place, str(limit))
                result = trial.call(trial.run_words(out),
                                    limits=[(resource.RLIMIT_FSIZE, limit)])
                self.check_code(result, FILES, "cannot be written")
                if os.path.exists(out):
                    self.check_partly_done(out)

    def test_an_export_meets_a_full_disk(self):
        before = {name: trial.read(os.path.join(self.whole, name))
                  for name in os.listdir(self.whole)}
        disk = self.small_disk("800k")
        out = os.path.join(disk.folder, "e")
        for form in ("csv", "nc", "xlsx", "do", "long", "excel-csv", "report"):
            with self.subTest(form):
                ballast = os.path.join(disk.folder, "ballast")
                with open(ballast, "wb") as file:
                    file.write(b"x" * (780 << 10))
                words = ["export", self.whole, "--format", form, "--out", out]
                self.check_code(trial.call(words), FILES, "cannot be written")
                os.remove(ballast)
                self.assertEqual(os.listdir(disk.folder), [])
        for name, content in before.items():
            self.assertEqual(trial.read(os.path.join(self.whole, name)), content, name)

    def test_an_export_into_the_runs_own_folder_fails(self):
        out = shutil.copytree(self.whole, self.out)
        os.remove(os.path.join(out, "summary.csv"))
        names = sorted(os.listdir(out))
        failed = trial.call(["export", out], FAULT_CALL="write", FAULT_PATH="/timeseries.csv",
                            FAULT_AFTER="2", FAULT_ERROR=str(errno.ENOSPC))
        self.check_code(failed, FILES, "the disk is full")
        self.assertEqual(sorted(os.listdir(out)), names)
        self.check_code(trial.call(["export", out]), DONE)
        self.check_whole(out)

    def test_a_broken_disk(self):
        """EIO and others, of the store and of files, at writes, flushes, renames and reads."""
        for call, path, after in (("write", "run.db-wal", 150), ("write", "run.db-wal", 300),
                                  ("sync", "run.db-wal", 2), ("write", "/run.db", 380),
                                  ("write", "/exits.csv", 1), ("sync", "/lives.csv", 0),
                                  ("rename", "/summary.csv", 0), ("rename", "/manifest.json", 0),
                                  ("rename", "/ensemble.nc", 0), ("open", "/votes.csv", 0)):
            with self.subTest(call=call, path=path, after=after):
                out = os.path.join(self.place, str(len(os.listdir(self.place))))
                result = trial.call(trial.run_words(out), FAULT_CALL=call, FAULT_PATH=path,
                                    FAULT_AFTER=str(after), FAULT_ERROR=str(errno.EIO))
                self.check_code(result, FILES)
                self.assertIn(out, result.err)
                self.check_unfinished(out)
                self.check_continues(out)

    def test_one_write_fails_and_the_next_would_not(self):
        for after in (120, 200, 310, 400, 500):
            with self.subTest(after=after):
                out = os.path.join(self.place, str(after))
                result = trial.call(trial.run_words(out), FAULT_CALL="write", FAULT_PATH="run.db",
                                    FAULT_AFTER=str(after), FAULT_TIMES="1",
                                    FAULT_ERROR=str(errno.EIO))
                if result.code != DONE:  # never a whole run with a gap in it
                    self.check_code(result, FILES)
                    self.check_unfinished(out)
                    self.check_continues(out)
                self.check_whole(out)

    def test_reading_a_store_fails(self):
        for after in (0, 1, 20):
            result = trial.call(["export", self.whole, "--out", self.out], FAULT_CALL="read",
                                FAULT_PATH="/run.db", FAULT_AFTER=str(after),
                                FAULT_ERROR=str(errno.EIO))
            self.check_code(result, FILES, "run.db")
            self.assertFalse(os.path.exists(self.out))

    def test_a_scenario_cannot_be_read(self):
        result = trial.call(["validate", "tiny"], FAULT_CALL="read", FAULT_PATH="scenario.yaml",
                            FAULT_ERROR=str(errno.EIO))
        self.check_code(result, FILES, "scenario.yaml", "cannot be read")

    def test_a_folder_that_may_only_be_read(self):
        disk = self.small_disk("64m")
        out = os.path.join(disk.folder, "r")
        cut = self.signalled(trial.run_words(out, 100000), out, trial.SIGNALS["SIGINT"][0], 300000)
        self.check_code(cut, 130)
        disk.remount("ro")
        self.check_code(trial.call(trial.run_words(os.path.join(disk.folder, "new"))), FILES,
                        "may only be read")
        self.check_code(trial.call(trial.resume_words(out)), FILES, "may only be read")
        disk.remount("rw")
        self.assertGreater(len(trial.finished_replicates(out)), 0)

    def test_the_folder_is_removed_during_the_run(self):
        removed = []

        def run_and_remove(replicates):
            out = os.path.join(self.place, str(replicates))
            process = trial.start(trial.run_words(out, replicates))
            while process.poll() is None and trial.stored_bytes(out) < 300000:
                pass
            if process.poll() is None:
                shutil.rmtree(out, ignore_errors=True)
                removed.append(out)
            return out, trial.ended(process)

        out, result = run_and_remove(400)
        self.assertEqual(removed, [out])
        # What went with the folder cannot be kept; it must not be called done.
        self.check_code(result, FILES)
        self.assertFalse(os.path.exists(os.path.join(out, "manifest.json")))


class CalibrationOnADisk(trial.Trial):
    """What a calibration has simulated stays as well, whichever file cannot be written."""

    @classmethod
    def words_to(cls, out):
        return trial.calibrate_words(out)

    def check_kept(self, result, out):
        self.check_code(result, FILES, f"simulations are safe in {out}; ",
                        f"komuna resume {out} continues")
        self.assertNotIn("transaction", result.err)
        self.assertTrue(all(name.startswith("calibration.db") for name in os.listdir(out)),
                        os.listdir(out))
        kept = trial.stored_trials(out)
        self.assertIn(f"{len(kept)} simulations are safe", result.err)
        return kept

    def check_goes_on(self, out, kept):
        self.check_code(trial.call(trial.resume_words(out)), DONE)
        self.assertTrue(set(kept) <= set(trial.stored_trials(out)))
        self.check_whole(out)

    def test_full_at_the_tables(self):
        disk = self.small_disk("400k")
        out = os.path.join(disk.folder, "c")
        full = trial.call(trial.calibrate_words(out))
        self.assertIn("the disk is full", full.err)
        kept = self.check_kept(full, out)
        self.assertGreaterEqual(len(kept), 1200)
        self.check_code(trial.call(trial.resume_words(out)), FILES, "the disk is full")
        disk.remount("size=64m")
        self.check_goes_on(out, kept)

    def check_cut_short(self, result, out):
        """In the midst of the simulations. They are stored twice a second: a quick machine has
        stored none by then, and leaves no folder."""
        self.check_code(result, FILES, "calibration.db: ", "the disk is full")
        if not os.path.exists(out):
            return
        kept = self.check_kept(result, out)
        self.assertGreater(len(kept), 0)
        self.assertLess(len(kept), 1200)
        self.check_goes_on(out, kept)

    def test_full_in_the_midst_of_the_simulations(self):
        disk = self.small_disk("200k")
        out = os.path.join(disk.folder, "c")
        full = trial.call(trial.calibrate_words(out))
        self.assertNotIn("transaction", full.err)
        disk.remount("size=64m")
        self.check_cut_short(full, out)

    def test_a_disk_full_from_the_start(self):
        disk = self.small_disk("16k")
        out = os.path.join(disk.folder, "c")
        self.check_code(trial.call(trial.calibrate_words(out)), FILES, "the disk is full")
        self.assertEqual(os.listdir(disk.folder), [])

    def test_files_may_not_grow(self):
        result = trial.call(trial.calibrate_words(self.out),
                            limits=[(resource.RLIMIT_FSIZE, 150000)])
        self.check_cut_short(result, self.out)

    def test_a_store_that_cannot_be_written(self):
        result = trial.call(trial.calibrate_words(self.out), FAULT_CALL="write",
                            FAULT_PATH="calibration.db", FAULT_AFTER="100",
                            FAULT_ERROR=str(errno.EIO))
        self.check_cut_short(result, self.out)

    def test_a_file_that_cannot_be_written(self):
        for call, path in (("write", "/posterior.csv"), ("rename", "/posterior.nc"),
                           ("rename", "/manifest.json")):
            with self.subTest(call=call, path=path):
                out = os.path.join(self.place, str(len(os.listdir(self.place))))
                result = trial.call(trial.calibrate_words(out), FAULT_CALL=call, FAULT_PATH=path,
                                    FAULT_AFTER="0", FAULT_ERROR=str(errno.EIO))
                self.check_goes_on(out, self.check_kept(result, out))


if __name__ == "__main__":
    unittest.main()
