#pragma once
// komuna.do: loads the tables of a run into Stata, with everything Stata can know about them.
//
// Run in the folder of the run, it makes a .dta file beside each CSV file: dates are Stata's dates,
// texts of a fixed choice (sectors, stages) are numbers with value labels, variables and data sets
// are labelled, and the full help of a column is a note. Written for Stata 14 or later (Unicode).
// Made from the same column lists as the tables, so it cannot disagree with them.

#include <string>
#include <string_view>
#include <vector>

#include "engine/output/column.hpp"
#include "engine/output/exported_run.hpp"
#include "engine/output/new_file.hpp"

namespace komuna {

std::string stata_do(const ExportedRun& run, const std::vector<const TableShape*>& shapes);
// Errors: FileError.
WrittenFile write_stata_do(const std::string& folder, const ExportedRun& run,
                           const std::vector<const TableShape*>& shapes);

// A text as Stata reads it in a command: in compound quotes, without line ends, and so that neither
// $ nor a backquote calls a macro.
std::string stata_text(std::string_view text);

}  // namespace komuna
