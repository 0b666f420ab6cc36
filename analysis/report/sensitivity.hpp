#pragma once
// The report of an analysis of sensitivity, as one page: for each figure, which parameters move it,
// and how far it lies apart where a parameter is low and where it is high.

#include <string>
#include <vector>

#include "analysis/report/gnuplot.hpp"
#include "analysis/sensitivity/estimate.hpp"

namespace komuna::report {

// From the most important parameter down.
struct SensitivityBars {
  std::string output;
  std::string unit;
  std::string sentence;
  std::string index;   // "total order: share of the variance it is involved in"
  std::string beside;  // what stands below it, "first order: what it explains alone"; "" = nothing
  struct Bar {
    std::string parameter;
    std::string range;
    sensitivity::Estimate index;
    sensitivity::Estimate beside;
    sensitivity::Estimate low, high;  // mean output in the outer quarters; may be unknown
  };
  std::vector<Bar> bars;
};

struct SensitivitySubject {
  std::string title;
  std::string summary;
  std::vector<std::string> facts;
  std::string version;
  std::vector<SensitivityBars> outputs;
};

std::string page(const SensitivitySubject& subject, const Plotter& plotter);

}  // namespace komuna::report
