"""The same numbers everywhere: no libm, no random numbers of the library, no clock in the engine."""

import re

from sources import findings, is_cpp, without_comments_and_strings

# libm's last bits differ between machines; sqrt, floor, fabs and the like are exact and allowed.
_LIBM = (
    "exp exp2 expm1 log log2 log10 log1p pow sin cos tan asin acos atan atan2 sinh cosh tanh asinh "
    "acosh atanh erf erfc tgamma lgamma cbrt hypot fma beta expint riemann_zeta assoc_legendre "
    "cyl_bessel_j legendre"
).replace(" ", "|")

_EVERYWHERE = [
    (re.compile(rf"\bstd\s*::\s*(?:{_LIBM})[fl]?\b(?!\s*::)"),
     "{0}: differs between machines; use engine/base/math"),
    (re.compile(rf"\b__builtin_(?:{_LIBM})[fl]?\b"), "{0}: use engine/base/math"),
    (re.compile(r"#\s*include\s*<random>"), "{0}: random numbers come from engine/random only"),
    (re.compile(r"\bstd\s*::\s*\w+_distribution\b"),
     "{0}: differs between libraries; use engine/random"),
    (re.compile(r"\bstd\s*::\s*(?:mt19937(?:_64)?|minstd_rand0?|random_device|shuffle|sample|"
                r"default_random_engine)\b"), "{0}: random numbers come from engine/random only"),
    (re.compile(r"(?<![\w.>:])(?:std\s*::\s*|::\s*)?s?rand\s*\("),
     "{0}: random numbers come from engine/random only"),
    (re.compile(r"#\s*include\s*<(?:chrono|ctime|time\.h)>"),
     "{0}: the engine has no clock; what it computes may not depend on one"),
    (re.compile(r"\bstd\s*::\s*(?:chrono\b|time\s*\(|clock\s*\()"), "{0}: the engine has no clock"),
    (re.compile(r"\bstd\s*::\s*hash\b"), "{0}: differs between libraries; use semantic_id"),
    (re.compile(r"\blong\s+double\b"), "{0}: differs between machines"),
    (re.compile(r"\bstd\s*::\s*execution\b"), "{0}: use engine/base/parallel"),
]  # fmt: skip

# Without a namespace the name is libm's, unless it is ours in the one file that defines it.
_UNQUALIFIED = [
    (re.compile(rf"(?<![\w.>:])(?:::\s*)?(?:{_LIBM})f?\s*\((?!\s*\))"),
     "{0}: write math::... (engine/base/math)"),
]  # fmt: skip
# `double exp(double x)` declares; `return exp(x)` calls.
_DECLARES = re.compile(rf"\b(?:double|Table|auto)\s+(?:{_LIBM})\s*\(")


def check(files):
    found = []
    for path, text in files.items():
        if not path.startswith("engine/") or not is_cpp(path):
            continue
        bare = without_comments_and_strings(text)
        found += findings(path, bare, _EVERYWHERE)
        if path not in ("engine/base/math.hpp", "engine/base/math.cpp"):
            found += findings(path, _DECLARES.sub(lambda m: " " * len(m[0]), bare), _UNQUALIFIED)
    return found


def _line(path, line):
    return {path: f"#pragma once\n// About.\n{line}\n"}


CAUGHT = [
    (_line("engine/world/a.cpp", "double y = std::exp(x);"), "engine/base/math"),
    (_line("engine/base/math.cpp", "double y = std::log(x);"), "engine/base/math"),
    (_line("engine/world/a.cpp", "using std::pow;"), "engine/base/math"),
    (_line("engine/world/a.cpp", "double y = exp(x);"), "write math::"),
    (_line("engine/world/a.cpp", "double y = ::log(x);"), "write math::"),
    (_line("engine/world/a.cpp", "double y = __builtin_sin(x);"), "engine/base/math"),
    (_line("engine/random/a.cpp", "#include <random>"), "engine/random only"),
    (_line("engine/random/a.cpp", "std::poisson_distribution<int> d;"), "engine/random"),
    (_line("engine/random/a.cpp", "int r = rand();"), "engine/random only"),
    (_line("engine/random/a.cpp", "int r = std::rand();"), "engine/random only"),
    (_line("engine/output/a.cpp", "auto t = std::time(nullptr);"), "no clock"),
    (_line("engine/world/a.cpp", "#include <chrono>"), "no clock"),
    (_line("engine/world/a.cpp", "std::hash<std::string> h;"), "semantic_id"),
    (_line("engine/world/a.cpp", "long double x = 1;"), "differs between machines"),
]
PASSES = [
    _line("engine/world/a.cpp", "double y = math::exp(x) + std::sqrt(x); // std::exp(x)"),
    _line("engine/base/math.cpp", "double logit(double p) { return log(p / (1 - p)); }"),
    _line("engine/world/a.cpp", "double t = drop.time; auto b = table.beta(); f.log(x);"),
    _line("engine/world/a.cpp", 'help = "std::exp(x) of time(0)";'),
    _line("tests/statistical/a_test.cpp", "std::mt19937 g; std::exp(1.0);"),
    _line("engine/base/draw.cpp", "int operand(int x); int strand(int y);"),
]
