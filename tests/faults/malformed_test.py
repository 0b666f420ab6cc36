"""Two hundred malformed scenarios of ten families, each refused with its place, in time.

  malformed_test.py [SEED [FILES]]        default 1921 200

Every file is a shipped scenario (teaching, invented, tiny) that was damaged at a random place, so
its author could have made the mistake. Promised: exit code 65 and a complaint that names file, line
and column; within a second up to 1 MiB and within two above; no more than 400 MB of memory.
"""

import os
import random
import re
import resource
import sys
import tempfile

import trial

SCENARIOS = ["scenarios/teaching", "scenarios/invented", "tests/support/scenarios/tiny"]
MOST_MEMORY = 400 << 20
MIB = 1 << 20


def lines_with(text, pattern):
    """Numbers of the lines that match, with their matches."""
    found = [(number, re.match(pattern, line))
             for number, line in enumerate(text.split("\n"))]
    return [(number, match) for number, match in found if match]


def changed_line(text, number, line):
    lines = text.split("\n")
    lines[number] = line
    return "\n".join(lines)


def with_line(text, chance, pattern, change):
    """One of the matching lines, changed."""
    number, match = chance.choice(lines_with(text, pattern))
    return changed_line(text, number, change(match))


NUMBER = r"^( +[a-z_]+: )(-?[0-9][0-9.]*)$"
MEMBER = r"^( +)([a-z_]{4,}): (\S.*)$"
TOP = r"^([a-z_]{4,}):(.*)$"


def bad_syntax(text, chance):
    kind = chance.randrange(7)
    if kind == 0:
        return with_line(text, chance, MEMBER, lambda m: f'{m[1]}{m[2]}: "{m[3].strip(chr(34))}')
    if kind == 1:
        return with_line(text, chance, NUMBER, lambda m: f"{m[1]}[{m[2]}")
    if kind == 2:
        return with_line(text, chance, MEMBER, lambda m: f"{m[1]}{m[2]}: {{a: {m[3]}")
    if kind == 3:
        return with_line(text, chance, MEMBER, lambda m: f"\t{m[2]}: 1")
    if kind == 4:
        return with_line(text, chance, MEMBER, lambda m: f"{m[1]}{m[2]} 1")
    if kind == 5:
        return with_line(text, chance, NUMBER, lambda m: f"{m[1]}{m[2]}: 3: 4")
    return with_line(text, chance, NUMBER, lambda m: f"{m[1]}@{m[2]}")


def unknown_key(text, chance):
    def misspelt(key):
        at = chance.randrange(len(key) - 1)
        wrong = key[:at] + key[at + 1] + key[at] + key[at + 2:]
        return wrong if wrong != key else key + "q"

    known = r"^( +)(heads|wage|fare|kind|sector|longitude|latitude|minimum_train|founded|yield): (.*)$"
    if chance.random() < 0.3:
        return with_line(text, chance, TOP, lambda m: f"{misspelt(m[1])}:{m[2]}")
    return with_line(text, chance, known, lambda m: f"{m[1]}{misspelt(m[2])}: {m[3]}")


def wrong_type(text, chance):
    wrong = chance.choice(['"many"', "[1, 2]", "yes", "1_000", "0x10", ".nan", ".inf", "1,5", "1e400",
                           "2021-13", "--1", "{b: 2}", "!!int 5", "!x 5", "12 persons"])
    return with_line(text, chance, r"^( +(?:heads|longitude|latitude|room|land|yield|wage|fare): )"
                     r"(-?[0-9][0-9.]*)$", lambda m: m[1] + wrong)


def out_of_range(text, chance):
    wrong = chance.choice(["-1e30", "1e30", "-99999", "9" * 25, "-" + "9" * 25, "1e308",
                           "18446744073709551616", "9223372036854775808", "9" * 5000])
    return with_line(text, chance, r"^( +(?:heads|longitude|latitude|target_members|founded): )(\S+)$",
                     lambda m: m[1] + wrong)


def dangling_reference(text, chance):
    wrong = chance.choice(["nowhere", "Arcadiaa", "[a, b]", "\U0001f33e", "x" * 100, "a.b", "3"])
    return with_line(text, chance, r"^( +(?:origin|kind|site|region|default_group): )([a-z_]+)$",
                     lambda m: m[1] + wrong)


def duplicate_key(text, chance):
    if chance.random() < 0.3:
        return text + "\n" + chance.choice(["title: again", "from: 1921-01", '"title": again']) + "\n"
    number, match = chance.choice(lines_with(text, NUMBER))
    return changed_line(text, number, match[0] + "\n" + match[0])


def bad_date(text, chance):
    wrong = chance.choice(["1921-13", "1921-00", "21-05", "May 1921", "1921/05", "1921-05-31", "99999",
                           "0001-01", "3000-01", "-1921", "1921-5", "~", "", "1921-01-01T00:00:00Z"])
    return with_line(text, chance, r"^( *(?:from|until|founded): )(\S+)$", lambda m: m[1] + wrong)


def bad_encoding(text, chance):
    kind = chance.randrange(7)
    if kind == 0:
        return b"\xff\xfe" + text.encode("utf-16-le")
    if kind == 1:
        return text.encode("utf-16-be")
    if kind == 2:
        return b"\x00\x00\xfe\xff" + text.encode("utf-32-be")
    content = text.encode()
    at = content.index(b"\n", chance.randrange(len(content) - 2000)) + 1
    wrong = [b"# caf\xe9\n", b"x\x00y: 1\n", b"# bell \x07\n", b"# half \xf0\x9f\n"][kind - 3]
    return content[:at] + wrong + content[at:]


def nested_and_shared(text, chance):
    kind = chance.randrange(7)
    if kind == 0:
        return text + "\nx: " + "[" * 1500
    if kind == 1:
        return text + "\nx:\n" + "".join(" " * (k + 1) + "a:\n" for k in range(80))
    if kind == 2:
        rows = ["a0: &a0 [1, 1]"] + [f"a{k}: &a{k} [{', '.join([f'*a{k - 1}'] * 9)}]"
                                     for k in range(1, chance.randint(8, 30))]
        return text + "\n" + "\n".join(rows) + "\n"
    if kind == 3:
        return text + "\nx: &x {y: *x}\n"
    if kind == 4:
        return text + "\nx: *nobody\n"
    if kind == 5:
        return text + "\nx:\n  <<: 5\n"
    return text + "\n---\n" + text


def traversal(text, chance):
    """A scenario reads below its own folder and the shipped ones only."""
    place = chance.choice(["../outside.yaml", "/etc/passwd", "../../../../etc/passwd", "link.yaml",
                           "/proc/self/environ", "/dev/zero", "pipe", "own.yaml", "~/x", "a\\0b",
                           "no_such", "file:///etc/passwd", "..", "folder/../../outside.yaml"])
    if place == "own.yaml":
        place = "FILE"
    return f'extends: "{place}"\n' + text


FAMILIES = [bad_syntax, unknown_key, wrong_type, out_of_range, dangling_reference, duplicate_key,
            bad_date, bad_encoding, nested_and_shared, traversal]


def grown(content, chance):
    """Some are large: the mistake is then found among a mebibyte or three."""
    size = chance.choice([0, 0, 0, 0, 0, 0, 900 << 10, 3 << 20])
    if not size:
        return content
    return content + (b"\n#" + b"x" * 98) * (size // 100) + b"\n"


def seconds_of_children():
    """Of the processor, so that a busy machine is not mistaken for a slow program."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def check_file(path, name):
    begin = seconds_of_children()
    result = trial.call(["validate", path], limits=[(resource.RLIMIT_AS, MOST_MEMORY)])
    seconds = seconds_of_children() - begin
    allowed = 1 if os.path.getsize(path) <= MIB else 2
    place = re.search(re.escape(path) + r":[1-9][0-9]*:[1-9][0-9]*: \S", result.out + result.err)
    told = f"{name}: {result.out.strip()[:200]} {result.err.strip()[:400]}"
    if result.code != trial.SCENARIO:
        return f"exit code {result.code}: {told}", seconds
    if not place:
        return f"without a place: {told}", seconds
    return ("" if seconds < allowed else f"took {seconds:.1f} s: {told}"), seconds


def prepare(place):
    with open(os.path.join(place, "outside.yaml"), "w", encoding="utf-8") as file:
        file.write("title: outside\n")
    own = os.path.join(place, "own")
    os.mkdir(own)
    os.symlink(os.path.join(place, "outside.yaml"), os.path.join(own, "link.yaml"))
    os.mkfifo(os.path.join(own, "pipe"))
    os.mkdir(os.path.join(own, "folder"))
    return own


def main(words):
    seed = int(words[0]) if words else 1921
    count = int(words[1]) if len(words) > 1 else 200
    texts = [trial.read(os.path.join(trial.SOURCE, folder, "scenario.yaml")).decode()
             for folder in SCENARIOS]
    failures, slowest = [], 0
    with tempfile.TemporaryDirectory(prefix="komuna-malformed-") as place:
        own = prepare(place)
        for number in range(count):
            chance = random.Random(f"{seed} {number}")
            family = FAMILIES[number % len(FAMILIES)]
            content = family(chance.choice(texts), chance)
            path = os.path.join(own, f"{number}.yaml")
            if isinstance(content, str):
                content = grown(content.replace('"FILE"', f'"{number}.yaml"').encode(), chance)
            with open(path, "wb") as file:
                file.write(content)
            problem, seconds = check_file(path, f"{number} {family.__name__}")
            slowest = max(slowest, seconds)
            if problem:
                failures.append(problem)
            os.remove(path)
    print("\n".join(failures))
    print(f"{count} files of {len(FAMILIES)} families (seed {seed}): {len(failures)} not refused as "
          f"promised; the slowest took {slowest:.2f} s")
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
