"""Mutation testing: does a test notice when one sign of the engine is wrong?

  mutate.py [--mutants N] [--seed N] [--build FOLDER] [--kept FILE [--again]] [--worlds] [FILE...]

Takes N places (default 60) at random in the kernel (engine/random) and the policies, or in the files
named, changes one operator, comparison, constant, condition or statement there, compiles the change
with the unit tests of that file and runs them. A mutant is killed when a test fails, the program
crashes or hangs, or a static assertion no longer holds; those that are no C++ are not counted. The
score is killed / (killed + survived); survivors are listed and each is a test that is missing, or a
change that changes nothing. --kept appends what was tried to a file, so that samples add up; with
--again its survivors are tried once more instead of others, after tests have been written. --worlds
hands what the unit tests let pass (of .cpp files) to the worlds of the golden tests: counted apart is
a mutant after which they end differently.

Needs the libraries of a build with tests (default build/ci). Never changes the sources: mutants are
compiled from a folder of their own that comes before them in the search path. Tables of constants and
lists of fields are left out: other tests compare them as a whole.
"""

import argparse
import collections
import json
import pathlib
import random
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path[:0] = [str(ROOT / "tests" / "lint"), str(ROOT / "tests" / "differential")]
import table  # noqa: E402
from sources import without_comments_and_strings  # noqa: E402

ROOMS = ["processes", "policies", "measures", "world", "population", "random", "base"]
FLAGS = ["-std=c++20", "-O0", "-ffp-contract=off", "-w", "-DCATCH_CONFIG_NO_POSIX_SIGNALS",
         "-D_GLIBCXX_ASSERTIONS"]
SLOWEST = 60  # seconds; a mutant that takes longer hangs

# Worlds of the golden tests, as these simulate them.
GOLDEN = [("tiny", "tests/support/scenarios/tiny", 3), ("teaching", "scenarios/teaching", 3),
          ("invented", "scenarios/invented", 3)]
WORLDS_DIFFER = "the golden worlds differ"

# What is changed into what. Operators stand between blanks here, which templates do not.
SIGNS = [(r" < ", " <= "), (r" <= ", " < "), (r" > ", " >= "), (r" >= ", " > "), (r" == ", " != "),
         (r" != ", " == "), (r" \+ ", " - "), (r" - ", " + "), (r" \* ", " / "), (r" / ", " * "),
         (r" && ", " || "), (r" \|\| ", " && "), (r" \+= ", " -= "), (r" -= ", " += "),
         (r" << ", " >> "), (r" >> ", " << "), (r" \^ ", " | "), (r" \^= ", " |= "), (r" & ", " | "),
         (r"\btrue\b", "false"), (r"\bfalse\b", "true"), (r"std::min\b", "std::max"),
         (r"std::max\b", "std::min"), (r"(?<=[ (])!(?=[a-z_(])", ""), (r"\bcontinue;", ";"),
         (r"\bbreak;", ";")]
WHOLE = re.compile(r"(?<![\w.'])(\d+)(?=[uU]?[lL]*\b)(?![\w.']*[.xX'])")
DECIMAL = re.compile(r"(?<![\w.])(\d+\.\d+)(?![\w.])")
STATEMENT = re.compile(r"^(\s+)([a-z_][\w.\->]*\([^;{}]*\));$")
NOT_CODE = re.compile(r"#|static_assert|KOMUNA_ASSERT|template|using |namespace|^\s*v\.|visitor\.|"
                      r"constexpr std::array|throw |fields\(")

Mutant = collections.namedtuple("Mutant", "path line before after")


def declared_only(bare):
    """Lines of tables of constants and of lists of fields, which other tests compare as a whole."""
    found, end = set(), None
    for number, code in enumerate(bare):
        if end is None and "constexpr std::array" in code:
            end = ";"
        elif end is None and re.match(r"void fields\(.*\{$", code):
            end = "}"
        if end is not None:
            found.add(number)
            if code.rstrip().endswith(";") if end == ";" else code.startswith("}"):
                end = None
    return found


def places(path):
    """Every change that could be made in a file."""
    text = (ROOT / path).read_text(encoding="utf-8")
    lines, bare = text.split("\n"), without_comments_and_strings(text).split("\n")
    declared = declared_only(bare)
    for number, (line, code) in enumerate(zip(lines, bare)):
        if not code.strip() or number in declared or NOT_CODE.search(code):
            continue

        def changed(begin, end, fresh):
            return Mutant(path, number, line, line[:begin] + fresh + line[end:])

        for pattern, fresh in SIGNS:
            for found in re.finditer(pattern, code):
                yield changed(found.start(), found.end(), fresh)
        for found in WHOLE.finditer(code):
            yield changed(found.start(1), found.end(1), str(int(found[1]) + 1))
        for found in DECIMAL.finditer(code):
            yield changed(found.start(1), found.end(1), f"{float(found[1]) * 1.5 + 0.125:g}")
        found = STATEMENT.match(code)
        if found and not found[2].startswith(("return", "if", "for", "while", "switch")):
            yield changed(found.start(2), found.end(2), "")


def tests_of(path):
    """Unit tests named after the file; of a header without its own, those that include it."""
    stem, room = pathlib.Path(path).stem, pathlib.Path(path).parent.name
    folder = ROOT / "tests" / "unit" / room
    stem = {"philox_lanes_avx2": "philox_lanes"}.get(stem, stem)
    named = sorted(folder.glob(f"{stem}*_test.cpp"))
    return named or sorted(test for test in folder.glob("*_test.cpp")
                           if f'"{path}"' in test.read_text(encoding="utf-8"))


class Worlds:
    """The program `outcomes` of the build, linked with another object, on the golden worlds."""

    def __init__(self, build, place):
        self.build, self.place = build, pathlib.Path(place) / "worlds"
        self.place.mkdir()
        commands = subprocess.run(
            ["ninja", "-C", build, "-t", "commands", "tests/differential/outcomes"], check=True,
            stdout=subprocess.PIPE, text=True).stdout.splitlines()
        self.link = next(part for part in commands[-1].split(" && ")
                         if "-o tests/differential/outcomes" in part)
        table.written_out(build / "cli/komuna", self.place, GOLDEN)
        self.expected = self.outcomes(build / "tests/differential/outcomes")

    def outcomes(self, program):
        try:
            return [table.fingerprint(["timeout", str(SLOWEST), program], self.place, each, 2, {},
                                      ["1"]) for each in GOLDEN]
        except (ValueError, IndexError):
            return []

    def differ(self, changed):
        program = self.place / "outcomes"
        command = self.link.replace("-o tests/differential/outcomes", f"{changed} -o {program}")
        if subprocess.run(command, shell=True, cwd=self.build, check=False,
                          stderr=subprocess.DEVNULL).returncode != 0:
            raise SystemExit(f"does not link: {command}")
        return self.outcomes(program) != self.expected


class Workshop:
    def __init__(self, build, place, with_worlds):
        self.build, self.place = build, pathlib.Path(place)
        self.worlds = Worlds(self.build, self.place) if with_worlds else None
        self.main = next((build / "tests").rglob("main.cpp.o"), None)
        self.objects = {}
        self.passing = {}
        if self.main is None:
            self.main = self.place / "main.o"
            self.compile(ROOT / "tests/support/main.cpp", self.main)

    def compile(self, source, target, before=()):
        folders = [f"-I{folder}" for folder in [*before, ROOT, self.build / "generated"]]
        simd = ["-mavx2"] if source.stem.endswith("_avx2") else []
        return subprocess.run(["c++", *FLAGS, *simd, *folders, "-c", source, "-o", target],
                              stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                              check=False)

    def link_and_run(self, objects, program):
        libraries = [self.build / f"libkomuna_{room}.a" for room in ROOMS]
        linked = subprocess.run(["c++", *objects, self.main, "-Wl,--start-group", *libraries,
                                 "-Wl,--end-group", "-ltbb", "-lpthread", "-o", program],
                                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                                check=False)
        if linked.returncode != 0:
            raise SystemExit(f"does not link: {linked.stdout[-2000:]}")
        try:
            ran = subprocess.run([program, "--abort", "~[full]"], stdout=subprocess.PIPE,
                                 stderr=subprocess.STDOUT, timeout=SLOWEST, check=False)
        except subprocess.TimeoutExpired:
            return "hangs"
        return "" if ran.returncode == 0 else "a test fails" if ran.returncode > 0 else "crashes"

    def test_object(self, test):
        if test not in self.objects:
            self.objects[test] = self.place / f"{test.parent.name}_{test.stem}.o"
            made = self.compile(test, self.objects[test])
            if made.returncode != 0:
                raise SystemExit(made.stdout[-2000:])
        return self.objects[test]

    def require_passing(self, tests):
        key = tuple(tests)
        if key not in self.passing:
            verdict = self.link_and_run([self.test_object(test) for test in tests],
                                        self.place / "unchanged")
            if verdict:
                raise SystemExit(f"the tests do not pass unchanged: {tests}: {verdict}")
            self.passing[key] = True

    def verdict(self, mutant):
        """"" if it survives, None if it is no C++, else how it died."""
        tests = tests_of(mutant.path)
        if not tests:
            return ""
        self.require_passing(tests)
        lines = (ROOT / mutant.path).read_text(encoding="utf-8").split("\n")
        lines[mutant.line] = mutant.after
        overlay = self.place / "overlay"
        target = overlay / mutant.path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text("\n".join(lines), encoding="utf-8")
        try:
            is_header = mutant.path.endswith(".hpp")
            sources = tests if is_header else [target]
            objects = [] if is_header else [self.test_object(test) for test in tests]
            for number, source in enumerate(sources):
                fresh = self.place / f"mutant{number}.o"
                made = self.compile(source, fresh, [overlay])
                if made.returncode != 0:
                    is_asserted = re.search(r"static assertion failed|constant expression|"
                                            r"in .constexpr. expansion", made.stdout)
                    return "a static assertion" if is_asserted else None
                objects.append(fresh)
            verdict = self.link_and_run(objects, self.place / "mutant")
            if verdict == "" and self.worlds and not is_header and self.worlds.differ(fresh):
                return WORLDS_DIFFER
            return verdict
        finally:
            target.unlink()


def chosen(files, count, seed, done):
    every = [mutant for path in files for mutant in places(path)]
    every = [mutant for mutant in every if list(mutant) not in done]
    return random.Random(seed).sample(every, min(count, len(every))), len(every)


def still_there(entries):
    """Mutants whose line stands where it stood."""
    for entry in entries:
        mutant = Mutant(*entry["mutant"])
        lines = (ROOT / mutant.path).read_text(encoding="utf-8").split("\n")
        if mutant.line < len(lines) and lines[mutant.line] == mutant.before:
            yield mutant
        else:
            print(f"{mutant.path}:{mutant.line + 1}: has changed since; left out")


def report(tried, total):
    by_file = collections.defaultdict(collections.Counter)
    for entry in tried:
        by_file[entry["mutant"][0]][bool(entry["verdict"])] += entry["verdict"] is not None
    print(f"\n{'file':44} {'killed':>6} {'of':>4}")
    for path in sorted(by_file):
        counts = by_file[path]
        print(f"{path:44} {counts[True]:>6} {counts[True] + counts[False]:>4}")
    killed = sum(counts[True] for counts in by_file.values())
    counted = killed + sum(counts[False] for counts in by_file.values())
    print(f"\nscore {killed} / {counted} = {100 * killed / max(1, counted):.0f} % "
          f"({len(tried) - counted} were no C++; {total} places)")
    by_worlds = sum(entry["verdict"] == WORLDS_DIFFER for entry in tried)
    print(f"of them by the golden worlds only: {by_worlds}\n\nsurvivors:")
    for entry in tried:
        if entry["verdict"] == "":
            path, line, before, after = entry["mutant"]
            print(f"  {path}:{line + 1}\n    - {before.strip()}\n    + {after.strip()}")


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--mutants", type=int, default=60)
    parser.add_argument("--seed", type=int, default=1921)
    parser.add_argument("--build", type=pathlib.Path, default=ROOT / "build" / "ci")
    parser.add_argument("--kept", type=pathlib.Path)
    parser.add_argument("--again", action="store_true")
    parser.add_argument("--worlds", action="store_true")
    parser.add_argument("files", nargs="*")
    asked = parser.parse_args()
    files = asked.files or sorted(
        str(path.relative_to(ROOT)) for folder in ("random", "policies")
        for path in (ROOT / "engine" / folder).glob("*.?pp")
        if path.suffix == ".cpp" or folder == "random")
    files = [path for path in files if not path.endswith(("_fields.cpp", "stream.hpp"))]
    tried = []
    if asked.kept and asked.kept.exists():
        tried = [json.loads(line) for line in asked.kept.read_text(encoding="utf-8").splitlines()]
    sample, total = chosen(files, asked.mutants, asked.seed, [each["mutant"] for each in tried])
    if asked.again:
        sample = still_there(each for each in tried if each["verdict"] == "")
        tried = [each for each in tried if each["verdict"] != ""]
    with tempfile.TemporaryDirectory(prefix="komuna-mutants-") as place:
        workshop = Workshop(asked.build.resolve(), place, asked.worlds)
        for number, mutant in enumerate(sample):
            verdict = workshop.verdict(mutant)
            tried.append({"mutant": list(mutant), "verdict": verdict})
            print(f"{number + 1:4} {mutant.path}:{mutant.line + 1}: "
                  f"{'no C++' if verdict is None else verdict or 'SURVIVES'}", flush=True)
            if asked.kept and not asked.again:
                with open(asked.kept, "a", encoding="utf-8") as file:
                    file.write(json.dumps(tried[-1]) + "\n")
    if asked.kept and asked.again:
        asked.kept.write_text("".join(json.dumps(each) + "\n" for each in tried), encoding="utf-8")
    report(tried, total)


if __name__ == "__main__":
    main()
