#!/usr/bin/env python3
"""Brings every figure that the documents quote from a run up to date, or checks that it is.

    docs/numbers.py                        runs what is quoted, rewrites what has changed
    docs/numbers.py --check                changes nothing; exit code 1 when something has changed

A block of output is quoted under a line that names the command it comes from:

    <!-- numbers: compare historical --what-if prague_prohibits -->
    ```
      departed.usa                        5,057       +7      -3.19 .. +17.2  ...
    ```

Each of its lines is looked up in what the command prints, by its words before the first figure, and
taken over as it is there; `...` stays. Figures in sentences stand in SENTENCES, statements that may
cease to hold in STATEMENTS. docs/pictures/story.svg and docs/variants.md are made by their own
scripts, from the same runs.

Options: --komuna PROGRAM (default ./komuna), --runs FOLDER takes (or keeps) the runs in it, --quotes
only the quoted blocks and sentences (needs nothing but Python; the picture needs
python3-matplotlib), --more WORDS lays further words on every command (to try this script on less:
--more "--replicates 4"), --root FOLDER of the documents.
"""
import argparse
import difflib
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parent
TUTORIAL = "docs/tutorial/what-if-prague-had-forbidden-it.md"
DOCUMENTS = ["README.md", TUTORIAL]
PROHIBITED = "compare historical --what-if prague_prohibits"
THE_RUN = "run historical"  # behind the picture too
FULL_LINE = 96  # characters; the program breaks sentences at 98 to 100
MARK = re.compile(r"^<!-- numbers: (.+) -->$")


def label(line):
    """What a line is recognised by: its words before the first figure, gap, colon or semicolon."""
    return re.split(r" {2,}|[:;]|(?<![\w.~])[+-]?\d", line.strip(), maxsplit=1)[0].strip()


def are_same(a, b):
    """Whether two labels are; the program ends a name that is too long for its column in ~."""
    if "~" not in a + b:
        return a == b
    a, b = a.rstrip("~"), b.rstrip("~")
    length = min(len(a), len(b))
    return length > 12 and a[:length] == b[:length]


def indent(line):
    return len(line) - len(line.lstrip())


def goes_on(line, more):
    """Whether `more` is the rest of a sentence that was too long for its line."""
    words = more.split()
    return bool(words) and indent(line) > 0 and indent(more) == indent(line) + 2 and \
        len(line) + 1 + len(words[0]) > FULL_LINE


def taken_over(line, printed):
    """The line as it is printed now, with the lines it goes on in; None where there is none."""
    for at, now in enumerate(printed):
        if not label(line) or not are_same(label(now), label(line)):
            continue
        lines = [now]
        for more in printed[at + 1:]:
            first = len(lines) == 1
            on = goes_on(now, more) if first else indent(more) == indent(lines[-1])
            if not more.strip().startswith("(in ") and not (on and indent(more) > indent(now)):
                break
            lines.append(more)
        return lines
    return None


def renewed_block(block, printed, place):
    """The lines of a quoted block as they are printed now."""
    lines, sentence, rest = [], "", None  # rest: how far the rest of a sentence is indented
    for line in block:
        if line.strip() in ("", "..."):
            lines.append(line)
            rest = None
            continue
        if goes_on(sentence, line):
            rest = indent(line)
        if line.strip().startswith("(in ") or indent(line) == rest:
            sentence = ""
            continue  # the rest of an old line; the new one has come with its line
        now = taken_over(line, printed)
        if now is None:
            raise SystemExit(f"{place}: the command prints no line like \"{line.strip()}\"")
        lines += now
        sentence, rest = line, None
    return lines


def first_figures(printed, metric):
    """The first four figures of a metric in what a comparison prints: base, effect, low, high."""
    for line in printed:
        if line.startswith("  " + metric + " "):
            figures = re.findall(r"[+-]?[\d,]+(?:\.\d+)?", line[2 + len(metric):])
            return [float(text.replace(",", "")) for text in figures[:4]]
    raise SystemExit(f"the comparison prints no line {metric}")


def interval(printed, metric):
    """(effect, low, high) of the mean of a figure."""
    return tuple(first_figures(printed, metric)[1:])


def base_of(printed, metric):
    """The mean of a figure in the base."""
    return first_figures(printed, metric)[0]


def hundreds(value):
    return f"{round(abs(value), -2):,.0f}"


# (document, pattern with one group, command, the group's text from what is printed)
SENTENCES = [
    (TUTORIAL, r"About ([\d,]+) people fewer leave Czechoslovakia", PROHIBITED,
     lambda printed: hundreds(interval(printed, "departed.czechoslovakia")[0])),
]
# (document, sentence, command, whether it holds)
STATEMENTS = [
    (TUTORIAL, "is less than a hundredth of those who left anyway", PROHIBITED,
     lambda printed: max(abs(end) for end in interval(printed, "departed.usa")[1:3])
     < 0.01 * base_of(printed, "departed.usa")),
]


def words_between(text):
    """One blank for each stretch of white space: sentences go over several lines."""
    return " ".join(text.split())


def renewed(name, text, printed):
    """A document with its quoted figures as they are now. `printed`: lines of a command."""
    lines, old = [], text.split("\n")
    at = 0
    while at < len(old):
        lines.append(old[at])
        mark = MARK.match(old[at])
        at += 1
        if not mark:
            continue
        if at >= len(old) or not old[at].startswith("```"):
            raise SystemExit(f"{name}: no quoted block follows {mark[0]}")
        end = old.index("```", at + 1)
        block = renewed_block(old[at + 1:end], printed(mark[1]), f"{name}, {mark[1]}")
        lines += [old[at], *block]
        at = end
    new = "\n".join(lines)
    for document, pattern, command, value in SENTENCES:
        if document != name:
            continue
        found = re.search(pattern.replace(" ", r"\s+"), new)
        if not found:
            raise SystemExit(f"{name}: there is no sentence like \"{pattern}\"")
        new = new[:found.start(1)] + value(printed(command)) + new[found.end(1):]
    for document, sentence, command, holds in STATEMENTS:
        if document != name:
            continue
        if sentence not in words_between(new):
            raise SystemExit(f"{name}: there is no sentence \"{sentence}\"")
        if not holds(printed(command)):
            raise SystemExit(f"{name}: no longer true: \"{sentence}\"; write it anew")
    return new


class Commands:
    """What each command prints; each is carried out once, or taken from a folder of runs."""

    def __init__(self, program, runs, more):
        self.program, self.runs, self.more, self.known = program, runs, more, {}

    def folder(self, command):
        return self.runs / re.sub(r"[^a-z0-9]+", "-", command.lower()).strip("-")

    def __call__(self, command):
        if command not in self.known:
            folder = self.folder(command)
            kept = folder.with_suffix(".txt")
            if not kept.exists():
                words = [self.program, *shlex.split(command), *shlex.split(self.more), "--out",
                         str(folder)]
                done = subprocess.run(words, check=True, stdout=subprocess.PIPE)
                kept.write_bytes(done.stdout)
            self.known[command] = kept.read_text(encoding="utf-8").split("\n")
        return self.known[command]


def without_date(text):
    return re.sub(r"^komuna \S+, \d{4}-\d\d-\d\d, ", "", text, flags=re.MULTILINE)


def made_by_scripts(commands, work):
    """(document, its new text) of what docs/variants.py and docs/pictures/story.py write."""
    commands(THE_RUN)
    work.mkdir(parents=True, exist_ok=True)
    variants = work / "variants"
    variants.mkdir(exist_ok=True)
    if not (variants / "historical").exists():
        (variants / "historical").symlink_to(commands.folder(THE_RUN).resolve())
    page, picture = work / "variants.md", work / "story.svg"
    replicates = re.search(r"--replicates (\d+)", commands.more)
    subprocess.run([sys.executable, str(HERE / "variants.py"), "--komuna", commands.program, "--runs",
                    str(variants), "--page", str(page), "--replicates",
                    replicates[1] if replicates else "100"], check=True)
    subprocess.run(["/usr/bin/python3", str(HERE / "pictures/story.py"),
                    str(commands.folder(THE_RUN)), str(picture)], check=True)
    return [("docs/variants.md", page.read_text(encoding="utf-8")),
            ("docs/pictures/story.svg", picture.read_text(encoding="utf-8"))]


def difference(name, old, new):
    """The lines that differ, the first few."""
    lines = list(difflib.unified_diff(old.split("\n"), new.split("\n"), name, name + " (now)",
                                      lineterm="", n=0))
    return "\n".join(lines[:20] + (["..."] if len(lines) > 20 else []))


def main(words):
    parser = argparse.ArgumentParser(description="Figures quoted in the documents.")
    parser.add_argument("--komuna", default=str(ROOT / "komuna"))
    parser.add_argument("--runs", type=pathlib.Path)
    parser.add_argument("--more", default="")
    parser.add_argument("--root", type=pathlib.Path, default=ROOT)
    parser.add_argument("--quotes", action="store_true")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(words)
    with tempfile.TemporaryDirectory() as temporary:
        runs = options.runs or pathlib.Path(temporary)
        runs.mkdir(parents=True, exist_ok=True)
        commands = Commands(options.komuna, runs, options.more)
        pages = []
        for name in DOCUMENTS:
            text = (options.root / name).read_text(encoding="utf-8")
            pages.append((name, renewed(name, text, commands)))
        if not options.quotes:
            pages += made_by_scripts(commands, runs / "pages")
        changed = 0
        for name, new in pages:
            path = options.root / name
            old = path.read_text(encoding="utf-8")
            if without_date(old) == without_date(new):
                continue
            changed += 1
            if options.check:
                print(difference(name, old, new))
            else:
                path.write_text(new, encoding="utf-8")
                print(f"{name}: renewed")
    if options.check and changed:
        print(f"{changed} documents quote other figures than the program prints: docs/numbers.py")
    return 1 if options.check and changed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
