#!/usr/bin/env bash
# tiny_run.sh KOMUNA SUPPORT FOLDER: a run of the scenario `tiny`, made anew, and a calibration of it
# in FOLDER-calibrated.
set -eu
rm -rf -- "$3"
export KOMUNA_HOME=$2
"$1" run tiny --replicates 20 --quiet --out "$3"
rm -rf -- "$3-calibrated"
exec "$1" calibrate tiny --table 120 --rounds 1 --draws 120 --quiet --out "$3-calibrated"
