"""Words that do not belong into the tree: unfinished work, and paths of somebody's machine."""

import re

from sources import findings

# Written in pieces so that this file does not find itself.
_UNFINISHED = "|".join(["TO" + "DO", "FIX" + "ME", "XX" + "X", "HA" + "CK"])
_PRETENDED = "|".join(["stu" + "bs?", "stu" + "bbed", "place" + "holders?"])
_PATHS = "|".join(["/wo" + "rk/", "/tm" + "p/", "/ro" + "ot/", "/ho" + r"me/\w+"])

_RULES = [
    (re.compile(rf"\b(?:{_UNFINISHED})\b"), "{0}: finish it or open an issue"),
    (re.compile(rf"\b(?:{_PRETENDED})\b", re.IGNORECASE), "{0}: nothing here is pretended"),
]
_PATH_RULES = [(re.compile(rf"(?<![\w.$}}\]]){p}"), "{0}: a path of one machine")
               for p in _PATHS.split("|")]


def check(files):
    found = []
    for path, text in files.items():
        if path.endswith((".lock", "package-lock.json", ".svg")):
            continue
        rules = list(_PATH_RULES)
        if not path.startswith("classroom/"):  # HTML has an attribute of that name
            rules += _RULES
        else:
            rules += _RULES[:1]
        found += findings(path, text, rules)
    return found


CAUGHT = [
    ({"engine/base/a.cpp": "// TO" + "DO later\n"}, "finish it"),
    ({"docs/a.md": "FIX" + "ME\n"}, "finish it"),
    ({"cli/a.cpp": "// a stu" + "b for now\n"}, "pretended"),
    ({"cmake/a.cmake": "set(x /wo" + "rk/main)\n"}, "path of one machine"),
    ({"docs/a.md": "see `/ho" + "me/anna/x`\n"}, "path of one machine"),
    ({"tests/a.cpp": 'open("/tm' + 'p/x");\n'}, "path of one machine"),
]
PASSES = [
    {"engine/base/a.cpp": "// the todos of a historian; stubborn\n"},
    {"docs/a.md": "docs/wo" + "rk/x.md and $HOME/tm" + "p/x\n"},
]
