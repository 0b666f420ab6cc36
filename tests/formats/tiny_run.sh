#!/usr/bin/env bash
# tiny_run.sh KOMUNA SUPPORT FOLDER: a run of the scenario `tiny`, made anew.
set -eu
rm -rf -- "$3"
KOMUNA_HOME=$2 exec "$1" run tiny --replicates 20 --quiet --out "$3"
