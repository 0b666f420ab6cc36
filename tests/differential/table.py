"""The table of differential runs: the same worlds by other compilers, optimisation, threads.

  table.py [--program PROGRAM] [VARIANT...]

Builds the command once for each variant (in build/differential) and runs the scenarios teaching,
invented and tiny with it; every file of the results that must not depend on the machine is reduced
to one fingerprint. All rows must show the same. Variants, of which some may be named:

  gcc-O3 gcc-O0 clang-O3 clang-O0      compilers and optimisation (clang 19)
  threads-1 threads-2 threads-7        the first variant, with so many threads
  no-fma                               the first variant, fused multiply-add hidden from libm

Native against WebAssembly is the label wasm of ctest, the engine against the dense oracle the tests
"Random small worlds" (label full). Exit code 1 if a fingerprint differs.
"""

import argparse
import hashlib
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parents[2]
SCENARIOS = [("scenarios/teaching", 20), ("scenarios/invented", 4),
             ("tests/support/scenarios/tiny", 40)]
COMPILERS = {"gcc": "c++", "clang": "clang++-19"}
BUILT = ["gcc-O3", "gcc-O0", "clang-O3", "clang-O0"]
RUN = {"threads-1": (["--threads", "1"], {}), "threads-2": (["--threads", "2"], {}),
       "threads-7": (["--threads", "7"], {}),
       "no-fma": ([], {"GLIBC_TUNABLES": "glibc.cpu.hwcaps=-FMA,-FMA4,-AVX2"})}
OF_THE_RUN = {"manifest.json", "run.db", "report.html", "summary.xlsx", "ensemble.nc"}


def build(variant):
    compiler, level = variant.split("-")
    folder = ROOT / "build" / "differential" / variant
    subprocess.run(["cmake", "-S", ROOT, "-B", folder, "-G", "Ninja",
                    f"-DCMAKE_CXX_COMPILER={COMPILERS[compiler]}", "-DCMAKE_BUILD_TYPE=None",
                    f"-DCMAKE_CXX_FLAGS=-{level} -DNDEBUG"], check=True, stdout=subprocess.DEVNULL)
    subprocess.run(["cmake", "--build", folder, "--target", "komuna"], check=True,
                   stdout=subprocess.DEVNULL)
    return folder / "cli" / "komuna"


def fingerprint(program, scenario, replicates, words, surroundings):
    with tempfile.TemporaryDirectory() as place:
        out = pathlib.Path(place) / "r"
        subprocess.run([program, "run", ROOT / scenario, "--replicates", str(replicates), "--quiet",
                        "--out", out, *words], check=True,
                       env={**os.environ, "KOMUNA_HOME": str(ROOT), **surroundings})
        digest = hashlib.sha256()
        for path in sorted(out.iterdir()):
            if path.name not in OF_THE_RUN:
                digest.update(path.name.encode() + b"\0" + path.read_bytes())
        return digest.hexdigest()[:16]


def main():
    parser = argparse.ArgumentParser(description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--program", type=pathlib.Path,
                        help="instead of building the first variant")
    parser.add_argument("variants", nargs="*", default=[*BUILT, *RUN])
    asked = parser.parse_args()
    variants = asked.variants or [*BUILT, *RUN]
    first = asked.program or build(next((v for v in variants if v in BUILT), BUILT[0]))
    print(f"{'variant':12}" + "".join(f"{pathlib.Path(name).name:>20}" for name, _ in SCENARIOS))
    rows = set()
    for variant in variants:
        program = first if variant in RUN or asked.program else build(variant)
        words, surroundings = RUN.get(variant, ([], {}))
        row = tuple(fingerprint(program, *scenario, words, surroundings) for scenario in SCENARIOS)
        rows.add(row)
        print(f"{variant:12}" + "".join(f"{each:>20}" for each in row), flush=True)
    print("all the same" if len(rows) == 1 else f"{len(rows)} different rows")
    return 0 if len(rows) == 1 else 1


if __name__ == "__main__":
    sys.exit(main())
