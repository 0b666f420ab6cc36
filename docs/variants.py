#!/usr/bin/env python3
"""Writes docs/variants.md: which patterns of the history each rival variant fails.

    docs/variants.py                       runs the four scenarios and writes the page
    docs/variants.py --runs FOLDER         takes (or keeps) the runs in FOLDER/<scenario>
    docs/variants.py --check               does the page name the targets of the scenario?

Options: --komuna PROGRAM (default ./komuna), --replicates N (default 100), --seed N (default 1921),
--page FILE. Needs nothing but Python. Figures come from targets.csv, timeseries.csv and
manifest.json of the runs; no sentence of the page depends on how they came out but those made here
from them.
"""
import argparse
import csv
import json
import pathlib
import re
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent
VARIANTS = [("historical", "history"), ("ideology_led", "ideology"), ("material_led", "material"),
            ("ties_led", "ties")]
FAILS = 2.0  # standard errors of figure and model
ORIGINS = [("United States and Canada", {"usa", "canada"}), ("Czechoslovakia", {"czechoslovakia"}),
           ("all other origins", None)]


def run(program, variant, folder, replicates, seed):
    scenario = variant if variant == "historical" else "variants/" + variant
    subprocess.run([program, "run", scenario, "--replicates", str(replicates), "--seed", str(seed),
                    "--quiet", "--out", str(folder)], check=True)


def read_targets(folder):
    with open(folder / "targets.csv", newline="", encoding="utf-8") as file:
        return {row["target_id"]: row for row in csv.DictReader(file)}


def departures(folder):
    """Mean persons who departed, by group of origins."""
    total, replicates = dict.fromkeys((name for name, _ in ORIGINS), 0), set()
    with open(folder / "timeseries.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            replicates.add(row["replicate"])
            for name, members in ORIGINS:
                if members is None or row["origin"] in members:
                    total[name] += int(row["departed"] or 0)
                    break
    return {name: persons / max(1, len(replicates)) for name, persons in total.items()}


def z_of(row):
    """(text, does it fail?) of one target in one variant."""
    if int(row["n"]) == 0:
        return "never", True
    if row["z_total"] == "" or row["z_total"] == "nan":
        return ("<-99", True) if float(row["median"]) <= 0 else ("-", False)
    z = float(row["z_total"])
    if abs(z) > 99:
        return ("<-99" if z < 0 else ">+99"), True
    text = f"{z:+.1f}"
    return ("0.0" if text in ("+0.0", "-0.0") else text), abs(z) > FAILS


def table(targets):
    lines = ["| pattern | role | " + " | ".join(title for _, title in VARIANTS) + " |",
             "|---|---|" + "---:|" * len(VARIANTS)]
    for target, row in targets["historical"].items():
        cells = []
        for variant, _ in VARIANTS:
            text, fails = z_of(targets[variant][target])
            cells.append(f"**{text}**" if fails else text)
        lines.append(f"| {row['name']} | {row['role']} | " + " | ".join(cells) + " |")
    return lines


def counts(targets):
    lines = ["| failed | " + " | ".join(title for _, title in VARIANTS) + " |",
             "|---|" + "---:|" * len(VARIANTS)]
    for role in ("fit", "holdout"):
        cells = []
        for variant, _ in VARIANTS:
            rows = [row for row in targets[variant].values() if row["role"] == role]
            failed = sum(z_of(row)[1] for row in rows)
            cells.append(f"{failed} of {len(rows)}")
        lines.append(f"| {role} | " + " | ".join(cells) + " |")
    return lines


def failures(targets):
    """What each variant fails and the history does not, and the other way round."""
    lines = []
    for variant, title in VARIANTS[1:]:
        worse, better = [], []
        for target, row in targets["historical"].items():
            here, there = z_of(targets[variant][target]), z_of(row)
            if here[1] and not there[1]:
                worse.append(f"{row['name']} ({here[0]})")
            if there[1] and not here[1]:
                better.append(f"{row['name']} ({here[0]})")
        lines += [f"### Led by {title}", "", "Fails where the history does not:", ""]
        lines += [f"- {name}" for name in worse] or ["- nothing"]
        lines += ["", "Meets what the history fails:", ""]
        lines += [f"- {name}" for name in better] or ["- nothing"]
        lines += [""]
    return lines


def origins_table(departed):
    lines = ["| departed, persons (mean) | " + " | ".join(title for _, title in VARIANTS) + " |",
             "|---|" + "---:|" * len(VARIANTS)]
    for name, _ in ORIGINS:
        cells = [f"{departed[variant][name]:,.0f}" for variant, _ in VARIANTS]
        lines.append(f"| {name} | " + " | ".join(cells) + " |")
    return lines


def page(targets, departed, manifest):
    engine = manifest["engine"]
    made = (f"komuna {engine['version']}, {manifest['created_at'][:10]}, "
            f"{manifest['replicates']['completed']} replicates, seed {manifest['rng']['seed']}")
    return "\n".join([
        "# Three rival variants", "",
        "<!-- Written by docs/variants.py; change that, not this. -->", "",
        "What moved people to go: conviction, need, or whom they knew? The history gives weight to",
        "all three classes of motives. Each rival variant keeps one class, with more weight, and sets",
        "the others to zero, for the Soviet Union and for the countries that competed with it; party",
        "and press as the channel, authorities, the gate and everything after the departure stay as",
        "they are. Then the constants of joining, applying, founding and of each destination were set",
        "again **by hand**, so that the totals come near the figures of history where the variant can",
        "reach them. The scenarios are in `scenarios/variants/`.", "",
        f"{made}. To make this page again:", "",
        "```", "docs/variants.py --replicates " + str(manifest["replicates"]["asked"]), "```", "",
        f"A pattern counts as failed when |z| > {FAILS:g}, in bold: the median of the replicates is",
        "more than two standard errors of figure and model away. *Never* means that no replicate has",
        "the figure at all. A pattern that is met proves nothing by itself: several constants were",
        "set to it. Holdouts were never set to; patterns that a variant fails together with the",
        "history speak about the rest of the model, not about motives.", "",
        "## How many patterns fail", "", *counts(targets), "",
        "## Where people left from", "",
        "History: organised emigrants from the United States and Canada about 5,000, from",
        "Czechoslovakia about 2,600, and fewer from each other country. The table counts everybody who",
        "departed, single applicants and families that followed included.", "",
        *origins_table(departed), "",
        "## What each fails", "", *failures(targets),
        "## Every pattern", "",
        "z by pattern and variant; report: shown, neither fitted nor held out.", "",
        *table(targets), ""])


def scenario_targets():
    text = (ROOT / "scenarios/historical/targets.yaml").read_text(encoding="utf-8")
    return [match[1].strip("\"'") for match in re.finditer(r"^    name: *(.+)$", text, re.MULTILINE)]


def check(text, names):
    """Names of the scenario that the page lacks, and of the page that the scenario lacks."""
    listed = re.findall(r"^\| ([^|]+) \| (?:fit|holdout|report) \|", text, re.MULTILINE)
    return sorted(set(names) ^ set(listed))


def main(words):
    parser = argparse.ArgumentParser(description="Writes docs/variants.md.")
    parser.add_argument("--komuna", default=str(ROOT / "komuna"))
    parser.add_argument("--replicates", type=int, default=100)
    parser.add_argument("--seed", type=int, default=1921)
    parser.add_argument("--runs", type=pathlib.Path)
    parser.add_argument("--page", type=pathlib.Path, default=ROOT / "docs/variants.md")
    parser.add_argument("--check", action="store_true")
    options = parser.parse_args(words)
    if options.check:
        odd = check(options.page.read_text(encoding="utf-8"), scenario_targets())
        for name in odd:
            print(f"{options.page}: out of date about the target \"{name}\"; run docs/variants.py")
        return 1 if odd else 0
    with tempfile.TemporaryDirectory() as temporary:
        runs = options.runs or pathlib.Path(temporary)
        for variant, _ in VARIANTS:
            if not (runs / variant / "manifest.json").exists():
                run(options.komuna, variant, runs / variant, options.replicates, options.seed)
        targets = {variant: read_targets(runs / variant) for variant, _ in VARIANTS}
        departed = {variant: departures(runs / variant) for variant, _ in VARIANTS}
        manifest = json.loads((runs / "historical/manifest.json").read_text(encoding="utf-8"))
        options.page.write_text(page(targets, departed, manifest), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
