"""Builds the engine of the classroom page with emscripten: one script with the module inside.

  build.py ROOT BUILD OUTPUT.js

Compiled for speed, not for size (a small engine is several times slower), without threads and without
files. Exceptions are those of WebAssembly, which Chromium 95, Firefox 100 and Safari 15.2 know: the
older kind passes every call that may throw through JavaScript. Objects are kept in BUILD.
"""

import os
import subprocess
import sys

sys.dont_write_bytecode = True
HERE = os.path.dirname(os.path.abspath(__file__))
sys.path[:0] = [os.path.join(HERE, "..", "..", "tests", "wasm")]
import browser  # noqa: E402

FLAGS = [*browser.DIALECT, "-O3", "-fwasm-exceptions", "-Wall", "-Wextra"]
CALLS = ["new", "delete", "text", "numbers", "count", "load", "change", "run", "close_up", "persons",
         "life"]  # fmt: skip
LINK = [
    "-O3", "-fwasm-exceptions", "-sMODULARIZE=1", "-sEXPORT_NAME=KomunaEngine",
    "-sSINGLE_FILE=1", "-sENVIRONMENT=worker,node", "-sALLOW_MEMORY_GROWTH=1",
    "-sINITIAL_MEMORY=33554432", "-sFILESYSTEM=0", "-sASSERTIONS=0",
    "-sEXPORTED_FUNCTIONS=_malloc,_free," + ",".join("_komuna_" + name for name in CALLS),
    "-sEXPORTED_RUNTIME_METHODS=UTF8ToString,stringToUTF8,lengthBytesUTF8",
]  # fmt: skip


def main(words):
    if len(words) != 3:
        print(__doc__)
        return 64
    root, build, output = (os.path.abspath(word) for word in words)
    own = sorted(os.path.join("classroom/wasm", name) for name in os.listdir(HERE)
                 if name.endswith(".cpp"))  # fmt: skip
    objects = browser.compile_all(root, build, FLAGS, own)
    if objects is None:
        return 1
    os.makedirs(os.path.dirname(output), exist_ok=True)
    command = ["em++", *LINK, *objects, "-o", output]
    run = subprocess.run(command, env=browser.ENVIRONMENT, capture_output=True, text=True, check=False)
    if run.returncode:
        print(run.stdout + run.stderr)
        return 1
    print(f"{output}: {os.path.getsize(output) / 1e6:.2f} MB")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
