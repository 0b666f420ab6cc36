#pragma once
// report.html: what a run says, as one page that needs nothing else, for a historian to read, to
// print and to send on.
//
// The same subject and the same plotter give the same page, byte for byte. Without drawings the
// page is whole: each chart has its table, and a note says why there is no picture.

#include <string>

#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"

namespace komuna::report {

// What stands above the sections.
struct Cover {
  std::string title;
  std::string summary;
  std::string facts;    // one line: months, histories, seed
  std::string version;  // of komuna
};

std::string page(const Subject& subject, const Plotter& plotter);
// Any page of the same kind.
std::string page(const Cover& cover, const std::vector<Section>& sections, const Plotter& plotter);

}  // namespace komuna::report
