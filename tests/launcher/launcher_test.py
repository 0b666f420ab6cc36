"""The launcher ./komuna, tried in a checkout of its own with tools that only pretend.

The pretended cmake, ninja, dpkg-query and apt-get write down that they were called; ninja "builds" a
program that prints its folder and its arguments. So every path through the launcher takes
milliseconds and needs neither root nor network.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
import unittest

ROOT = os.path.abspath(os.path.join(os.path.dirname(__file__), "..", ".."))

TOOLS = {
    "cmake": r"""
build=; source=
while (($#)); do
  case $1 in -S) source=$2 ;; -B) build=$2 ;; *TESTS=ON) tests=ON ;; esac
  shift
done
echo "cmake tests=${tests:-}" >>"$CALLS"
[[ ${BROKEN:-} == cmake ]] && { echo "CMake Error: no such library"; exit 1; }
mkdir -p "$build"
printf 'CMAKE_HOME_DIRECTORY:INTERNAL=%s\nKOMUNA_TESTS:BOOL=%s\n' "$source" "${tests:-OFF}" \
  >"$build/CMakeCache.txt"
: >"$build/build.ninja"
""",
    "ninja": r"""
while (($#)); do
  case $1 in -C) build=$2; shift ;; -j) shift ;; *) target=$1 ;; esac
  shift
done
echo "ninja $target" >>"$CALLS"
if [[ ${BROKEN:-} == ninja ]]; then
  printf '@0 9@ Building a\nFAILED: a.o \n/usr/bin/c++ -I/x -c a.cpp\na.cpp:1: error: no\n@1 9@ b\n'
  exit 1
fi
sleep "${BUILD_TAKES:-0}"
mkdir -p "$build/cli"
cat >"$build/cli/komuna" <<'END'
#!/usr/bin/env bash
printf '%s\n' "$PWD" "$KOMUNA_HOME" "$@"
exit "${PROGRAM_ENDS_WITH:-0}"
END
chmod +x "$build/cli/komuna"
""",
    "ctest": r"""
echo "ctest ${*:3}" >>"$CALLS"
echo "1/2 Test #1: unit: a ...   Passed    0.00 sec"
[[ ${BROKEN:-} == ctest ]] && { echo "2/2 Test #2: unit: b ...***Failed    0.00 sec"; exit 8; }
echo "100% tests passed, 0 tests failed out of 2"
""",
    "dpkg-query": r"""
for word in "$@"; do
  [[ $word == [a-z]* && " ${MISSING:-} " != *" $word "* ]] && echo "installed $word"
done
""",
    "apt-get": r"""
echo "apt-get $*" >>"$CALLS"
[[ ${BROKEN:-} == apt-get ]] && { echo "E: Unable to locate package"; exit 100; }
exit 0
""",
    "sudo": r"""
[[ ${NO_SUDO:-} == yes ]] && exit 1
while [[ $1 == -n ]]; do shift; done
exec "$@"
""",
}


class Launcher(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.mkdtemp()
        self.addCleanup(shutil.rmtree, self.folder)
        self.home = os.path.join(self.folder, "můj dům")
        self.calls = os.path.join(self.folder, "calls")
        for name in ("engine/base", "analysis", "cli", "cmake", ".git/logs"):
            os.makedirs(os.path.join(self.home, name))
        for name in ("engine/base/month.cpp", "CMakeLists.txt", ".git/HEAD", ".git/logs/HEAD"):
            self.touch(name)
        for name in ("komuna", "packages.txt"):
            shutil.copy(os.path.join(ROOT, name), self.home)
        tools = os.path.join(self.folder, "tools")
        os.makedirs(tools)
        for name, text in TOOLS.items():
            place = os.path.join(tools, name)
            with open(place, "w", encoding="utf-8") as file:
                file.write("#!/usr/bin/env bash\n" + text)
            os.chmod(place, 0o755)
        self.environment = {"PATH": f"{tools}:/usr/bin:/bin", "CALLS": self.calls}

    def touch(self, name):
        with open(os.path.join(self.home, name), "a", encoding="utf-8") as file:
            file.write("\n")

    def start(self, *words, program=None, cwd=None, **environment):
        return subprocess.Popen([program or os.path.join(self.home, "komuna"), *words],
                                cwd=cwd or self.folder, env={**self.environment, **environment},
                                stdin=subprocess.DEVNULL, stdout=subprocess.PIPE,
                                stderr=subprocess.PIPE, text=True)

    def run_it(self, *words, **settings):
        process = self.start(*words, **settings)
        process.out, process.err = process.communicate(timeout=60)
        return process

    def new_calls(self):
        if not os.path.exists(self.calls):
            return []
        with open(self.calls, encoding="utf-8") as file:
            lines = file.read().splitlines()
        os.remove(self.calls)
        return lines

    def build_it(self):
        self.assertEqual(self.run_it("run").returncode, 0)
        self.assertEqual(self.new_calls(), ["cmake tests=", "ninja komuna"])
        time.sleep(0.02)  # file times must differ

    def test_hands_over_folder_and_arguments(self):
        run = self.run_it("run", "a b", "č*", "", cwd=self.folder)
        self.assertEqual(run.out.split("\n"),
                         [os.path.realpath(self.folder), self.home, "run", "a b", "č*", "", ""])

    def test_hands_back_the_exit_code(self):
        self.assertEqual(self.run_it("run", PROGRAM_ENDS_WITH="65").returncode, 65)

    def test_keeps_standard_output_for_the_program(self):
        self.assertEqual(len(self.run_it("schema").out.splitlines()), 3)

    def test_builds_once(self):
        self.build_it()
        self.assertEqual(self.run_it("run").err, "")
        self.assertEqual(self.new_calls(), [])

    def test_builds_again_when_something_changed(self):
        for name in ("engine/base/month.cpp", "CMakeLists.txt", ".git/logs/HEAD"):
            with self.subTest(name):
                self.run_it("build")
                self.new_calls()
                time.sleep(0.02)
                self.touch(name)
                self.run_it("run")
                self.assertEqual(self.new_calls(), ["ninja komuna"])

    def test_builds_again_when_a_file_went(self):
        self.build_it()
        os.remove(os.path.join(self.home, "engine/base/month.cpp"))
        self.run_it("run")
        self.assertEqual(self.new_calls(), ["ninja komuna"])

    def test_configures_anew_after_a_move(self):
        self.build_it()
        self.home = shutil.move(self.home, os.path.join(self.folder, "elsewhere"))
        time.sleep(0.02)
        self.touch("CMakeLists.txt")
        self.assertEqual(self.run_it("run").returncode, 0)
        self.assertEqual(self.new_calls(), ["cmake tests=", "ninja komuna"])

    def test_is_quick_when_there_is_nothing_to_do(self):
        self.build_it()
        times = []
        for _ in range(10):
            start = time.perf_counter()
            self.run_it("run")
            times.append(time.perf_counter() - start)
        self.assertLess(min(times), 0.1)

    def test_works_through_links(self):
        link = os.path.join(self.folder, "one")
        os.symlink(os.path.join("můj dům", "komuna"), link)
        second = os.path.join(self.folder, "two")
        os.symlink("one", second)
        self.assertEqual(self.run_it("x", program=second).out.splitlines()[1:], [self.home, "x"])

    def test_two_at_once_build_once(self):
        runs = [self.start("run", BUILD_TAKES="0.5") for _ in range(2)]
        texts = [run.communicate(timeout=60) for run in runs]
        self.assertEqual([run.returncode for run in runs], [0, 0])
        self.assertEqual(self.new_calls(), ["cmake tests=", "ninja komuna"])
        self.assertEqual(sum("waiting" in err for _, err in texts), 1)

    def test_shows_what_the_compiler_said(self):
        run = self.run_it("run", BROKEN="ninja")
        self.assertEqual(run.returncode, 70)
        self.assertIn("a.cpp:1: error: no", run.err)
        self.assertNotIn("/usr/bin/c++", run.err)
        self.assertIn("build.log", run.err)
        self.assertEqual(self.run_it("run").returncode, 0)

    def test_says_when_configuring_fails_and_recovers(self):
        run = self.run_it("run", BROKEN="cmake")
        self.assertEqual(run.returncode, 69)
        self.assertIn("no such library", run.err)
        self.assertEqual(self.run_it("run").returncode, 0)

    def test_installs_what_is_missing_and_says_why(self):
        run = self.run_it("run", MISSING="libfmt-dev libtbb-dev")
        self.assertEqual(run.returncode, 0)
        self.assertRegex(run.err, r"libtbb-dev +\w+")
        calls = [call for call in self.new_calls() if call.startswith("apt-get")]
        self.assertTrue(calls[0].endswith("update"))
        self.assertTrue(calls[1].endswith(" libtbb-dev libfmt-dev"), calls)

    def test_says_what_to_run_when_it_may_not_install(self):
        run = self.run_it("run", MISSING="libfmt-dev", KOMUNA_INSTALL="no")
        self.assertEqual(run.returncode, 69)
        self.assertIn("apt-get install -y --no-install-recommends libfmt-dev", run.err)
        self.assertEqual(self.new_calls(), [])

    def test_says_when_installing_fails(self):
        run = self.run_it("run", MISSING="libfmt-dev", BROKEN="apt-get")
        self.assertEqual(run.returncode, 69)
        self.assertIn("Unable to locate", run.err)

    def test_test_builds_all_and_leaves_out_the_full(self):
        run = self.run_it("test")
        self.assertEqual(run.returncode, 0)
        calls = self.new_calls()
        self.assertEqual(calls[:2], ["cmake tests=ON", "ninja all"])
        self.assertIn("-LE full", calls[2])
        self.assertIn("100% tests passed", run.out)
        self.run_it("test", "--full", "-R", "rain")
        last = self.new_calls()[-1]
        self.assertNotIn("-LE", last)
        self.assertTrue(last.endswith("-R rain"))

    def test_test_shows_failures(self):
        run = self.run_it("test", BROKEN="ctest")
        self.assertEqual(run.returncode, 8)
        self.assertIn("unit: b ...***Failed", run.out)

    def test_tests_need_nothing_for_a_plain_run(self):
        self.run_it("run", MISSING="catch2")
        self.assertFalse([call for call in self.new_calls() if "catch2" in call])
        self.run_it("test", MISSING="catch2")
        self.assertTrue([call for call in self.new_calls() if "catch2" in call])


class Packages(unittest.TestCase):
    def test_every_line_has_group_package_and_reason(self):
        with open(os.path.join(ROOT, "packages.txt"), encoding="utf-8") as file:
            lines = [line.rstrip("\n") for line in file if line.strip() and line[0] != "#"]
        for line in lines:
            self.assertRegex(line, r"^(build|test|extra|bench|web|fuzz) +[a-z0-9.+-]+ +\w+ .+$")
        names = [re.split(r" +", line)[1] for line in lines]
        self.assertEqual(len(names), len(set(names)))


if __name__ == "__main__":
    sys.exit(unittest.main())
