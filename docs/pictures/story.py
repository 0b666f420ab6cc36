#!/usr/bin/env python3
"""Draws docs/pictures/story.svg from the tables of a run.

    ./komuna run --out out/story
    /usr/bin/python3 docs/pictures/story.py out/story docs/pictures/story.svg

Needs Debian's python3-matplotlib. Every figure comes from timeseries.csv and targets.csv.
"""
import csv
import sys
from collections import defaultdict

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt

GROUPS = [
    ("United States and Canada", {"usa", "canada"}, "#1b6ca8", "-"),
    ("Czechoslovakia", {"czechoslovakia"}, "#b5442e", "--"),
    ("all other origins", None, "#5b5b5b", ":"),
]
TARGETS = [
    ("five_largest", "2,441 with the five largest\nCzechoslovak collectives"),
    ("farms_at_work", "21 farms at work"),
    ("works_at_work", "11 works at work"),
    ("north_america", "5,000 from North America"),
    ("requests", "420,000 requests"),
    ("admitted", "5,503 admitted 1922-25"),
    ("interhelpo_first_persons", "303 in Interhelpo's first train"),
    ("interhelpo_first_year_deaths", "30 dead of them in a year"),
    ("slovacka_persons", "480 of Slovácká (held out)"),
    ("reflektor_persons", "327 of Reflektor (held out)"),
    ("uhlfeld_persons", "210 of Uhlfeld (held out)"),
]
YEARS = range(1921, 1934)


def quantile(values, q):
    values = sorted(values)
    position = q * (len(values) - 1)
    low = int(position)
    high = min(low + 1, len(values) - 1)
    return values[low] + (position - low) * (values[high] - values[low])


def departures(folder):
    named = GROUPS[0][1] | GROUPS[1][1]
    by_group = [defaultdict(float) for _ in GROUPS]
    replicates = set()
    with open(f"{folder}/timeseries.csv", newline="", encoding="utf-8") as file:
        for row in csv.DictReader(file):
            replicates.add(row["replicate"])
            year = int(row["time"][:4])
            for sums, (_, origins, _, _) in zip(by_group, GROUPS):
                inside = row["origin"] in origins if origins else row["origin"] not in named
                if inside:
                    sums[row["replicate"], year] += float(row["departed"])
    return by_group, sorted(replicates)


def draw_story(axis, folder):
    by_group, replicates = departures(folder)
    for sums, (name, _, colour, dash) in zip(by_group, GROUPS):
        def at(q):
            return [quantile([sums[r, y] for r in replicates], q) for y in YEARS]
        axis.fill_between(YEARS, at(0.05), at(0.95), color=colour, alpha=0.18, linewidth=0)
        axis.plot(YEARS, at(0.5), color=colour, linestyle=dash, label=name)
    axis.set_ylabel("persons who left, a year")
    axis.set_title("Departures (median and 90 % of histories)", fontsize=10, loc="left")
    axis.legend(frameon=False, fontsize=8)
    axis.set_ylim(bottom=0)
    return len(replicates)


def draw_targets(axis, folder):
    with open(f"{folder}/targets.csv", newline="", encoding="utf-8") as file:
        rows = {row["target_id"]: row for row in csv.DictReader(file)}
    for line, (target, label) in enumerate(reversed(TARGETS)):
        row = rows[target]
        observed = float(row["observed"])
        low, middle, high = (float(row[q]) / observed for q in ("q05", "median", "q95"))
        held_out = row["role"] == "holdout"
        axis.plot([low, high], [line, line], color="#444444", linewidth=1.5)
        axis.plot([middle], [line], marker="s" if held_out else "o", color="#444444",
                  markerfacecolor="white" if held_out else "#444444", markersize=6)
    axis.set_yticks(range(len(TARGETS)), [label for _, label in reversed(TARGETS)], fontsize=8)
    axis.axvline(1.0, color="#b5442e", linewidth=1)
    axis.set_xscale("log")
    ticks = [0.25, 0.5, 1, 2, 4]
    axis.set_xticks(ticks, [f"{tick:g}" for tick in ticks])
    axis.minorticks_off()
    axis.set_xlabel("model / figure of history")
    axis.set_title("Figures of history beside the model", fontsize=10, loc="left")


def main():
    folder, picture = sys.argv[1:3]
    plt.rcParams["svg.hashsalt"] = "komuna"
    plt.rcParams["font.size"] = 9
    figure, (left, right) = plt.subplots(1, 2, figsize=(10.5, 4.2), layout="constrained")
    replicates = draw_story(left, folder)
    draw_targets(right, folder)
    figure.text(0.005, -0.03, f"{replicates} replicates of the historical scenario, provisional "
                "parameters set by hand. All persons are synthetic.", fontsize=7.5)
    for axis in (left, right):
        axis.spines[["top", "right"]].set_visible(False)
    figure.savefig(picture, bbox_inches="tight", metadata={"Date": None})


if __name__ == "__main__":
    main()
