"""Reading the tree: which files there are, and C++ text without its comments or strings."""

import os
import re

_LEFT_OUT = {".git", "build", "out", "node_modules", "__pycache__"}


def text_files(root):
    """All text files of the project: {path from the root: text}."""
    files = {}
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _LEFT_OUT)
        for name in sorted(names):
            path = os.path.join(folder, name)
            with open(path, "rb") as file:
                content = file.read()
            if b"\0" in content or name.endswith(".partial"):
                continue
            try:
                text = content.decode("utf-8")
            except UnicodeDecodeError:
                continue
            files[os.path.relpath(path, root).replace(os.sep, "/")] = text
    return files


def is_cpp(path):
    return path.endswith((".hpp", ".cpp"))


_TOKENS = re.compile(
    r"""//[^\n]*(?:\\\n[^\n]*)* | /\*.*?\*/              # comments
      | R"(?P<mark>[^()\\\s]{0,16})\(.*?\)(?P=mark)"      # raw strings
      | "(?:\\.|[^"\\\n])*"                               # strings
      | (?<![0-9A-Za-z_])'(?:\\.|[^'\\\n])+'              # characters (not digit separators)
    """,
    re.VERBOSE | re.DOTALL,
)


def _blank(text):
    return re.sub(r"[^\n]", " ", text)


def without_comments(text):
    """C++ with its comments blanked, lines kept."""
    return _TOKENS.sub(
        lambda m: _blank(m[0]) if m[0].startswith(("//", "/*")) else m[0], text)


def without_comments_and_strings(text):
    """C++ with comments and the inside of strings blanked; #include lines keep their names."""

    def replace(match):
        found = match[0]
        start = text.rfind("\n", 0, match.start()) + 1
        if found.startswith('"') and text[start:match.start()].lstrip().startswith("#include"):
            return found
        if found.startswith(("//", "/*")):
            return _blank(found)
        return found[0] + _blank(found[1:-1]) + found[-1]

    return _TOKENS.sub(replace, text)


def line_of(text, offset):
    return text.count("\n", 0, offset) + 1


def findings(path, text, rules):
    """rules: list of (compiled regex, message); messages may use {0} for what was found."""
    found = []
    for pattern, message in rules:
        for match in pattern.finditer(text):
            what = " ".join(match[0].split())
            found.append((path, line_of(text, match.start()), message.format(what)))
    return found
