"""How a file looks: guarded, opened by a paragraph of prose, not too long, named after its noun."""

import re

from sources import is_cpp

_LONGEST = 400
_VAGUE = re.compile(r"(?:^|[/_])(?:utils?|helpers?|common|managers?|misc|stuff)(?:[/_.]|$)")


def check(files):
    found = []
    for path, text in files.items():
        vague = _VAGUE.search(path)
        if vague and not path.startswith("docs/"):
            found.append((path, 1, "says nothing; name a file after the noun it holds"))
        if not is_cpp(path):
            continue
        lines = text.split("\n")
        if len(lines) - 1 > _LONGEST:
            found.append((path, _LONGEST, f"{len(lines) - 1} lines; at most {_LONGEST}"))
        if path.endswith(".hpp"):
            if lines[0] != "#pragma once":
                found.append((path, 1, "a header starts with #pragma once"))
            elif len(lines) < 2 or not lines[1].startswith("// "):
                found.append((path, 2, "a header opens with a paragraph that says what it is for"))
        for number, line in enumerate(lines, 1):
            if "\t" in line:
                found.append((path, number, "tab"))
    return found


CAUGHT = [
    ({"engine/base/a.hpp": "// About.\n#pragma once\n"}, "starts with #pragma once"),
    ({"engine/base/a.hpp": "#pragma once\n#include <vector>\n"}, "opens with a paragraph"),
    ({"engine/base/a.cpp": "int x();\n" * 401}, "401 lines"),
    ({"engine/base/string_utils.cpp": "\n"}, "says nothing"),
    ({"cli/common/a.cpp": "\n"}, "says nothing"),
    ({"cli/a.cpp": "int f() {\n\treturn 1;\n}\n"}, "a.cpp:2: tab"),
]
PASSES = [
    {"engine/base/a.hpp": "#pragma once\n// What it is for.\n"},
    {"engine/base/commune.cpp": "int x();\n" * 400},
]
