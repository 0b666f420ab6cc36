#pragma once
// ensemble.nc: every replicate as arrays, for R, Python and whoever works with ensembles.
//
//   departed(scenario, replicate, time, origin)     a variable of the time series, by year
//   monthly_departed(scenario, replicate, month)    the same by month, of all people
//
// The file is flat (no groups, no text of free length), in the classic format with 64-bit offsets,
// and follows the CF conventions 1.8: the ensemble axis is called `replicate` (standard name
// realization), time is counted in days since 1900-01-01 and has bounds. Flows are sums over the
// period, stocks are counted at its end. The last origin is (local), the people of the place. The
// table collectives is not in it.
//
// A replicate is there if any of the worlds completed it. Where a world did not, or does not reach
// (another horizon, other origins), stands the fill value; a variable without gaps has no such
// attribute, because readers would make its whole numbers floating.
//
// Memory: one replicate. Size: 4 bytes a cell, uncompressed, so that the same run gives the same
// bytes with every version of the library; `nccopy -d 4` makes a compressed copy.

#include <string>

#include "engine/output/exported_run.hpp"
#include "engine/output/new_file.hpp"

namespace komuna {

// Errors: FileError, also when no replicate was completed.
WrittenFile write_netcdf(const std::string& folder, const ExportedRun& run);

}  // namespace komuna
