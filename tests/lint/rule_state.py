"""No state outside objects: no static or global variables that change, no macros but one."""

import re

from sources import findings, is_cpp, line_of, without_comments_and_strings

_ROOTS = ("engine/", "analysis/", "cluster/", "cli/")
_THE_MACRO = "engine/base/assert.hpp"

_RULES = [
    (re.compile(r"\bthread_local\b"), "{0}: no state outside objects"),
    (re.compile(r"\bsetlocale\s*\(|\blocale\s*::\s*global\b"),
     "{0}: reading and writing of numbers relies on the C locale"),
    (re.compile(r"^[ \t]*#[ \t]*(?:define|undef)\b[^\n]*", re.MULTILINE),
     "{0}: no macros but the one assert"),
]  # fmt: skip

# What starts a statement at namespace level that is no variable.
_NO_VARIABLE = re.compile(
    r"^(?:using|typedef|template|struct|class|enum|union|namespace|friend|static_assert|concept|"
    r"extern\s*$|requires|#|\[\[|public|private|protected|return|asm)\b|^(?:[}#]|$)")
_CONSTANT = re.compile(r"\b(?:constexpr|constinit\s+const|const|consteval)\b")
_NAMESPACE = re.compile(r"(?:^|[\s;}])(?:inline\s+)?namespace\b[^;{}()=]*$|\bextern\s*$|extern\s*\" *\"\s*$")


def _without_templates(text):
    previous = None
    while previous != text:
        previous = text
        text = re.sub(r"<[^<>;{}]*>", "", text)
    return text


def _is_mutable_variable(statement):
    """statement: text up to its ; or { or =, at namespace level or after `static`."""
    statement = " ".join(_without_templates(statement).split())
    if not statement or _NO_VARIABLE.match(statement) or _CONSTANT.search(statement):
        return False
    if "(" in statement or "operator" in statement:
        return False
    return re.search(r"[\w>&*\]]\s+[*&]*[\w:]+(\[[^\]]*\])?$", statement) is not None


def _statements(bare):
    """(offset, text, at namespace level) of every piece of code that ends in ; { or =."""
    code = re.sub(r"^[ \t]*#[^\n]*(?:\\\n[^\n]*)*", lambda m: re.sub(r"[^\n]", " ", m[0]), bare,
                  flags=re.MULTILINE)
    levels, start, parens = [], 0, 0
    for offset, character in enumerate(code):
        if character in "([":
            parens += 1
        elif character in ")]":
            parens -= 1
        if parens > 0:
            continue
        if character not in ";{}=":
            continue
        piece = code[start:offset]
        at_namespace = all(level == "namespace" for level in levels)
        if piece.strip():
            yield start + len(piece) - len(piece.lstrip()), piece.strip(), at_namespace
        if character == "{":
            levels.append("namespace" if _NAMESPACE.search(piece) else "other")
        elif character == "}" and levels:
            levels.pop()
        if character == "=":  # the initialiser is not a statement; a { in it is a level of its own
            continue
        start = offset + 1


def check(files):
    found = []
    for path, text in files.items():
        if not is_cpp(path) or not path.startswith(_ROOTS):
            continue
        bare = without_comments_and_strings(text)
        rules = _RULES if path != _THE_MACRO else _RULES[:1]
        found += findings(path, bare, rules)
        for offset, statement, at_namespace in _statements(bare):
            head = re.split(r"=", statement)[0]
            is_static = re.match(r"(?:inline\s+)?static\b", head)
            if not at_namespace and not is_static:
                continue
            if _is_mutable_variable(re.sub(r"^(?:\s*(?:inline|static)\b)+", "", head)):
                name = " ".join(head.split())
                found.append((path, line_of(bare, offset),
                              f"{name}: a variable outside objects; pass it or make it const"))
        if path.endswith(".hpp"):
            found += findings(path, bare, [(re.compile(r"\busing\s+namespace\b[^;]*"),
                                            "{0}: not in a header")])
    return found


def _line(path, line):
    return {path: f"#pragma once\n// About.\nnamespace komuna {{\n{line}\n}}\n"}


CAUGHT = [
    (_line("engine/world/a.cpp", "static int counter = 0;"), "counter"),
    (_line("engine/world/a.cpp", "int f() {\n  static double last;\n  return 1;\n}"), "last"),
    (_line("engine/world/a.cpp", "namespace {\nstd::vector<int> cache;\n}"), "cache"),
    (_line("engine/world/a.hpp", "inline int level{3};"), "level"),
    (_line("engine/world/a.cpp", "std::map<int, std::vector<int>> known = {{1, {}}};"), "known"),
    (_line("engine/world/a.cpp", "struct S {\n  static int shared;\n};"), "shared"),
    (_line("engine/world/a.cpp", "thread_local int x;"), "thread_local"),
    (_line("cli/main.cpp", 'void f() { std::setlocale(LC_ALL, ""); }'), "C locale"),
    (_line("engine/world/a.hpp", "using namespace std;"), "not in a header"),
    (_line("engine/world/a.hpp", "#define SQUARE(x) ((x) * (x))"), "no macros"),
]
PASSES = [
    _line("engine/world/a.cpp", "static constexpr int n = 3;\nconst double x = f(3);\nint f();"),
    _line("engine/world/a.cpp", "static int f(int x) {\n  int y = x;\n  return y;\n}"),
    _line("engine/world/a.hpp", "class A {\n public:\n  static A from(int x);\n  int n_ = 0;\n};"),
    _line("engine/world/a.hpp", "enum class E : int { a = 1, b };\ntemplate <int n>\nstruct S;"),
    _line("engine/world/a.hpp", "inline constexpr std::array<int, 2> t{1, 2};\nstruct World;"),
    _line("engine/world/a.cpp", "auto f(A a) -> int {\n  static const auto t = g();\n  return t;\n}"),
    _line("engine/world/a.cpp", "A::A(int n) : n_{n}, m_(3) {}\nbool operator==(A, B) { return 1; }"),
    {_THE_MACRO: "#pragma once\n// About.\n#define KOMUNA_ASSERT(x, y) f(x)\n"},
]
