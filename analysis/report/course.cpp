// How things went over the years: fans of the main series, with the events of history marked.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr std::size_t origins_shown = 4;

double year_of(Month month) { return month.year() + (month.month_of_year() - 1) / 12.0; }

class Course {
 public:
  explicit Course(const Subject& subject)
      : subject_(subject),
        figures_(subject.figures),
        events_(event_marks(subject.scenario.parameters)) {}

  Fan fan(const std::string& id, Line line, const std::string& title, const std::string& unit,
          const std::string& note) const {
    Fan result;
    result.id = id;
    result.title = title;
    result.unit = unit;
    result.note = note;
    result.stock = is_stock(line);
    result.first_year = figures_.first_year();
    result.events = events_;
    for (int year = figures_.first_year(); year <= figures_.last_year(); ++year)
      result.years.push_back(figures_.year(line, year));
    return result;
  }

  Fan fan_of_origin(std::size_t origin, bool so_far) const {
    const Origin& of = subject_.scenario.parameters.population.origins[origin];
    Fan result;
    result.id = fmt::format("{}-{}", so_far ? "sum" : "left", origin + 1);
    result.title = of.name + ": departed with collectives" + (so_far ? " so far" : "");
    result.unit = so_far ? "persons" : "persons a year";
    result.note = "Source: this simulation.";
    result.stock = so_far;
    result.first_year = figures_.first_year();
    result.events = events_;
    for (int year = figures_.first_year(); year <= figures_.last_year(); ++year)
      result.years.push_back(so_far ? figures_.organised_until(origin, year)
                                    : figures_.organised(origin, year));
    return result;
  }

  const Subject& subject_;
  const ReportFigures& figures_;
  std::vector<EventMark> events_;
};

bool is_empty(const Fan& fan) {
  return std::all_of(fan.years.begin(), fan.years.end(),
                     [](const Spread& s) { return s.q95 == 0; });
}

// The drawings end one year after the last in which there is more than a fiftieth of the greatest
// figure of any of them.
void cut_after_end(const std::vector<Fan*>& fans) {
  double greatest = 0;
  for (const Fan* fan : fans)
    for (const Spread& s : fan->years) greatest = std::max(greatest, s.q95);
  std::size_t keep = 3;
  for (const Fan* fan : fans)
    for (std::size_t i = 0; i < fan->years.size(); ++i)
      if (fan->years[i].q95 > greatest / 50) keep = std::max(keep, i + 2);
  for (Fan* fan : fans) fan->drawn = std::min(keep, fan->years.size());
}

void add(std::vector<Chart>& charts, const std::vector<Fan>& fans) {
  for (const Fan& fan : fans)
    if (!is_empty(fan)) charts.push_back(fan_chart(fan));
}

// The first month from which on the series is 0 for good: there the line ends, since nobody
// registered is no measurement of anybody's having work.
Month end_of(const Series& series, Month from, Month until) {
  Month end = until + 1;
  while (end > from && series.at(end - 1) <= 0) end = end - 1;
  return end;
}

Chart soviet_unemployment(const Course& course, double until) {
  const Parameters& parameters = course.subject_.scenario.parameters;
  InputLine line;
  line.id = "unemployed";
  line.title = "Registered unemployed in " + parameters.destination_name;
  line.unit = "millions";
  line.note = "An input of the scenario, dashed; source: " +
              basis_of(course.subject_.scenario, "economy.soviet_unemployed") + '.';
  const Series& series = parameters.world.economy.soviet_unemployed;
  const Month end = end_of(series, parameters.from, parameters.until);
  if (end <= parameters.until)
    line.note += fmt::format(" From {} on the scenario has nobody registered: the line ends there.",
                             month_text(end));
  line.events = course.events_;
  line.table.caption = line.title + ", " + line.unit + ", in June";
  line.table.heads = {"Year", "Millions"};
  for (Month month = parameters.from; month < end && year_of(month) < until; month = month + 1) {
    const double value = series.at(month);
    line.points.emplace_back(year_of(month), value);
    if (month.month_of_year() == 6)
      line.table.rows.push_back({std::to_string(month.year()), figure(value)});
  }
  return input_chart(line, parameters.from.year(), until);
}

void add_gate(const Course& course, std::vector<Chart>& charts) {
  std::vector<Fan> fans{
      course.fan("requests", Line::requests, "Requests to be let in", "persons a year",
                 "Source: this simulation; counted requests and those of named persons together."),
      course.fan("admitted", Line::admitted, "Admitted by the gate", "persons a year",
                 "Source: this simulation.")};
  if (is_empty(fans[0]) && is_empty(fans[1])) return;
  for (Fan& fan : fans) cut_after_end({&fan});  // people go on asking after the gate has closed
  add(charts, fans);
  const Parameters& parameters = course.subject_.scenario.parameters;
  if (end_of(parameters.world.economy.soviet_unemployed, parameters.from, parameters.until) >
      parameters.from)
    charts.push_back(soviet_unemployment(
        course, course.figures_.first_year() + static_cast<double>(fans[0].drawn)));
}

void add_departures(const Course& course, std::vector<Chart>& charts) {
  const auto& origins = course.subject_.scenario.parameters.population.origins;
  std::vector<std::pair<double, std::size_t>> order;
  for (std::size_t o = 0; o < origins.size(); ++o)
    order.emplace_back(-course.figures_.organised_until(o, course.figures_.last_year()).q50, o);
  std::sort(order.begin(), order.end());
  if (order.size() > origins_shown) order.resize(origins_shown);
  std::vector<Fan> fans;
  for (const auto& [persons, origin] : order)
    if (persons < 0) fans.push_back(course.fan_of_origin(origin, false));
  std::vector<Fan*> all;
  for (Fan& fan : fans) all.push_back(&fan);
  cut_after_end(all);
  add(charts, fans);
}

Table departures_table(const Subject& subject) {
  Table table;
  table.caption = "Departed with collectives, by origin of the persons, all years";
  table.heads = {"Origin", "5 %", "Median", "95 %"};
  const auto& origins = subject.scenario.parameters.population.origins;
  for (std::size_t o = 0; o < origins.size(); ++o) {
    const Spread s = subject.figures.organised_until(o, subject.figures.last_year());
    if (s.q95 > 0)
      table.rows.push_back(
          {origins[o].name, with_commas(s.q05), with_commas(s.q50), with_commas(s.q95)});
  }
  return table;
}

// Origins that a figure of history is about by themselves: how far their departures had come.
void add_sums(const Course& course, std::vector<Chart>& charts) {
  const Parameters& parameters = course.subject_.scenario.parameters;
  for (std::size_t o = 0; o < parameters.population.origins.size(); ++o) {
    const bool asked = std::any_of(
        parameters.targets.begin(), parameters.targets.end(), [&](const Target& target) {
          return target.measure == MeasureKind::largest_collectives && target.origins.size() == 1 &&
                 target.origins[0] == parameters.population.origins[o].id;
        });
    if (!asked) continue;
    Fan fan = course.fan_of_origin(o, true);
    fan.note =
        "Source: this simulation; all collectives of the country together, the largest and "
        "the small.";
    add(charts, {fan});
  }
}

void add_lives(const Course& course, std::vector<Chart>& charts) {
  const std::string ours = "Source: this simulation.";
  const std::string& there = course.subject_.scenario.parameters.destination_name;
  std::vector<Fan> fans{
      course.fan(
          "living", Line::living_there, "Emigrants living in " + there, "persons",
          "Source: this simulation; with children born there, without soldiers, at the end of "
          "each year."),
      course.fan("in-collectives", Line::in_collectives, "Of these, living in their collectives",
                 "persons", "Source: this simulation; at the end of each year."),
      course.fan("returned", Line::returned, "Returned home", "persons a year", ours),
      course.fan("died", Line::died, "Died, executions apart", "persons a year",
                 "Source: this simulation; on the way and in " + there + ", of all other causes."),
      course.fan("arrested", Line::arrested, "Arrested", "persons a year",
                 "Source: this simulation. When arrests happen and whom they take is an input of "
                 "the scenario; only their number among the settlers is a result."),
      course.fan("executed", Line::executed, "Executed", "persons a year", ours)};
  add(charts, fans);
}

void add_work(const Course& course, std::vector<Chart>& charts) {
  const std::string note =
      "Source: this simulation; collectives that had arrived and not ended, at the end of each "
      "year.";
  add(charts,
      {course.fan("farms", Line::farms_at_work, "Farm collectives at work", "collectives", note),
       course.fan("works", Line::works_at_work, "Industrial collectives at work", "collectives",
                  note)});
}

std::string events_list(const Subject& subject) {
  const auto& events = subject.scenario.parameters.events;
  if (events.empty()) return {};
  std::vector<const DatedEvent*> order;
  for (const DatedEvent& event : events) order.push_back(&event);
  std::stable_sort(order.begin(), order.end(),
                   [](const auto* a, const auto* b) { return a->date < b->date; });
  std::string text = "<h3 id=\"events\">Events marked in the charts</h3>\n<ol class=\"events\">\n";
  std::vector<std::string> bases;
  for (const DatedEvent* event : order) {
    text +=
        fmt::format("<li>{}: {}</li>\n", escaped(month_text(event->date)), escaped(event->text));
    std::string basis = basis_of(subject.scenario, "events." + event->id + ".date");
    if (std::find(bases.begin(), bases.end(), basis) == bases.end()) bases.push_back(basis);
  }
  text += "</ol>\n<p class=\"note\">Dates: ";
  for (std::size_t i = 0; i < bases.size(); ++i) text += (i > 0 ? "; " : "") + escaped(bases[i]);
  return text + ". The marks have no effect on the model.</p>\n";
}

}  // namespace

Section course_section(const Subject& subject) {
  Section section;
  section.id = "course";
  section.title = "The course of events";
  section.before =
      "<p class=\"legend\"><span class=\"swatch s90\"></span> nine histories in ten "
      "<span class=\"swatch s50\"></span> the middle half <span class=\"swatch sm\"></span> median "
      "<span class=\"swatch si\"></span> an input, not a result "
      "<span class=\"swatch sh\"></span> a figure or an event of history; the numbers on top are "
      "those of the list of events below the charts</p>\n";
  const Course course(subject);
  add_gate(course, section.charts);
  add_departures(course, section.charts);
  add_sums(course, section.charts);
  add_work(course, section.charts);
  add_lives(course, section.charts);
  section.after = events_list(subject);
  const Table by_origin = departures_table(subject);
  if (!by_origin.rows.empty())
    section.after += folded("Departures by origin: all of them as a table", html(by_origin));
  return section;
}

}  // namespace komuna::report
