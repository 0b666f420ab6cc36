"""Builds the engine of the classroom page with emscripten: a script, and the module beside it.

  build.py ROOT BUILD OUTPUT.js

Compiled for speed, not for size (a small engine is several times slower), without threads and without
files. Exceptions are those of WebAssembly, which Chromium 95, Firefox 100 and Safari 15.2 know: the
older kind passes every call that may throw through JavaScript. Objects are kept in BUILD.
"""

import os
import shutil
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "tests", "wasm")]
import browser  # noqa: E402

# Known to every browser that knows the exceptions.
NEWER = ["-mbulk-memory", "-mnontrapping-fptoint", "-msign-ext"]
FLAGS = [*browser.DIALECT, "-O3", "-fwasm-exceptions", *NEWER, "-Wall", "-Wextra"]
CALLS = ["new", "delete", "text", "numbers", "count", "hazards", "hazard_count", "know", "load",
         "change", "run", "begin", "advance", "close_up", "persons", "life"]  # fmt: skip
LINK = [
    "-O3", "-fwasm-exceptions", *NEWER, "-sMODULARIZE=1", "-sEXPORT_NAME=KomunaEngine",
    "-sENVIRONMENT=worker,node", "-sALLOW_MEMORY_GROWTH=1",
    "-sINITIAL_MEMORY=33554432", "-sFILESYSTEM=0", "-sASSERTIONS=0",
    "-sEXPORTED_FUNCTIONS=_malloc,_free," + ",".join("_komuna_" + name for name in CALLS),
    "-sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8",
]  # fmt: skip


def forget_other_flags(build):
    """Objects compiled with other flags are no use."""
    place = os.path.join(build, "flags.txt")
    if os.path.exists(place) and open(place, encoding="utf-8").read() == " ".join(FLAGS):
        return
    shutil.rmtree(build, ignore_errors=True)
    os.makedirs(build)
    with open(place, "w", encoding="utf-8") as file:
        file.write(" ".join(FLAGS))


def main(words):
    if len(words) != 3:
        print(__doc__)
        return 64
    root, build, output = (os.path.abspath(word) for word in words)
    own = sorted(os.path.join("classroom/wasm", name) for name in os.listdir(HERE)
                 if name.endswith(".cpp"))  # fmt: skip
    forget_other_flags(build)
    objects = browser.compile_all(root, build, FLAGS, own)
    if objects is None:
        return 1
    os.makedirs(os.path.dirname(output), exist_ok=True)
    command = ["em++", *LINK, *objects, "-o", output]
    run = subprocess.run(command, env=browser.ENVIRONMENT, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stdout + run.stderr)
        return 1
    module = os.path.splitext(output)[0] + ".wasm"
    print(f"{module}: {os.path.getsize(module) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
