"""The rooms of the house: who may include whom, and which rooms go to the browser.

The order is that of ARCHITECTURE.md. Siblings never include each other.
"""

_ENGINE_BELOW_WORLD = ["base", "random", "population"]
_WORLD = _ENGINE_BELOW_WORLD + ["world"]
_SIMULATION = _WORLD + ["processes", "policies", "measures"]
_DOCUMENT = _SIMULATION + ["simulation"]
_ANALYSIS = _DOCUMENT + ["scenario/document", "scenario/files", "output", "analysis/calibration"]

# room -> rooms it may include besides itself
MAY_INCLUDE = {
    "base": [],
    "random": ["base"],
    "population": ["base", "random"],
    "world": _ENGINE_BELOW_WORLD,
    "processes": _WORLD,
    "policies": _WORLD,
    "measures": _WORLD,
    "simulation": _SIMULATION,
    "scenario/document": _DOCUMENT,
    "scenario/files": _DOCUMENT + ["scenario/document"],
    "output": _DOCUMENT,
    "analysis/calibration": ["base", "random"],
    "cluster": ["base"],
    "analysis": _ANALYSIS,
    "cli": _ANALYSIS + ["analysis", "cluster"],
    "classroom/wasm": _DOCUMENT + ["scenario/document", "analysis"],
}

BROWSER_ROOMS = [
    "base", "random", "population", "world", "processes", "policies", "measures", "simulation",
    "scenario/document",
]  # fmt: skip

# Files of other rooms that go to the browser as well (sources and headers of that name).
BROWSER_FILES = [
    "analysis/attribution", "analysis/journeys", "analysis/metrics", "analysis/paired_effect",
    "analysis/paired_lives", "analysis/pairs", "analysis/quantiles", "analysis/student_t",
]  # fmt: skip

# Which rooms may include a library (longest match of the start of what is included).
LIBRARIES = {
    "yaml-cpp/": ["scenario/files"],
    "nlohmann/": ["scenario/document", "scenario/files", "output", "analysis", "cli"],
    "CLI/": ["cli"],
    "Eigen/": ["analysis", "analysis/calibration"],
    "boost/": ["analysis", "analysis/calibration"],
    "netcdf": ["output"],
    "xlsxwriter": ["output"],
    "tbb/": ["base"],
    "oneapi/": ["base"],
    "SQLiteCpp/": ["output"],
    "sqlite3.h": ["output"],
    "zstd.h": ["output"],
    "mpi.h": ["cluster"],
    "fmt/": ["scenario/files", "output", "analysis", "cli"],
    "catch2/": [],
    "benchmark/": [],
    "emscripten": ["classroom/wasm"],
}

# Headers of libraries that cost seconds in every file that sees them: only in .cpp files.
ONLY_IN_SOURCES = ["yaml-cpp/", "nlohmann/", "CLI/", "Eigen/", "tbb/", "oneapi/", "boost/"]


def room_of(path):
    """The room a file of the project (path from its root, with /) stands in, or None."""
    inside = path.removeprefix("engine/")
    for room in sorted(MAY_INCLUDE, key=len, reverse=True):
        outside = room.split("/")[0] in ("analysis", "cluster", "cli", "classroom")
        if inside.startswith(room + "/") and outside == (inside == path):
            return room
    return None
