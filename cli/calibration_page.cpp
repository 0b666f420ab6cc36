#include "cli/calibration_page.hpp"

#include <fmt/format.h>

#include "analysis/report/calibration.hpp"
#include "analysis/wording.hpp"
#include "cli/run_record.hpp"

namespace komuna {
namespace {

std::vector<std::string> facts_of(const CalibrationResults& results) {
  std::vector<std::string> facts{
      fmt::format("{} simulations, {} free parameter{}, method {}, seed {}.",
                  with_commas(static_cast<double>(results.population.runs)), results.priors.size(),
                  results.priors.size() == 1 ? "" : "s", name_of(results.settings.method),
                  results.settings.seed)};
  if (!results.facts.complete)
    facts.push_back("Not all planned rounds were made: what was drawn is valid, only less.");
  facts.push_back("komuna " + manifest_of_program().version + ". Persons are synthetic.");
  return facts;
}

}  // namespace

std::string calibration_page(const CalibrationResults& results, const EqualDraws& draws) {
  const CalibrationDocument& document = results.calibration.document;
  const Parameters& scenario = results.calibration.scenario.parameters;
  report::CalibrationSubject subject;
  subject.title = document.title.empty() ? scenario.title : document.title;
  subject.summary = document.summary;
  subject.facts = facts_of(results);
  subject.version = manifest_of_program().version;
  subject.diagnosis = &results.diagnosis;
  for (std::size_t i = 0; i < document.parameters.size(); ++i) {
    const PriorEntry& entry = document.parameters[i];
    report::CalibratedParameter parameter{entry.name.empty() ? entry.id : entry.name,
                                          describe_prior(entry),
                                          entry.because,
                                          results.diagnosis.parameters[i],
                                          {}};
    for (const auto& chain : draws.chains)
      for (const std::size_t at : chain)
        parameter.draws.push_back(results.population.draws[at].theta[i]);
    subject.parameters.push_back(std::move(parameter));
  }
  for (std::size_t k = 0; k < results.observations.size(); ++k)
    subject.figures.push_back(
        {scenario.targets[k].name, results.observations[k], results.diagnosis.figures[k]});
  for (const calibration::FigureReadings& result : results.diagnosis.readings)
    for (const ReadingEntry& entry : document.readings)
      if (entry.id == result.figure)
        subject.readings.push_back(
            {entry.name.empty() ? entry.id : entry.name, entry.because, result});
  return report::page(subject, report::draw_with_gnuplot);
}

}  // namespace komuna
