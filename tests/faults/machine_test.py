"""A machine that is small, set up strangely, or has a wrong clock.

Promised. Too little memory: exit code 69, or 74 where a file cannot be read or written for it; a
replicate is never called failed for it, and what is stored can be continued with more. Too few open
files: exit code 74. Clock, time zone, locale and the mask for new files change no byte of a result.
Two runs on one folder: the second is refused, the first goes on.
"""

import os
import resource
import shutil
import stat
import subprocess
import tempfile
import unittest

import trial
from trial import DONE, FILES, MACHINE

LOCALES = {"cs_CZ": ("cs_CZ.UTF-8", "UTF-8"), "de_DE": ("de_DE", "ISO-8859-1"),
           "ar_EG": ("ar_EG.UTF-8", "UTF-8")}


class Machine(trial.Trial):
    def test_little_memory(self):
        codes = set()
        for megabytes in (50, 70, 90, 110, 140, 200):
            with self.subTest(megabytes=megabytes):
                out = os.path.join(self.place, str(megabytes))
                limits = [(resource.RLIMIT_AS, megabytes << 20)]
                result = trial.call(trial.run_words(out), limits=limits)
                codes.add(result.code)
                self.assertIn(result.code, (DONE, MACHINE, FILES), result)
                if result.code != DONE:
                    self.assertIn("komuna: ", result.err)
                    self.check_unfinished(out)
                    self.check_continues(out)
                self.check_whole(out)
        self.assertIn(DONE, codes)  # else these limits say nothing
        self.assertGreater(len(codes), 1)

    def test_no_replicate_fails_for_lack_of_memory(self):
        """In a world that needs more; a replicate called failed would give 70 and never come back."""
        for megabytes in (100, 110, 120, 130, 150):
            with self.subTest(megabytes=megabytes):
                out = os.path.join(self.place, str(megabytes))
                words = ["run", "historical", "--replicates", "2", "--threads", "2", "--quiet",
                         "--out", out]
                result = trial.call(words, KOMUNA_HOME=trial.SOURCE,
                                    limits=[(resource.RLIMIT_AS, megabytes << 20)])
                self.assertIn(result.code, (DONE, MACHINE, FILES), result)
                if result.code != DONE:
                    self.check_unfinished(out)

    def test_few_open_files(self):
        for most in (8, 10, 14, 20, 64):
            with self.subTest(most=most):
                out = os.path.join(self.place, str(most))
                result = trial.call(trial.run_words(out), limits=[(resource.RLIMIT_NOFILE, most)])
                if result.code != DONE:
                    self.check_code(result, FILES, "Too many open files")
                    self.check_continues(out)
                self.check_whole(out)

    def test_a_clock_that_goes_back(self):
        for clock in ("3600", "1", "100000000", "steady"):
            with self.subTest(clock=clock):
                out = os.path.join(self.place, clock)
                self.check_code(trial.call(trial.run_words(out), FAULT_CLOCK=clock), DONE)
                self.check_whole(out)

    def test_stopped_before_and_continued_with_an_earlier_clock(self):
        stopped = self.signalled(trial.run_words(self.out), self.out, trial.SIGNALS["SIGINT"][0],
                                 300000)
        self.assertIn(stopped.code, (DONE, 130))
        self.check_code(trial.call(trial.resume_words(self.out), FAULT_CLOCK="100000000"), DONE)
        self.check_whole(self.out)

    def test_locales(self):
        if shutil.which("localedef") is None:
            self.skipTest("localedef is not installed")
        place = tempfile.mkdtemp(dir=self.place)
        made = 0
        for source, (name, charset) in LOCALES.items():
            done = subprocess.run(["localedef", "-c", "-i", source, "-f", charset,
                                   os.path.join(place, name)], stderr=subprocess.DEVNULL,
                                  check=False)
            if done.returncode > 1:  # 1: made, with warnings
                continue
            made += 1
            with self.subTest(name):
                out = os.path.join(self.place, source)
                result = trial.call(trial.run_words(out), LOCPATH=place, LC_ALL=name, LANG=name)
                self.check_code(result, DONE)
                self.check_whole(out)
                wrong = trial.call(["run", "tiny", "--set", "decision.say=0,5"], LOCPATH=place,
                                   LC_ALL=name)
                self.check_code(wrong, 64)
        if made == 0:
            self.skipTest("no locale could be made")

    def test_time_zones(self):
        for zone in ("Asia/Kathmandu", "America/St_Johns", "Pacific/Kiritimati", "nonsense", "",
                     "XYZ-24:59:59", ":" + "x" * 5000):
            with self.subTest(zone[:20]):
                out = os.path.join(self.place, str(len(os.listdir(self.place))))
                self.check_code(trial.call(trial.run_words(out), TZ=zone), DONE)
                self.check_whole(out)

    def test_mask_of_new_files(self):
        for mask in (0o077, 0o000, 0o027):
            with self.subTest(mask=oct(mask)):
                out = os.path.join(self.place, oct(mask))
                self.check_code(trial.call(trial.run_words(out), umask=mask), DONE)
                self.check_whole(out)
                for name in os.listdir(out):
                    mode = stat.S_IMODE(os.stat(os.path.join(out, name)).st_mode)
                    self.assertEqual(mode & mask, 0, f"{name} {oct(mode)}")
                    self.assertEqual(mode & 0o600, 0o600, f"{name} {oct(mode)}")

    def test_a_mask_that_takes_everything(self):
        result = trial.call(trial.run_words(self.out), umask=0o777)
        self.assertIn(result.code, (DONE, FILES), result)  # root may all the same
        if result.code == DONE:
            self.check_whole(self.out)

    def test_two_runs_on_one_folder(self):
        first = trial.start(trial.run_words(self.out, 100000))
        while first.poll() is None and trial.stored_bytes(self.out) < 200000:
            pass
        self.check_code(trial.call(trial.run_words(self.out)), FILES, "holds another run")
        self.check_code(trial.call(trial.resume_words(self.out)), FILES,
                        "in use by another process")
        self.check_code(trial.call(["export", self.out, "--out", os.path.join(self.place, "e")]),
                        FILES, "in use by another process")
        self.assertIsNone(first.poll())
        first.send_signal(trial.SIGNALS["SIGINT"][0])
        self.check_code(trial.ended(first), 130)
        self.assertGreater(len(trial.finished_replicates(self.out)), 0)

    def test_many_at_the_same_moment(self):
        processes = [trial.start(trial.run_words(self.out)) for _ in range(6)]
        codes = sorted(trial.ended(process).code for process in processes)
        self.assertEqual(codes[0], DONE)
        self.assertTrue(all(code == FILES for code in codes[1:]), codes)
        self.check_whole(self.out)


if __name__ == "__main__":
    unittest.main()
