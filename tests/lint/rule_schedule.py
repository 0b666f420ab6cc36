"""The overview in docs/model.md lists the steps of engine/simulation/schedule.cpp, in its order.

Each step has a section of its own with the equations.
"""

import re

from sources import line_of

_CODE = "engine/simulation/schedule.cpp"
_DOCUMENT = "docs/model.md"
_STEP = re.compile(r'\{\s*"([^"]+)",\s*"([a-z_]+)",\s*"')
_ROW = re.compile(r"^\| *(\d+) *\| *([a-z_]+) *\| *([^|]+?) *\|", re.MULTILINE)


def check(files):
    if _CODE not in files:
        return []
    text = files.get(_DOCUMENT, "")
    steps = [(name, theme) for theme, name in _STEP.findall(files[_CODE])]
    rows = [(row[2], row[3]) for row in _ROW.finditer(text)]
    found = []
    if rows != steps:
        first = next((i for i, (row, step) in enumerate(zip(rows, steps)) if row != step),
                     min(len(rows), len(steps)))
        expected = " / ".join(steps[first]) if first < len(steps) else "nothing more"
        given = " / ".join(rows[first]) if first < len(rows) else "nothing more"
        match = list(_ROW.finditer(text))
        line = line_of(text, match[first].start()) if first < len(match) else 1
        found.append((_DOCUMENT, line, f"step {first + 1} is {expected} in {_CODE}; here {given}"))
    for name, _ in steps:
        if not re.search(rf"^#+ 7\.\d+ {name.replace('_', ' ')} *$", text, re.MULTILINE):
            found.append((_DOCUMENT, 1, f"no section with the equations of {name}"))
    return found


def _tree(*rows, sections=("economy", "home authorities")):
    code = ('constexpr Schedule table{{\n  {"around", "economy", "monthly", "x",\n   f},\n'
            '  {"preparing", "home_authorities", "monthly", "y",\n   g},\n}};\n')
    text = "".join(f"| {i} | {row} | text |\n" for i, row in enumerate(rows, 1))
    text += "".join(f"### 7.{i} {name}\n" for i, name in enumerate(sections, 1))
    return {_CODE: code, _DOCUMENT: text}


CAUGHT = [
    (_tree("home_authorities | preparing", "economy | around"), "step 1 is economy / around"),
    (_tree("economy | around"), "step 2 is home_authorities"),
    (_tree("economy | around", "home_authorities | deciding"), "here home_authorities / deciding"),
    (_tree("economy | around", "home_authorities | preparing", sections=["economy"]),
     "equations of home_authorities"),
]  # fmt: skip
PASSES = [_tree("economy | around", "home_authorities | preparing")]
