"""What the documents point to is there: relative links, headings, source files, names of tests.

Pictures and other binary files are not seen by lint and are not checked. The examples of docs/howto
name files that their reader is to write.
"""

import posixpath
import re

from sources import line_of

_LINK = re.compile(r"\[[^\]]*\]\(([^()\s]+)\)")
_BINARY = (".png", ".jpg", ".jpeg", ".gif", ".webp", ".pdf")
_FENCE = re.compile(r"^```.*?^```", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^#+ +(.+?) *$", re.MULTILINE)
_SOURCE = re.compile(r"`((?:engine|analysis|cli|tests|docs|scenarios|cmake|benchmarks)/[\w./-]+\.\w+)`")
_TEST = re.compile(r"`(unit|property|statistical|golden|e2e): ([^`]+)`")
# Tests that are scripts or programs: the file whose name the test has.
_SCRIPT = re.compile(r"`(faults|fuzz|randomness|mutation): ([a-z_]+)`")
_PLACES = {"faults": "tests/faults/{}_test.py", "fuzz": "tests/fuzz/targets/{}.cpp",
           "randomness": "tests/randomness/{}.py", "mutation": "tests/mutation/{}.py"}
_TEST_CASE = re.compile(r'TEST_CASE\(\s*"((?:\\.|[^"\\])*)"')


def _without_code(text):
    return _FENCE.sub(lambda m: re.sub(r"[^\n]", " ", m[0]), text)


def _anchors(text):
    """The names under which a heading can be linked to, as GitHub makes them."""
    found = set()
    for heading in _HEADING.findall(_without_code(text)):
        plain = re.sub(r"[^\w\- ]", "", heading.lower())
        found.add(plain.replace(" ", "-"))
    return found


def _folders(files):
    found = set()
    for path in files:
        while "/" in path:
            path = path.rsplit("/", 1)[0]
            found.add(path)
    return found


def _problem_of_link(target, path, files, folders):
    if re.match(r"[a-z][a-z0-9+.-]*:", target):  # an address
        return None
    name, _, anchor = target.partition("#")
    place = posixpath.normpath(posixpath.join(posixpath.dirname(path), name)) if name else path
    if place.endswith(_BINARY):
        return None
    if place not in files:
        return None if place in folders and not anchor else f"{target}: there is no {place}"
    if anchor and place.endswith(".md") and anchor not in _anchors(files[place]):
        return f"{target}: {place} has no such heading"
    return None


def check(files):
    folders = _folders(files)
    tests = {(path.split("/")[1], name) for path, text in files.items()
             if path.startswith("tests/") and path.endswith(".cpp")
             for name in _TEST_CASE.findall(text)}
    found = []
    for path, text in files.items():
        if not path.endswith(".md"):
            continue
        bare = _without_code(text)
        for match in _LINK.finditer(bare):
            problem = _problem_of_link(match[1], path, files, folders)
            if problem:
                found.append((path, line_of(text, match.start()), problem))
        if path.startswith("docs/howto/"):
            continue
        for match in _SOURCE.finditer(bare):
            if match[1] not in files:
                found.append((path, line_of(text, match.start()), f"there is no {match[1]}"))
        for match in _TEST.finditer(bare):
            if (match[1], match[2]) not in tests:
                found.append((path, line_of(text, match.start()),
                              f"there is no test \"{match[1]}: {match[2]}\""))
        for match in _SCRIPT.finditer(bare):
            if _PLACES[match[1]].format(match[2]) not in files:
                found.append((path, line_of(text, match.start()),
                              f"there is no test \"{match[1]}: {match[2]}\""))
    return found


CAUGHT = [
    ({"docs/a.md": "see [b](b.md)\n"}, "there is no docs/b.md"),
    ({"docs/a.md": "see [b](../b.md#two)\n", "b.md": "# One\n"}, "no such heading"),
    ({"docs/a.md": "# One\n\n[here](#two)\n"}, "a.md:3: #two"),
    ({"docs/a.md": "```\n# not a heading\n```\n[here](#not-a-heading)\n"}, "no such heading"),
    ({"README.md": "the list in `engine/world/a.hpp`\n"}, "there is no engine/world/a.hpp"),
    ({"docs/a.md": "held by `unit: It works`\n",
      "tests/property/a_test.cpp": 'TEST_CASE("It works") {}\n'}, 'no test "unit: It works"'),
    ({"docs/a.md": "held by `faults: disk`\n", "tests/faults/disks_test.py": ""},
     'no test "faults: disk"'),
]  # fmt: skip
PASSES = [
    {"docs/a.md": "[b](b.md#7-two-words), [c](../c/), [d](https://x.org/y), [e](e.png), `cli/b.cpp`\n",
     "docs/b.md": "# 7 Two words\n", "c/d.md": "", "cli/b.cpp": ""},
    {"docs/a.md": "`unit: It works, too`\n",
     "tests/unit/base/a_test.cpp": 'TEST_CASE("It works, too", "[a]") {}\n'},
    {"docs/a.md": "`faults: disk`, `fuzz: what_if`\n", "tests/faults/disk_test.py": "",
     "tests/fuzz/targets/what_if.cpp": ""},
    {"docs/howto/a.md": "write `engine/processes/b.cpp`\n"},
    {"docs/a.md": "```\n[x](nowhere.md)\n```\n"},
]
