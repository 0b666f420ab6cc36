#pragma once
// The files of a run for other programs, as formats of products.hpp: each function writes one file
// and announces it to the folder.

#include <vector>

#include "cli/products.hpp"

namespace komuna {

std::vector<std::string> netcdf_files();
std::vector<WrittenFile> write_netcdf_file(RunFolder& folder, const RunResults& results);

std::vector<std::string> workbook_files();
std::vector<WrittenFile> write_workbook_file(RunFolder& folder, const RunResults& results);

std::vector<std::string> stata_files();
std::vector<WrittenFile> write_stata_file(RunFolder& folder, const RunResults& results);

// report.html, which needs the manifest of the run.
std::vector<std::string> report_files();
std::vector<WrittenFile> write_report_file(RunFolder& folder, const RunResults& results);

// The time series in its long form.
std::vector<std::string> long_files();
std::vector<WrittenFile> write_long_file(RunFolder& folder, const RunResults& results);

}  // namespace komuna
