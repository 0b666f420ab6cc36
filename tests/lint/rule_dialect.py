"""Rooms that also run in the browser keep to the C++20 that g++ 12 and emscripten share.

The test `wasm` compiles them and is the judge; this check names the reason in a second.
"""

import re

from rooms import BROWSER_FILES, BROWSER_ROOMS, room_of
from sources import findings, is_cpp, without_comments_and_strings

_WHY = "{0}: not in the C++20 of the browser's compiler"
_RULES = [
    (re.compile(r"#\s*include\s*<(?:format|source_location|stop_token|memory_resource|coroutine|"
                r"syncstream|ranges)>"), _WHY),
    (re.compile(r"\b(?:std\s*::\s*)?(?:views|ranges)\s*::\s*\w+"), _WHY),
    (re.compile(r"\bstd\s*::\s*(?:format|vformat|source_location|bit_cast|jthread|stop_token|"
                r"atomic_ref|pmr|osyncstream|assume_aligned)\b"), _WHY),
    (re.compile(r"\bstd\s*::\s*(?:to_chars|from_chars)\b(?=[^;]*\b(?:double|float|chars_format)\b)"),
     _WHY + " for floating numbers"),
]  # fmt: skip


def check(files):
    found = []
    for path, text in files.items():
        native_only = path in ("engine/base/parallel_tbb.cpp", "engine/base/parallel_std_thread.cpp")
        in_browser = room_of(path) in BROWSER_ROOMS or path.rsplit(".", 1)[0] in BROWSER_FILES
        if is_cpp(path) and in_browser and not native_only:
            found += findings(path, without_comments_and_strings(text), _RULES)
    return found


def _line(path, line):
    return {path: f"#pragma once\n// About.\n{line}\n"}


CAUGHT = [
    (_line("engine/world/a.cpp", "for (int i : std::views::iota(0, 3)) f(i);"), "std::views::iota"),
    (_line("engine/world/a.cpp", "std::ranges::sort(v);"), "std::ranges::sort"),
    (_line("engine/scenario/document/a.cpp", "#include <format>"), "<format>"),
    (_line("engine/base/a.cpp", "auto b = std::bit_cast<long>(x);"), "std::bit_cast"),
    (_line("engine/base/a.cpp", "std::jthread t;"), "std::jthread"),
    (_line("engine/base/a.cpp", "std::to_chars(p, q, double(x));"), "floating"),
    (_line("engine/base/a.hpp", "std::source_location where;"), "source_location"),
    (_line("analysis/pairs.cpp", "std::ranges::sort(v);"), "std::ranges::sort"),
]
PASSES = [
    _line("engine/scenario/files/a.cpp", "std::ranges::sort(v);"),
    _line("engine/output/a.cpp", "#include <format>"),
    _line("engine/base/a.cpp", "std::to_chars(p, q, 12); // std::views::iota"),
    _line("cli/a.cpp", "std::views::iota(0, 3);"),
    _line("analysis/fates.cpp", "std::ranges::sort(v);"),
]
