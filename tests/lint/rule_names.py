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
_NESTED = re.compile(r"^( +)(regions|works)\s*:\s*$")  # tables of names inside an entry
_TOP_LEVEL = re.compile(r"^([a-z_]+)\s*:")
_STRING = re.compile(r'"(?:\\.|[^"\\\n])*"')
# Names that are also words of the model.
_PROVENANCE = {"source", "assumption", "calibrated", "confidence", "note", "value", "step", "linear"}
_ORDINARY = _PROVENANCE | {"workers", "other", "others", "rest", "north", "south", "east", "west", "central", "rural", "urban"}


def nested_table(line, indent, entry_indent):
    """Indent of the nested table that the next line stands in, and of its entries; None outside."""
    opens = _NESTED.match(line)
    if opens:
        return len(opens[1]), None
    depth = len(line) - len(line.lstrip())
    if indent is None or (line.strip() and depth <= indent):
        return None, None
    return indent, entry_indent if entry_indent is not None or not line.strip() else depth


def nested_name(line, indent, entry_indent):
    """The id of an entry of a nested table: "      upper_vale:"."""
    key = re.match(r"^( +)([a-z][a-z0-9_]*)\s*:", line)
    if indent is None or not key or key[2] in _PROVENANCE or len(key[1]) <= indent:
        return set()
    return {key[2]} if entry_indent in (None, len(key[1])) else set()


def scenario_names(files):
    """Names and ids of particular people and places in scenarios/**.yaml."""
    names = set()
    for path, text in files.items():
        if not path.startswith("scenarios/") or not path.endswith((".yaml", ".yml")):
            continue
        section = path.rsplit("/", 1)[1].rsplit(".", 1)[0]
        first_indent = None
        nested = nested_indent = None
        for line in text.split("\n"):
            top = _TOP_LEVEL.match(line)
            if top:
                section, first_indent, nested = top[1], None, None
            if section not in _SECTIONS:
                continue
            names |= nested_name(line, nested, nested_indent)
            nested, nested_indent = nested_table(line, nested, nested_indent)
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
_NESTED_SCENARIO = """origins:
  novaterra:
    regions:
      assumption: invented
      upper_vale:
        heads: 5
        branches: {farming: 1}
      marshland: {heads: 7}
    wage: 3
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
    ({"engine/world/a.cpp": 'f("upper_vale");\n', "scenarios/x/scenario.yaml": _NESTED_SCENARIO},
     "upper_vale"),
    ({"engine/world/a.cpp": 'f("marshland");\n', "scenarios/x/scenario.yaml": _NESTED_SCENARIO},
     "marshland"),
    ({"engine/world/a.cpp": "bool is_reflektor();\n", "scenarios/x/scenario.yaml": _SCENARIO},
     "reflektor"),
]  # fmt: skip
PASSES = [
    {"engine/world/a.cpp": "// as Interhelpo did in Germany\nint founding_rate;\n"
                         'basis = "like the first Interhelpo train";\n',
     "scenarios/x/scenario.yaml": _SCENARIO},
    {"engine/world/a.cpp": "int indiana; double chinaware;\n"},
    {"engine/world/a.cpp": "double heads; double wage; f(branches, assumption);\n",
     "scenarios/x/scenario.yaml": _NESTED_SCENARIO},
]  # fmt: skip
