"""The layout of C++ sources is clang-format's, version 19 (others format differently)."""

import os
import re
import shutil
import subprocess
import tempfile

from sources import is_cpp

_STYLE = os.path.join(os.path.dirname(__file__), "..", "..", ".clang-format")


def check(files):
    program = shutil.which("clang-format-19")
    if not program:
        raise FileNotFoundError("clang-format-19 is not installed")
    sources = {path: text for path, text in files.items() if is_cpp(path)}
    if not sources:
        return []
    found = []
    with tempfile.TemporaryDirectory() as folder:
        with open(_STYLE, encoding="utf-8") as style:
            style_text = style.read()
        with open(os.path.join(folder, ".clang-format"), "w", encoding="utf-8") as copy:
            copy.write(style_text)
        for path, text in sources.items():
            place = os.path.join(folder, path)
            os.makedirs(os.path.dirname(place), exist_ok=True)
            with open(place, "w", encoding="utf-8", newline="") as copy:
                copy.write(text)
        run = subprocess.run([program, "--dry-run", *sources], cwd=folder, capture_output=True,
                             text=True, check=False)
    places = {}
    for match in re.finditer(r"^(\S+?):(\d+):\d+: warning:", run.stderr, re.MULTILINE):
        places.setdefault(match[1], set()).add(int(match[2]))
    for path, lines in places.items():
        found.append((path, min(lines),
                      f"layout, in {len(lines)} place(s); run clang-format-19 -i on the file"))
    if run.returncode and not found:
        found.append((".clang-format", 1, run.stderr.strip()))
    return found


CAUGHT = [
    ({"engine/base/a.cpp": "int f( int x ){return x ;}\n"}, "a.cpp:1: layout"),
    ({"cli/a.hpp": "#pragma once\n\nint*p();\nint *q();\n"}, "layout"),
]
PASSES = [{"engine/base/a.cpp": "int f(int x) { return x; }\n"}]
