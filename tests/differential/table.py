"""The table of differential runs: the same worlds by other compilers, optimisation, threads.

  table.py [--program PROGRAM] [--outcomes PROGRAM] [--jobs N] [VARIANT...]

Lets tests/differential/outcomes.cpp simulate shipped scenarios and reduces everything that the worlds
leave behind, counts and figures to the last bit, to one fingerprint for each scenario. All rows must
show the same, and the last, of another seed, something else. Variants, of which some may be named:

  this                                 the build of the daily check (build/ci), two threads
  threads-1 threads-7 no-fma           the same, with so many threads; with fused multiply-add and
                                       AVX2 hidden from the C library and from the program
  gcc-O0 clang-O3 clang-O0             the engine compiled anew (clang 19), with its own threads
                                       instead of oneTBB
  wasm                                 compiled by emscripten, run by node
  tsan                                 g++ with the thread sanitizer, four threads: no race either
  asan                                 clang with the sanitizers of addresses and undefined behaviour
  ranks-3                              `komuna run` as three ranks of mpirun; compared with the command
                                       alone by the bytes of all files of results, so these two rows
                                       have fingerprints of their own

What is compiled anew is kept in build/differential. The engine against the dense oracle are the tests
"Random small worlds" (label full). Exit code 1 if a fingerprint differs or a sanitizer has found
something.
"""

import argparse
import concurrent.futures
import hashlib
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile
import time

sys.dont_write_bytecode = True
ROOT = pathlib.Path(__file__).resolve().parents[2]
sys.path.insert(0, str(ROOT / "tests" / "wasm"))
import browser  # noqa: E402

BUILD = ROOT / "build" / "differential"
SCENARIOS = [("tiny", "tests/support/scenarios/tiny", 40), ("teaching", "scenarios/teaching", 20),
             ("invented", "scenarios/invented", 4)]
FLAGS = ["-std=c++20", "-ffp-contract=off", "-w", "-Wno-psabi",
         "-DKOMUNA_PARALLEL_STD_THREAD"]
COMPILED = {
    "gcc-O0": ["g++", "-O0"],
    "clang-O3": ["clang++-19", "-O3", "-DNDEBUG"], "clang-O0": ["clang++-19", "-O0"],
    "tsan": ["g++", "-O1", "-g", "-fsanitize=thread"],
    "asan": ["clang++-19", "-O1", "-g", "-fsanitize=address,undefined", "-fno-sanitize-recover=all"],
}
NO_FMA = {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"}
# Threads and surroundings; others have two threads.
RUN = {"threads-1": (1, {}), "threads-7": (7, {}), "no-fma": (2, NO_FMA), "tsan": (4, {}),
       "wasm": (1, {})}
VARIANTS = ["this", "threads-1", "threads-7", "no-fma", "gcc-O0", "clang-O3", "clang-O0", "wasm",
            "tsan", "asan", "ranks-3"]
MPIRUN = ["mpirun", "--oversubscribe", "-n", "3"]
# These tell of the run itself: when it was made, how long it took, by how many.
OF_THE_RUN = {"manifest.json", "report.html", "run.db"}
OWN = ["tests/differential/outcomes.cpp", "tests/support/outcome_text.cpp"]


def sources():
    rooms = [path for path in browser.sources_of_rooms(str(ROOT))
             if path.endswith(".cpp") and path.startswith("engine/")]
    return [*rooms, "engine/base/parallel_std_thread.cpp", *OWN]


def is_current(made):
    if not made.exists() or not made.with_suffix(".d").exists():
        return False
    words = made.with_suffix(".d").read_text().replace("\\\n", " ").split(":", 1)[1].split()
    return all(os.path.exists(word) and os.path.getmtime(word) <= made.stat().st_mtime
               for word in words)


def compiled(command, folder, source):
    made = folder / (source.replace("/", "+") + ".o")
    if is_current(made):
        return made
    simd = ["-mavx2"] if source.endswith("_avx2.cpp") and os.uname().machine == "x86_64" else []
    through = ["ccache"] if shutil.which("ccache") else []
    subprocess.run([*through, *command, *FLAGS, *simd, "-I", ROOT, "-MD", "-MF",
                    made.with_suffix(".d"), "-c", ROOT / source, "-o", made], check=True)
    return made


def build(variant, jobs):
    """The program, or how node runs it."""
    folder = BUILD / variant
    folder.mkdir(parents=True, exist_ok=True)
    if variant == "wasm":
        return build_wasm(folder)
    command = COMPILED[variant]
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        objects = list(pool.map(lambda source: compiled(command, folder, source), sources()))
    program = folder / "outcomes"
    subprocess.run([*command, *objects, "-o", program, "-pthread"], check=True)
    return [program]


def build_wasm(folder):
    objects = browser.compile_all(str(ROOT), str(folder), more=[str(ROOT / path) for path in OWN])
    if objects is None:
        raise SystemExit("it does not compile for the browser")
    script = folder / "outcomes.js"
    subprocess.run(["em++", "-O1", "-fexceptions", *objects, "-o", script, "-sENVIRONMENT=node",
                    "-sNODERAWFS=1", "-sSINGLE_FILE=1", "-sALLOW_MEMORY_GROWTH=1",
                    "-sEXIT_RUNTIME=1"], check=True, env=browser.ENVIRONMENT)
    return [shutil.which("node") or "nodejs", script]


def written_out(program, place, scenarios):
    """The scenarios as single documents: what the program says it ran, and the interventions."""
    for name, folder, _ in scenarios:
        out = pathlib.Path(place) / "run"
        subprocess.run([program, "run", ROOT / folder, "--replicates", "1", "--quiet", "--out", out],
                       check=True, env={**os.environ, "KOMUNA_HOME": str(ROOT)})
        scenario = json.loads((out / "manifest.json").read_text(encoding="utf-8"))["scenario"]
        document = {**scenario["resolved"], "interventions": scenario.get("interventions", [])}
        (pathlib.Path(place) / f"{name}.json").write_text(json.dumps(document), encoding="utf-8")
        shutil.rmtree(out)


def fingerprint(command, place, scenario, threads, surroundings, seed=()):
    name, _, replicates = scenario
    done = subprocess.run([*command, pathlib.Path(place) / f"{name}.json", str(replicates),
                           str(threads), *seed], stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
                          text=True, env={**os.environ, **surroundings}, check=False)
    lines = done.stdout.splitlines()
    if done.returncode != 0 or len(lines) != replicates:
        print(done.stdout[-3000:], file=sys.stderr)
        return f"exit code {done.returncode}"
    mixed = 0
    for line in lines:
        mixed = (mixed * 0x100000001B3 ^ int(line.split()[-1], 16)) % (1 << 64)
    return f"{mixed:016x}"


def fingerprint_of_files(command, place, scenario):
    _, folder, replicates = scenario
    out = pathlib.Path(place) / "files"
    done = subprocess.run([*command, "run", ROOT / folder, "--replicates", str(replicates), "--quiet",
                           "--out", out], stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
                          stdin=subprocess.DEVNULL, check=False,
                          env={**os.environ, "KOMUNA_HOME": str(ROOT), "OMPI_ALLOW_RUN_AS_ROOT": "1",
                               "OMPI_ALLOW_RUN_AS_ROOT_CONFIRM": "1"})
    if done.returncode != 0:
        print(done.stdout[-3000:], file=sys.stderr)
        return f"exit code {done.returncode}"
    digest = hashlib.sha256()
    for path in sorted(out.iterdir()):
        if path.name not in OF_THE_RUN:
            digest.update(path.name.encode() + b"\0" + path.read_bytes())
    shutil.rmtree(out)
    return digest.hexdigest()[:16]


def ranks_agree(program, place, show):
    """Two rows: the command alone, and as ranks."""
    if shutil.which(MPIRUN[0]) is None:
        print("ranks-3: there is no mpirun", file=sys.stderr)
        return False
    rows = []
    for name, command in (("run", [program]), ("ranks-3", [*MPIRUN, program])):
        begin = time.monotonic()
        rows.append([fingerprint_of_files(command, place, each) for each in SCENARIOS])
        show(name, rows[-1], time.monotonic() - begin)
    return rows[0] == rows[1] and not any("exit" in cell for cell in rows[0])


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path, default=ROOT / "build/ci/cli/komuna")
    parser.add_argument("--outcomes", type=pathlib.Path,
                        default=ROOT / "build/ci/tests/differential/outcomes")
    parser.add_argument("--jobs", type=int, default=os.cpu_count())
    parser.add_argument("variants", nargs="*", metavar="VARIANT")
    asked = parser.parse_intermixed_args()
    variants = asked.variants or VARIANTS
    if set(variants) - set(VARIANTS):
        parser.error("variants are " + " ".join(VARIANTS))
    has_ranks = "ranks-3" in variants
    first = [asked.outcomes]
    rows = set()

    def show(variant, row, seconds):
        print(f"{variant:10}" + "".join(f"{each:>20}" for each in row) + f"{seconds:9.1f} s",
              flush=True)

    with tempfile.TemporaryDirectory() as place:
        written_out(asked.program, place, SCENARIOS)
        print(f"{'variant':10}" + "".join(f"{f'{name} x {count}':>20}"
                                          for name, _, count in SCENARIOS))
        for variant in [each for each in variants if each != "ranks-3"] or ["this"]:
            is_built = variant in COMPILED or variant == "wasm"
            command = build(variant, asked.jobs) if is_built else first
            threads, surroundings = RUN.get(variant, (2, {}))
            begin = time.monotonic()
            row = tuple(fingerprint(command, place, each, threads, surroundings)
                        for each in SCENARIOS)
            rows.add(row)
            show(variant, row, time.monotonic() - begin)
        other = tuple(fingerprint(first, place, each, 2, {}, ["1922"]) for each in SCENARIOS)
        show("seed 1922", other, 0)
        agree = ranks_agree(asked.program, place, show) if has_ranks else True
    is_same = len(rows) == 1 and not any("exit" in cell for row in rows for cell in row)
    notices = not set(other) & {cell for row in rows for cell in row}
    print("all the same, the other seed is not" if is_same and notices else
          f"{len(rows)} different rows" if not is_same else "another seed gives the same: no test")
    if not agree:
        print("ranks differ from the command alone")
    return 0 if is_same and notices and agree else 1


if __name__ == "__main__":
    sys.exit(main())
