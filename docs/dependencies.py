#!/usr/bin/env python3
"""What komuna is made with: docs/dependencies.md and the bill of materials.

    docs/dependencies.py               writes docs/dependencies.md
    docs/dependencies.py --check       does the page know every dependency, and is each as promised?
    docs/dependencies.py --sbom FILE   writes the bill of materials (CycloneDX 1.5, JSON)

Everything comes from four files: packages.txt (Debian's packages), docs/licences.txt (their versions
in Debian 12 and licences), classroom/package-lock.json (what the classroom page is built with) and
classroom/audit/package-lock.json (what examines the page by hand: on the page, not in the bill).
The bill names the versions that are installed where it is made. Needs nothing but Python.
"""

import base64
import collections
import hashlib
import json
import pathlib
import re
import subprocess
import sys
import uuid

ROOT = pathlib.Path(__file__).resolve().parent.parent
AUDIT = "classroom/audit"
PAGE = ROOT / "docs" / "dependencies.md"
GROUPS = {
    "build": "What the program needs",
    "test": "What its tests need besides",
    "extra": "What makes the tests more thorough",
    "bench": "What measures speed",
    "fuzz": "What looks for faults",
}
# Packages whose code is in the program or loaded by it; the others are tools and do not reach users.
LINKED = {"libtbb-dev", "libyaml-cpp-dev", "nlohmann-json3-dev", "libeigen3-dev", "libboost-dev",
          "libcli11-dev", "libfmt-dev", "libsqlite3-dev", "libsqlitecpp-dev", "libzstd-dev",
          "libnetcdf-dev", "libxlsxwriter-dev", "libopenmpi-dev"}
# Packages of the page that may run a script when they are installed: none. `npm ci` is called with
# --ignore-scripts; only a Node that is brought where the system's is too old needs its own.
ALLOWED_SCRIPTS = set()

Package = collections.namedtuple("Package", "group name reason version licence")


def rows_of(path, columns):
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield line.split(None, columns - 1)


def debian_packages(root=ROOT):
    known = {name: (version, licence)
             for name, version, licence in rows_of(root / "docs" / "licences.txt", 3)}
    return [Package(group, name, reason, *known.get(name, ("", "")))
            for group, name, reason in rows_of(root / "packages.txt", 3)]


def npm_packages(root=ROOT, folder="classroom"):
    lock = json.loads((root / folder / "package-lock.json").read_text(encoding="utf-8"))
    return {place: facts for place, facts in lock["packages"].items() if place}


def npm_name(place):
    return place.rsplit("node_modules/", 1)[-1]


def asked_for(root=ROOT):
    asked = json.loads((root / "classroom" / "package.json").read_text(encoding="utf-8"))
    return {**asked.get("dependencies", {}), **asked.get("devDependencies", {})}


def table_of_npm(npm):
    rows = sorted({(npm_name(place), facts["version"], facts.get("license", ""))
                   for place, facts in npm.items()})
    return ["| package | version | licence |", "|---|---|---|",
            *(f"| {name} | {version} | {licence} |" for name, version, licence in rows), ""]


def page(root=ROOT):
    packages, npm = debian_packages(root), npm_packages(root)
    audit = npm_packages(root, AUDIT)
    text = ["# Dependencies", "",
            "Written by `docs/dependencies.py`; what is listed comes from `packages.txt`, "
            "`docs/licences.txt`, `classroom/package-lock.json` and "
            "`classroom/audit/package-lock.json`. komuna itself is under the MIT licence. Where Python "
            "is installed, building the program (`./komuna build`) writes a bill of materials with "
            "the versions it found (`build/release/komuna.cdx.json`, CycloneDX 1.5): all packages of "
            "this page but the last table's, which examine the page by hand and build nothing.", ""]
    for group, heading in GROUPS.items():
        text += [f"## {heading}", "", "| package of Debian 12 | version | licence | in the program | for |",
                 "|---|---|---|---|---|"]
        text += [f"| {p.name} | {p.version} | {p.licence} | {'yes' if p.name in LINKED else ''} | "
                 f"{p.reason} |" for p in packages if p.group == group]
        text.append("")
    text += ["Versions are those of Debian 12 when this page was written; security updates of Debian "
             "change their last part. The first `./komuna` installs what is missing of the first table from "
             "Debian by apt (`KOMUNA_INSTALL=no` keeps it from that); after that a run of komuna "
             "downloads nothing, and starts `gnuplot` from the PATH for the charts of its report.", "",
             "## What the classroom page is built with", "",
             f"{len(npm)} packages of npm, all with integrity hashes in "
             "`classroom/package-lock.json`; each is fetched by `npm ci --ignore-scripts`, and none "
             f"may run a script when it is installed (the lock lists "
             f"{sum(1 for facts in npm.values() if facts.get('hasInstallScript'))}). Where the "
             "system's Node is too old, `classroom/build.py` brings the package `node`, the only one "
             "whose install script runs; the page and the program need none at run time. Asked for:", "",
             "| package | version | licence |", "|---|---|---|"]
    for name, version in sorted(asked_for(root).items()):
        facts = npm.get("node_modules/" + name, {})
        text.append(f"| {name} | {version} | {facts.get('license', '')} |")
    text += ["", "All of them, with what they need themselves:", "", *table_of_npm(npm),
             "## What examines the classroom page by hand", "",
             f"{len(audit)} packages of npm, with integrity hashes in "
             "`classroom/audit/package-lock.json`: Lighthouse and what it needs. No build, no test and "
             "no reader needs them, so they are not in the bill of materials.", "",
             *table_of_npm(audit)]
    licences = collections.Counter(facts.get("license", "") for facts in [*npm.values(), *audit.values()])
    text += ["Licences of all packages of npm: " + ", ".join(f"{licence} {count}"
                                               for licence, count in sorted(licences.items())) + ".", ""]
    return "\n".join(text)


def problems(root=ROOT):
    found = []
    packages, npm = debian_packages(root), npm_packages(root)
    for p in packages:
        if p.group not in GROUPS:
            found.append(f"packages.txt: {p.name}: group {p.group} has no heading")
        if not p.version or not p.licence:
            found.append(f"docs/licences.txt: no line for {p.name}")
    listed = {p.name for p in packages}
    for row in rows_of(root / "docs" / "licences.txt", 3):
        if row[0] not in listed:
            found.append(f"docs/licences.txt: {row[0]} is not in packages.txt")
    for name in LINKED - listed:
        found.append(f"docs/dependencies.py: {name} is linked but not in packages.txt")
    for place, facts in npm.items():
        name = npm_name(place)
        if not re.match(r"sha512-[A-Za-z0-9+/]{86}==$", facts.get("integrity", "")):
            found.append(f"classroom/package-lock.json: {name} has no sha512 of its content")
        if not facts.get("license"):
            found.append(f"classroom/package-lock.json: {name} names no licence")
        if facts.get("hasInstallScript") and name not in ALLOWED_SCRIPTS:
            found.append(f"classroom/package-lock.json: {name} runs a script when it is installed")
        resolved = facts.get("resolved", "https://registry.npmjs.org/")
        if not resolved.startswith("https://registry.npmjs.org/"):
            found.append(f"classroom/package-lock.json: {name} comes from {resolved}")
    for name, version in asked_for(root).items():
        if not re.match(r"\d+\.\d+\.\d+$", version):
            found.append(f"classroom/package.json: {name}: {version} is not one version")
        if npm.get("node_modules/" + name, {}).get("version") != version:
            found.append(f"classroom/package-lock.json: {name} is not {version}")
    written = root / "docs" / "dependencies.md"
    if not written.exists() or written.read_text(encoding="utf-8") != page(root):
        found.append("docs/dependencies.md: is not what docs/dependencies.py writes: run it")
    return found


def installed_version(name):
    try:
        answer = subprocess.run(["dpkg-query", "-W", "-f", "${Version}", name], text=True, check=True,
                                stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        return answer.stdout
    except (OSError, subprocess.CalledProcessError):
        return ""


def licence_entry(licence):
    is_expression = bool(re.search(r" (AND|OR|WITH) ", licence))
    return [{"expression": licence}] if is_expression else [{"license": {"id": licence}}]


def debian_component(package):
    version = installed_version(package.name) or package.version
    return {"type": "library" if package.name in LINKED else "application",
            "bom-ref": f"deb/{package.name}", "name": package.name, "version": version,
            "scope": "required" if package.group == "build" else "excluded",
            "description": package.reason, "licenses": licence_entry(package.licence),
            "purl": f"pkg:deb/debian/{package.name}@{version.replace('+', '%2B')}?distro=debian-12"}


def npm_component(place, facts):
    name = npm_name(place)
    digest = facts["integrity"].split("-", 1)[1]
    return {"type": "library", "bom-ref": place, "name": name, "version": facts["version"],
            "scope": "excluded", "licenses": licence_entry(facts["license"]),
            "purl": f"pkg:npm/{name.replace('@', '%40')}@{facts['version']}",
            "hashes": [{"alg": "SHA-512", "content": base64.b64decode(digest).hex()}]}


def bill(root=ROOT):
    version = re.search(r"project\(komuna VERSION (\S+)",
                        (root / "CMakeLists.txt").read_text(encoding="utf-8"))[1]
    components = [debian_component(p) for p in debian_packages(root)]
    components += [npm_component(place, facts) for place, facts in npm_packages(root).items()]
    fingerprint = hashlib.sha256(json.dumps(components, sort_keys=True).encode()).digest()
    return {"bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
            "serialNumber": f"urn:uuid:{uuid.UUID(bytes=fingerprint[:16], version=4)}",
            "metadata": {"component": {"type": "application", "bom-ref": "komuna", "name": "komuna",
                                       "version": version,
                                       "licenses": [{"license": {"id": "MIT"}}]}},
            "components": components,
            "dependencies": [{"ref": "komuna",
                              "dependsOn": [f"deb/{name}" for name in sorted(LINKED)]}]}


def main(words):
    if words == []:
        PAGE.write_text(page(), encoding="utf-8")
        return 0
    if words == ["--check"]:
        found = problems()
        print("\n".join(found) or f"{len(debian_packages())} packages of Debian and "
              f"{len(npm_packages())} of npm: all as promised")
        return 1 if found else 0
    if len(words) == 2 and words[0] == "--sbom":
        pathlib.Path(words[1]).write_text(json.dumps(bill(), indent=1) + "\n", encoding="utf-8")
        return 0
    print(__doc__)
    return 64


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
