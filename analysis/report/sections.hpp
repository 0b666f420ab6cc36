#pragma once
// The parts of a report, in the order of the page. Each is HTML; charts are described here and
// drawn later, all at once, by the page.

#include <map>
#include <string>
#include <vector>

#include "analysis/posterior.hpp"
#include "analysis/report/chart.hpp"
#include "analysis/report/figures.hpp"
#include "analysis/run_summary.hpp"
#include "engine/output/manifest.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna::report {

struct Comparison;

// What a report is about. All must outlive its making.
struct Subject {
  const Scenario& scenario;
  const RunSummary& summary;
  const ReportFigures& figures;
  const Manifest& manifest;
  const Comparison* comparison = nullptr;  // with other worlds, if there is any
  const Posterior* posterior = nullptr;    // that the parameters come from, if there is any
};

// A heading, HTML above, charts side by side, HTML below.
struct Section {
  std::string id;
  std::string title;
  std::string before;
  std::vector<Chart> charts;
  std::string after;
};

// One sentence after the other, plain text; a paragraph each.
std::vector<std::string> story(const Subject& subject);

Section story_section(const Subject& subject);
// That nobody here lived, and what the figures of suffering are not.
std::string words_of_care();
Section course_section(const Subject& subject);       // fans over the years, events
Section targets_section(const Subject& subject);      // figures of history beside the model
Section collectives_section(const Subject& subject);  // and their fate
Section lives_section(const Subject& subject);        // why they left, what they died of, arrests
Section map_section(const Subject& subject);
// Of a comparison: the difference in a few words, to open the page; what was compared; a section
// for each alternative. Without: how to get one.
Section difference_section(const Subject& subject);
std::vector<Section> comparison_sections(const Subject& subject);
Section sources_section(const Subject& subject);
Section citation_section(const Subject& subject);  // how to cite, how to do it again

// How far figures held out are a test: whether constants were set with them in sight. `posterior`:
// that their values come from, or none.
std::string about_held_out(const Scenario& scenario, const Posterior* posterior = nullptr);
// Where the parameters come from when not from the scenario, a paragraph each; "" otherwise.
std::string words_of_posterior(const Subject& subject);

// What the page is called: the scenario's title, or the worlds that are compared.
std::string title_of(const Subject& subject);

// Where the number at `path` comes from: "Pollák 1969 (medium)", "assumption", "the scenario's
// default"; for captions and tables.
std::string basis_of(const Scenario& scenario, const std::string& path);

// The events of the scenario by date, numbered from 1.
std::vector<EventMark> event_marks(const Parameters& parameters);

// "March 1925"; "never" for months that never came.
std::string month_text(Month month);

// "87 of 100"
std::string of_histories(double share, std::int64_t histories);

}  // namespace komuna::report
