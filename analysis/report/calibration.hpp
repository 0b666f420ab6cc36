#pragma once
// The report of a calibration, as one page: the verdict, what was learned of each parameter, which
// parameters hang together, the figures of history beside the calibrated model, and every check.

#include <string>
#include <utility>
#include <vector>

#include "analysis/calibration/diagnostics.hpp"
#include "analysis/report/gnuplot.hpp"
#include "analysis/report/sections.hpp"

namespace komuna::report {

struct CalibratedParameter {
  std::string name;
  std::string prior;    // in words
  std::string because;  // why that prior
  calibration::ParameterResult result;
  std::vector<double> draws;  // equally weighted, in the same order for all parameters
};

struct CalibratedFigure {
  std::string name;
  calibration::Observation observation;
  calibration::FigureResult result;
};

// A figure that may be read in several ways.
struct ReadFigure {
  std::string name;
  std::string because;                 // why the probabilities before the data
  calibration::FigureReadings result;  // by place in `figures`
};

struct CalibrationSubject {
  std::string title;
  std::string summary;
  std::vector<std::string> facts;  // a sentence each: runs, method, seed, whether complete
  std::string version;
  std::vector<CalibratedParameter> parameters;
  std::vector<CalibratedFigure> figures;
  std::vector<ReadFigure> readings;
  const calibration::Diagnosis* diagnosis = nullptr;
};

Section verdict_section(const CalibrationSubject& subject);
Section learned_section(const CalibrationSubject& subject);
Section pairs_section(const CalibrationSubject& subject);
Section predictions_section(const CalibrationSubject& subject);
// Nothing to show if no figure is read in several ways.
Section readings_section(const CalibrationSubject& subject);
Section checks_section(const CalibrationSubject& subject);

std::string page(const CalibrationSubject& subject, const Plotter& plotter);

}  // namespace komuna::report
