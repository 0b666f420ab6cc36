"""Checks of the sources that the compiler does not make.

  lint.py RULE ROOT              check the tree under ROOT; exit code 1 with findings
  lint.py --self-test RULE       check that RULE catches what was planted, and lets good code pass
  lint.py --list                 names of the rules

A rule is a module here with check(files) -> [(path, line, message)] over {path: text}, CAUGHT, a list
of planted ({path: text}, part of the expected message), and PASSES, a list of {path: text}.
"""

import importlib
import sys

from sources import text_files

RULES = ["includes", "arithmetic", "dialect", "state", "headers", "names", "words", "links",
         "schedule", "layout"]
SKIPPED = 77  # CTest's code for "could not be tried here"


def check(rule, root):
    files = text_files(root)
    if not any(path.startswith("engine/") for path in files):
        print(f"{root} does not look like the project: no engine/")
        return 1
    try:
        findings = sorted(set(rule.check(files)))
    except FileNotFoundError as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    for path, line, message in findings:
        print(f"{path}:{line}: {message}")
    print(f"{len(files)} files, {len(findings)} findings")
    return 1 if findings else 0


def self_test(rule):
    failures = 0
    try:
        for files, expected in rule.CAUGHT:
            messages = [f"{path}:{line}: {message}" for path, line, message in rule.check(files)]
            if not any(expected in message for message in messages):
                print(f"not caught: {expected!r} in {files}; findings: {messages}")
                failures += 1
        for files in rule.PASSES:
            messages = rule.check(files)
            if messages:
                print(f"wrongly caught: {messages} in {files}")
                failures += 1
    except FileNotFoundError as missing:
        print(f"skipped: {missing}")
        return SKIPPED
    if not rule.CAUGHT or not rule.PASSES:
        print("a rule needs examples of both kinds")
        failures += 1
    print(f"{len(rule.CAUGHT)} planted, {len(rule.PASSES)} good, {failures} failures")
    return 1 if failures else 0


def main(words):
    if words == ["--list"]:
        print("\n".join(RULES))
        return 0
    if len(words) == 2 and words[0] == "--self-test" and words[1] in RULES:
        return self_test(importlib.import_module("rule_" + words[1]))
    if len(words) == 2 and words[0] in RULES:
        return check(importlib.import_module("rule_" + words[0]), words[1])
    print(__doc__)
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
