"""komuna.do, carried out by an interpreter of the few commands it uses.

Stata itself is not free software and is not here. The interpreter below follows Stata's manual: names
of at most 32 letters, labels of at most 80, texts in compound quotes, macros called by $ and `,
`encode` that stops at a text without a label, `isid` that stops at a key that occurs twice.
"""

import csv
import datetime
import os
import re
import sys
import unittest

from reading import bytes_of, folder

NAME = re.compile(r"^[a-z_][a-z0-9_]{0,31}$")
RESERVED = {"byte", "double", "float", "if", "in", "int", "long", "using", "with", "strl", "_all",
            "_b", "_coef", "_cons", "_n", "_pi", "_pred", "_rc", "_skip"}
TEXT = r'`"(.*)"\''


def unquote(text):
    """What Stata sees of a text in compound quotes."""
    assert '"\'' not in text and '`"' not in text, text  # would end it, or open another
    plain, i = "", 0
    while i < len(text):
        if text[i] == "\\" and text[i + 1:i + 2] in ("$", "`"):
            i += 1
        else:
            assert text[i] not in "$`", f"a macro is called: {text}"
        plain += text[i]
        i += 1
    assert not text.endswith("\\"), text
    return plain


class Stata:
    def __init__(self, run):
        self.run, self.saved, self.labels = run, {}, {}
        commands = bytes_of(run + "/komuna.do").decode("utf-8").replace("///\n", " ")
        for line in commands.split("\n"):
            if line and not line.startswith("*"):
                self.command(line)

    def command(self, line):
        for pattern, action in self.COMMANDS:
            found = re.fullmatch(pattern, line)
            if found:
                action(self, *found.groups())
                return
        raise AssertionError("not understood: " + line)

    def clear(self, path, options):
        for option in ('delimiters(",")', "varnames(1)", "case(preserve)", 'encoding("utf-8")',
                       "bindquote(strict)", "maxquotedrows(unlimited)"):
            assert option in options, option
        with open(os.path.join(self.run, unquote(path)), encoding="utf-8", newline="") as file:
            lines = list(csv.reader(file))
        self.names = lines[0]
        columns = [[line[i] for line in lines[1:]] for i in range(len(lines[0]))]
        kinds = {}
        for kind in ("stringcols", "numericcols"):
            listed = re.search(kind + r"\(([0-9 ]+)\)", options)
            for position in listed[1].split() if listed else []:
                assert int(position) not in kinds
                kinds[int(position)] = kind
        assert sorted(kinds) == list(range(1, len(columns) + 1)), "every column has a type"
        for name in self.names:
            assert NAME.match(name) and name not in RESERVED, name
        self.data = {name: column if kinds[i + 1] == "stringcols" else
                     [float(cell) if cell else None for cell in column]
                     for i, (name, column) in enumerate(zip(self.names, columns))}
        self.raw = {name: list(column) for name, column in zip(self.names, columns)}
        self.value_labels, self.variable_labels, self.formats, self.notes = {}, {}, {}, {}

    def generate_date(self, name):
        origin = datetime.date(1960, 1, 1)
        self.data["komuna_new"] = [
            (datetime.date.fromisoformat(cell) - origin).days if cell else None
            for cell in self.data[name]]

    def define(self, label, number, text, how):
        if how == "replace":
            self.labels[label] = {}
        assert int(number) not in self.labels[label]
        self.labels[label][int(number)] = unquote(text)

    def encode(self, name, label):
        codes = {text: number for number, text in self.labels[label].items()}
        self.data["komuna_new"] = [codes[cell] if cell else None for cell in self.data[name]]
        self.value_labels["komuna_new"] = label

    def drop(self, name):
        del self.data[name]

    def rename(self, name):
        self.data[name] = self.data.pop("komuna_new")
        for facts in (self.value_labels, self.formats):
            if "komuna_new" in facts:
                facts[name] = facts.pop("komuna_new")

    def label_variable(self, name, text):
        assert name in self.data and len(unquote(text)) <= 80, text
        self.variable_labels[name] = unquote(text)

    def label_data(self, text):
        assert len(unquote(text)) <= 80, text

    def isid(self, names):
        keys = list(zip(*(self.data[name] for name in names.split())))
        assert len(keys) == len(set(keys)), names

    def save(self, path):
        self.saved[unquote(path)] = (self.names, self.raw, self.data, self.value_labels,
                                     self.variable_labels, self.formats)

    COMMANDS = [
        (r"version 14", lambda self: None),
        (rf"import delimited using {TEXT}, clear (.*)", clear),
        (r'generate long komuna_new = daily\((\w+), "YMD"\)', generate_date),
        (r"format (komuna_new) %td", lambda self, name: self.formats.update({name: "%td"})),
        (r"order komuna_new, after\((\w+)\)", lambda self, name: self.data[name]),
        (r"drop (\w+)", drop),
        (r"rename komuna_new (\w+)", rename),
        (rf"label define (\w+) (\d+) {TEXT}, (replace|add)", define),
        (r'label define (yes_no) 0 "no" 1 "yes", replace',
         lambda self, label: self.labels.update({label: {0: "no", 1: "yes"}})),
        (r"encode (\w+), generate\(komuna_new\) label\((\w+)\) noextend", encode),
        (r"label values (\w+) (\w+)",
         lambda self, name, label: self.value_labels.update({name: label})),
        (rf"label variable (\w+) {TEXT}", label_variable),
        (r"notes (\w+): (.*)", lambda self, name, text: unquote(text)),
        (r"notes: (.*)", lambda self, text: unquote(text)),
        (rf"label data {TEXT}", label_data),
        (r"isid ([\w ]+)", isid),
        (rf"save {TEXT}, replace", save),
    ]


class Do(unittest.TestCase):
    def test_every_table_arrives_as_it_is(self):
        for run in [folder() + "/one"] + sys.argv[2:]:
            stata = Stata(run)
            tables = sorted(name for name in os.listdir(run) if name.endswith(".csv"))
            self.assertEqual(sorted(stata.saved), [name[:-4] + ".dta" for name in tables])
            for names, raw, data, value_labels, variable_labels, formats in stata.saved.values():
                self.assertEqual(set(names), set(data))
                self.assertEqual(set(names), set(variable_labels))
                for name in names:
                    for before, after in zip(raw[name], data[name]):
                        self.same(stata, before, after, value_labels.get(name),
                                  formats.get(name))

    def same(self, stata, before, after, label, form):
        """What Stata holds says the same as the cell of the file."""
        if before == "":
            self.assertIn(after, ("", None))
        elif form == "%td":
            day = datetime.date(1960, 1, 1) + datetime.timedelta(days=after)
            self.assertEqual(day.isoformat(), before)
        elif label == "yes_no":
            self.assertEqual(float(before), after)
        elif label:
            self.assertEqual(stata.labels[label][after], before)
        elif isinstance(after, float):
            self.assertEqual(float(before), after)
        else:
            self.assertEqual(before, after)

    def test_dates_and_choices_are_more_than_text(self):
        names, _, data, value_labels, labels, formats = Stata(folder() + "/one").saved[
            "collectives.dta"]
        self.assertEqual(formats["founded"], "%td")
        self.assertEqual(value_labels["sector"], "sector_label")
        self.assertEqual(value_labels["named"], "yes_no")
        self.assertIn("(persons)", labels["departed"])


if __name__ == "__main__":
    unittest.main(argv=["stata_test"])
