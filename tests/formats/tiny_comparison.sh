#!/usr/bin/env bash
# tiny_comparison.sh KOMUNA SUPPORT FOLDER: a comparison of the scenario `tiny`, made anew.
set -eu
rm -rf -- "$3"
KOMUNA_HOME=$2 exec "$1" compare tiny --what-if obstacles_doubled \
  --levers obstacles_doubled,nothing_changes --replicates 8 --quiet --out "$3"
