#pragma once
// report.html beside the tables of a run: the one call by which commands make it.

#include "analysis/report/sections.hpp"
#include "engine/output/new_file.hpp"
#include "engine/output/run_folder.hpp"

namespace komuna {

inline constexpr const char* report_name = "report.html";
inline constexpr const char* needs_manifest =
    "the report says how the run was made, which stands in manifest.json: a run that is not "
    "finished has none; komuna resume finishes it";

// Announces the file to the folder. Not one of the manifest's outputs: its drawings depend on the
// gnuplot of the machine, and a replay compares what does not. Errors: FileError.
WrittenFile write_report(RunFolder& folder, const report::Subject& subject);

}  // namespace komuna
