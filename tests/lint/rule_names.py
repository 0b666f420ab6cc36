"""No country, place or collective of the history in the engine's C++: they live in the scenarios.

Looked for are the countries below and whatever the shipped scenarios call their collectives,
origins, regions, sites, destinations and the like. Comments and sentences (strings with a space: the
help and the basis of a parameter) may tell history; names and keys in the code may not.
"""

import re

from sources import is_cpp, line_of, without_comments

_COUNTRIES = (
    "Czechoslovakia Czechia Bohemia Moravia Silesia Slovakia Ruthenia Subcarpathia Germany Austria "
    "Switzerland Italy Netherlands Holland Belgium France Britain England Scotland Ireland Sweden "
    "Norway Denmark Finland Estonia Latvia Lithuania Poland Hungary Romania Bulgaria Yugoslavia "
    "Greece Spain Portugal Turkey Canada America Mexico Argentina Brazil Australia Japan China "
    "India Ukraine Belarus Kazakhstan Kyrgyzstan Kirghizia Uzbekistan Turkestan Georgia Armenia "
    "Azerbaijan Kuzbass Siberia Crimea Interhelpo"
).split()

# Sections of a scenario whose entries are somebody or somewhere in particular.
_SECTIONS = {"collectives", "origins", "regions", "sites", "destinations", "campaigns", "countries"}
_FIRST_KEYS = re.compile(r"""^(\s*)(?:-\s+)?\{?\s*(id|name)\s*:\s*["']?([^"',}#\n]+)""")
_TOP_LEVEL = re.compile(r"^([a-z_]+)\s*:")
_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
# Names that are also words of the model.
_PROVENANCE = {"source", "assumption", "calibrated", "confidence", "note", "value", "step", "linear"}
_ORDINARY = _PROVENANCE | {"workers", "other", "others", "rest", "north", "south", "east", "west", "central", "rural", "urban"}


def scenario_names(files):
    """Names and ids of particular people and places in scenarios/**.yaml."""
    names = set()
    for path, text in files.items():
        if not path.startswith("scenarios/") or not path.endswith((".yaml", ".yml")):
            continue
        section = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
        first_indent = None
        for line in text.split("\n"):
            top = _TOP_LEVEL.match(line)
            if top:
                section, first_indent = top[1], None
            if section not in _SECTIONS:
                continue
            found = _FIRST_KEYS.match(line)
            if found:
                names.add(found[3].strip())
            # the entries of a map, one step in: "  bohemia:"
            key = re.match(r"^( +)([a-z][a-z0-9_]*)\s*:", line)
            if key and first_indent in (None, len(key[1])):
                first_indent = len(key[1])
                names.add(key[2])
    # Short ids and words of one's own language would be found everywhere.
    return {name for name in names if len(name) >= 5 and name.lower() not in _ORDINARY}


def check(files):
    names = sorted({*_COUNTRIES, *scenario_names(files)}, key=len, reverse=True)
    pattern = re.compile(
        r"(?<![a-zA-Z0-9])(?:" + "|".join(re.escape(name) for name in names) + r")(?![a-zA-Z0-9])",
        re.IGNORECASE)
    found = []
    for path, text in files.items():
        if not path.startswith("engine/") or not is_cpp(path):
            continue
        bare = _STRING.sub(lambda m: " " * len(m[0]) if " " in m[0] else m[0],
                           without_comments(text))
        for match in pattern.finditer(bare):
            found.append((path, line_of(bare, match.start()),
                          f"{match[0]}: a name of the history; it belongs into a scenario"))
    return found


_SCENARIO = """origins:
  - id: novaterra
    regions:
      - {id: highlands, name: "The Highlands"}
collectives:
  reflektor:
    name: Reflektor
processes:
  founding:
    rate: 0.1
"""
CAUGHT = [
    ({"engine/world/a.cpp": 'if (origin == "germany") f();\n'}, "germany"),
    ({"engine/world/a.cpp": "double interhelpo_bonus = 2;\n"}, "interhelpo"),
    ({"engine/world/a.cpp": 'f("a", b == germany ? "c" : "d");\n'}, "germany"),
    ({"engine/world/a.hpp": "enum class Country { Czechoslovakia, USA };\n"}, "Czechoslovakia"),
    ({"engine/world/a.cpp": 'f("novaterra");\n', "scenarios/x/scenario.yaml": _SCENARIO},
     "novaterra"),
    ({"engine/world/a.cpp": 'f("highlands");\n', "scenarios/x/scenario.yaml": _SCENARIO},
     "highlands"),
    ({"engine/world/a.cpp": "bool is_reflektor();\n", "scenarios/x/scenario.yaml": _SCENARIO},
     "reflektor"),
]  # fmt: skip
PASSES = [
    {"engine/world/a.cpp": "// as Interhelpo did in Germany\nint founding_rate;\n"
                         'basis = "like the first Interhelpo train";\n',
     "scenarios/x/scenario.yaml": _SCENARIO},
    {"engine/world/a.cpp": "int indiana; double chinaware;\n"},
]  # fmt: skip
