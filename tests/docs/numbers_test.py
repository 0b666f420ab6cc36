"""docs/numbers.py on documents and outputs made up here: figures are renewed, nothing is guessed."""

import importlib.util
import pathlib
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Python has a module of that name: ours is loaded by its path.
_spec = importlib.util.spec_from_file_location("quoted_numbers", ROOT / "docs/numbers.py")
numbers = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(numbers)

PRINTED = """\
HEADING
                       base   effect    95 % of the mean   90 % of pairs
  departed            1,000     -300        -310 .. -290    -400 .. -200
  departed.usa          500       +1           -2 .. +4        -9 .. +8
  departed.czechoslovakia  400  -349       -355 .. -340    -390 .. -300
  Reflektor, persons    327      569
                                              (in 93 of 100 replicates)

  Who would have gone
    in both worlds 67; only in base 42
    what kept back those who went, in so many words that the line is full: the people gave up
      waiting (3); took others (2);
      fell ill (1)
"""

DOCUMENT = """\
Words.

<!-- numbers: compare it -->
```
                       base   effect    95 % of the mean   90 % of pairs
  departed              900     -100        -110 .. -90     -200 .. -100
  ...
  Reflektor, persons    327      111
                                              (in 1 of 100 replicates)
  Who would have gone
    in both worlds 1; only in base 2
    what kept back those who went, in so many words that the line is full: the old reason (7) and
      other (1)
```

About 4,200 people fewer
leave.
"""


def lines(_command):
    return PRINTED.split("\n")


class Quotes(unittest.TestCase):
    def test_lines_are_taken_over(self):
        new = numbers.renewed("x.md", DOCUMENT, lines)
        block = new.split("```\n")[1]
        for line in ("  departed            1,000     -300        -310 .. -290    -400 .. -200",
                     "  ...", "  Reflektor, persons    327      569",
                     "(in 93 of 100 replicates)", "    in both worlds 67; only in base 42",
                     "full: the people gave up\n      waiting (3); took others (2);\n      fell ill (1)"):
            self.assertIn(line, block)
        for old in ("900", "(in 1 of", "old reason", "other (1)"):
            self.assertNotIn(old, block)
        self.assertEqual(numbers.renewed("x.md", new, lines), new)  # a second time changes nothing

    def test_a_line_that_is_printed_no_more_is_an_error(self):
        with self.assertRaises(SystemExit):
            numbers.renewed("x.md", DOCUMENT.replace("in both worlds", "in no world"), lines)

    def test_sentences(self):
        effect, low, high = numbers.interval(lines(""), "departed.usa")
        self.assertEqual((effect, low, high), (1, -2, 4))
        self.assertEqual(numbers.hundreds(-4185.4), "4,200")
        with self.assertRaises(SystemExit):
            numbers.interval(lines(""), "departed.mars")

    def test_check_and_renew_the_real_documents(self):
        with tempfile.TemporaryDirectory() as name:
            root = pathlib.Path(name)
            for document in numbers.DOCUMENTS:
                (root / document).parent.mkdir(parents=True, exist_ok=True)
                text = (ROOT / document).read_text(encoding="utf-8")
                (root / document).write_text(text, encoding="utf-8")
            commands = numbers.Commands("none", root / "runs", "")
            (root / "runs").mkdir()
            # What each command is said to print: what the documents quote of it.
            quoted = {}
            for document in numbers.DOCUMENTS:
                text = (ROOT / document).read_text(encoding="utf-8").split("\n")
                for at, line in enumerate(text):
                    if mark := numbers.MARK.match(line):
                        end = text.index("```", at + 2)
                        quoted.setdefault(mark[1], []).extend(text[at + 2:end])
            self.assertIn(numbers.PROHIBITED, quoted)
            self.assertIn(numbers.THE_RUN, quoted)
            for command, block in quoted.items():
                path = commands.folder(command).with_suffix(".txt")
                path.write_text("\n".join(block), encoding="utf-8")
            words = ["--komuna", "none", "--runs", str(root / "runs"), "--root", str(root), "--quotes"]
            self.assertEqual(numbers.main([*words, "--check"]), 0)
            run = commands.folder(numbers.THE_RUN).with_suffix(".txt")
            run.write_text(run.read_text(encoding="utf-8").replace("5,503", "5,504"),
                           encoding="utf-8")
            self.assertEqual(numbers.main([*words, "--check"]), 1)
            self.assertEqual(numbers.main(words), 0)
            self.assertIn("5,504", (root / "README.md").read_text(encoding="utf-8"))
            self.assertEqual(numbers.main([*words, "--check"]), 0)


if __name__ == "__main__":
    unittest.main()
