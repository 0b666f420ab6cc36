// Where single numbers come from, and the small words that several parts share.

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::string cited(const Scenario& scenario, const Provenance& entry) {
  std::string text;
  for (const std::string& id : entry.sources) {
    const Source* source = scenario.sources.find(id);
    if (!text.empty()) text += "; ";
    text += source == nullptr ? id : short_citation(*source);
  }
  if (!entry.confidence.empty()) text += " (confidence " + entry.confidence + ')';
  return text;
}

}  // namespace

std::string basis_of(const Scenario& scenario, const std::string& path) {
  for (const Provenance& entry : scenario.provenance) {
    const bool below = entry.path.size() > path.size() && entry.path[path.size()] == '.';
    if (entry.path.compare(0, path.size(), path) != 0) continue;
    if (!below && entry.path != path) continue;
    switch (entry.how) {
      case Provenance::How::sourced:
        return cited(scenario, entry);
      case Provenance::How::assumed:
        return "assumption: " + entry.text;
      case Provenance::How::calibrated:
        return "calibrated by " + entry.text;
      case Provenance::How::by_default:
        return "default of the model, an assumption";
      case Provenance::How::unstated:
        return "not stated, an assumption";
    }
  }
  return "not stated, an assumption";
}

std::vector<EventMark> event_marks(const Parameters& parameters) {
  std::vector<Month> dates;
  for (const DatedEvent& event : parameters.events) dates.push_back(event.date);
  std::stable_sort(dates.begin(), dates.end());
  std::vector<EventMark> marks;
  for (std::size_t i = 0; i < dates.size(); ++i)
    marks.push_back({dates[i].year() + (dates[i].month_of_year() - 0.5) / 12, i + 1});
  return marks;
}

std::string month_text(Month month) {
  constexpr std::array<const char*, 12> names{"January",   "February", "March",    "April",
                                              "May",       "June",     "July",     "August",
                                              "September", "October",  "November", "December"};
  if (month >= distant_future) return "never";
  return fmt::format("{} {}", names[static_cast<std::size_t>(month.month_of_year() - 1)],
                     month.year());
}

std::string of_histories(double share, std::int64_t histories) {
  const auto n = static_cast<double>(histories);
  return fmt::format("{} of {} histories", with_commas(std::round(share * n)), with_commas(n));
}

}  // namespace komuna::report
