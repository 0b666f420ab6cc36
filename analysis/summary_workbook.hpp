#pragma once
// summary.xlsx: what a run says, for whoever works with Excel or LibreOffice.
//
//   Read me          what this is, how to read and how to cite it, what each variable means
//   Targets          figures of history beside the model
//   Yearly totals    a row a year: median and 90 % interval of every variable
//   By origin        a row a year and origin, selected variables
//   Collectives      the fate of the collectives known by name
//   Founded by model of those the model founded, by origin and sector
//   Sources          where the scenario's numbers come from
//
// Single replicates are in the CSV tables and in ensemble.nc. Every sheet begins with the scenario,
// so that a comparison has its worlds below each other.

#include <functional>
#include <string>
#include <vector>

#include "analysis/run_summary.hpp"
#include "engine/output/column.hpp"
#include "engine/output/exported_run.hpp"
#include "engine/output/new_file.hpp"
#include "engine/output/workbook.hpp"
#include "engine/scenario/document/bibliography.hpp"

namespace komuna {

// Begins sheets of its own, and fills them.
using AddSheets = std::function<void(Workbook& book)>;

// `summaries`: of the worlds of `run`, in their order. `more`: sheets between the first and the
// others. Errors: FileError.
WrittenFile write_workbook(const std::string& folder, const ExportedRun& run,
                           const std::vector<const RunSummary*>& summaries,
                           const std::vector<Source>& sources, const AddSheets& more = {});

// The columns of a table as those of a sheet.
std::vector<SheetColumn> sheet_columns(const TableShape& shape);

}  // namespace komuna
