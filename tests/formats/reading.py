"""What the scripts of this folder share: their argument, skipping, and the formula of the sample."""

import importlib
import sys

SKIPPED = 77  # tests/formats/CMakeLists.txt

VARIABLES = (
    "requests enrolled admitted refused withdrew departed arrived born died died_in_camp "
    "locals_joined left_collective returned third_country arrested executed sent_to_camp "
    "expelled emigrated_elsewhere waiting in_collective in_ussr in_camp in_army called_up "
    "died_in_army stayed_behind reunited locals_hired widowed orphaned new_heads "
    "person_months").split()
STOCKS = {"waiting", "in_collective", "in_ussr", "in_camp", "in_army"}


def folder():
    return sys.argv[1]


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
            + VARIABLES.index(variable))


def monthly(variable, replicate, month, world=0):
    return world * 100000 + replicate * 10000 + month * 100 + VARIABLES.index(variable)


def bytes_of(path):
    with open(path, "rb") as file:
        return file.read()
