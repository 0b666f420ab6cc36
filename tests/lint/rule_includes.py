"""Who includes whom: the order of the rooms, and which libraries a room may use."""

import re

from rooms import LIBRARIES, MAY_INCLUDE, ONLY_IN_SOURCES, room_of
from sources import is_cpp, line_of, without_comments

_INCLUDE = re.compile(r'^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]', re.MULTILINE)
_GENERATED = {"build_info.hpp", "build_commit.hpp", "starter_texts.hpp"}
_ROOTS = ("engine/", "analysis/", "cluster/", "cli/", "tests/", "benchmarks/", "classroom/")

# Files, streams and clocks reach the outside world; the engine's other rooms are handed what they
# need.
_OUTSIDE_WORLD = {"fstream", "filesystem", "iostream", "unistd.h", "sys/stat.h", "fcntl.h"}
_THREADS = {"thread", "mutex", "shared_mutex", "atomic", "condition_variable", "future", "execution"}


def _own(room, target, path):
    other = room_of(target)
    if other is None:
        return f'"{target}" is in no room'
    if other != room and other not in MAY_INCLUDE[room]:
        allowed = ", ".join(MAY_INCLUDE[room]) or "no other room"
        return f"{room} may not include {other} ({target}); it may include {allowed}"
    return None


def _library(room, target, path):
    for start, rooms in LIBRARIES.items():
        if target.startswith(start):
            if room not in rooms:
                return f"{room} may not include {target}; only {', '.join(rooms) or 'tests'} may"
            if start in ONLY_IN_SOURCES and path.endswith(".hpp"):
                return f"{target} is slow to compile: include it in a .cpp file only"
    if target in _OUTSIDE_WORLD and room not in ("scenario/files", "output", "analysis", "cluster",
                                                "cli"):
        return f"{room} may not include <{target}>: it knows no files and no screen"
    if target in _THREADS and path.startswith("engine/") and not path.startswith(
            "engine/base/parallel"):
        return f"<{target}>: in the engine only engine/base/parallel knows threads"
    return None


def check(files):
    found = []
    for path, text in files.items():
        if not is_cpp(path):
            continue
        room = room_of(path)
        if path.startswith("engine/") and room is None:
            found.append((path, 1, "in no room; the rooms are " + ", ".join(MAY_INCLUDE)))
            continue
        bare = without_comments(text)
        for match in _INCLUDE.finditer(bare):
            quote, target = match.groups()
            line = line_of(bare, match.start())
            own = target.startswith(_ROOTS)
            if quote == '"' and not own and target not in _GENERATED:
                found.append((path, line, f'"{target}": include from the root ("engine/...")'))
            if room is None:  # tests and benchmarks may include everything
                continue
            message = (_own if own else _library)(room, target, path)
            if message:
                found.append((path, line, message))
    return found


def _file(path, include):
    return {path: f"#pragma once\n// About.\n#include {include}\n"}


CAUGHT = [
    (_file("engine/base/a.hpp", '"engine/random/b.hpp"'), "base may not include random"),
    (_file("engine/processes/a.cpp", '"engine/policies/b.hpp"'), "may not include policies"),
    (_file("engine/output/a.cpp", '"engine/scenario/files/b.hpp"'), "may not include scenario/files"),
    (_file("engine/scenario/document/a.cpp", '"engine/scenario/files/b.hpp"'), "scenario/files"),
    (_file("engine/simulation/a.cpp", '"engine/scenario/document/b.hpp"'), "simulation may not"),
    (_file("engine/world/a.cpp", '"analysis/b.hpp"'), "world may not include analysis"),
    (_file("analysis/a.cpp", '"cli/b.hpp"'), "analysis may not include cli"),
    (_file("engine/world/a.cpp", '"site.hpp"'), "include from the root"),
    (_file("engine/scenario/document/a.cpp", "<yaml-cpp/yaml.h>"), "may not include yaml-cpp"),
    (_file("engine/output/a.hpp", "<nlohmann/json.hpp>"), "in a .cpp file only"),
    (_file("engine/world/a.cpp", "<fstream>"), "knows no files"),
    (_file("engine/random/a.cpp", "<thread>"), "knows threads"),
    (_file("engine/helpers/a.cpp", "<vector>"), "in no room"),
]  # fmt: skip
PASSES = [
    _file("engine/world/a.hpp", '"engine/population/b.hpp"'),
    _file("engine/scenario/files/a.cpp", "<yaml-cpp/yaml.h>"),
    _file("engine/base/parallel_std_thread.cpp", "<thread>"),
    _file("cli/run.cpp", '"build_info.hpp"'),
    _file("tests/unit/base/a_test.cpp", '"engine/simulation/b.hpp"'),
    {"engine/base/a.hpp": '#pragma once\n// like #include "engine/world/world.hpp"\n'},
]
