"""What the scripts of this folder share: their argument, skipping, and the formula of the sample."""

import csv
import functools
import importlib
import json
import sys

SKIPPED = 77  # tests/formats/CMakeLists.txt

# Names are permanent and in their places; new ones come after them.
FIRST_VARIABLES = (
    "requests enrolled admitted refused withdrew departed arrived born died died_in_camp "
    "locals_joined left_collective returned third_country arrested executed sent_to_camp expelled "
    "emigrated_elsewhere waiting in_collective in_ussr in_camp").split()
KEYS = ["replicate", "time", "origin", "collective", "sector"]


def folder():
    return sys.argv[1]


@functools.lru_cache(maxsize=None)
def variables():
    """All variables of the time series, in their order, as the table itself names them."""
    with open(folder() + "/one/timeseries.csv", encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    names = header[len(KEYS):]
    assert header[:len(KEYS)] == KEYS and names[:len(FIRST_VARIABLES)] == FIRST_VARIABLES, header
    return tuple(names)


@functools.lru_cache(maxsize=None)
def units():
    """Unit by variable, as datapackage.json has it."""
    with open(folder() + "/one/datapackage.json", encoding="utf-8") as file:
        resources = json.load(file)["resources"]
    fields = next(r for r in resources if r["name"] == "timeseries")["schema"]["fields"]
    return {field["name"]: field["unit"] for field in fields if field["name"] in variables()}


def need(*modules):
    """The modules named; ends the script as skipped if one is not installed."""
    try:
        found = [importlib.import_module(module) for module in modules]
    except ImportError as missing:
        print(f"skipped: {missing} (packages.txt names what to install)")
        sys.exit(SKIPPED)
    return found if len(found) > 1 else found[0]


def yearly(variable, replicate, year, place, world=0):
    """A count of the sample; `place` counts the origins of its world, 9 = people of the place."""
    if year == 1922:
        return 0
    return (world * 100000 + replicate * 10000 + (year - 1921) * 1000 + place * 100
            + variables().index(variable))


def monthly(variable, replicate, month, world=0):
    return world * 100000 + replicate * 10000 + month * 100 + variables().index(variable)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()
