#!/usr/bin/env bash
# The R script beside this file, if R is there.
set -u
command -v Rscript >/dev/null 2>&1 || {
  echo "skipped: R is not installed (packages.txt names what to install)"
  exit 77
}
exec Rscript --vanilla "$(dirname -- "${BASH_SOURCE[0]}")/r_test.R" "$@"
