// From where to where: the map of a run and the lists beside it.

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "analysis/report/map.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

constexpr double share_drawn = 0.85;  // of all persons; the thin arcs of the rest would hide them
constexpr double least_drawn = 0.5;   // persons in the mean of the histories

const Region& region_of(const Parameters& parameters, const Journey& journey) {
  return parameters.population.origins[journey.origin].regions[journey.region];
}

std::string region_name(const Parameters& parameters, const Journey& journey) {
  const Origin& origin = parameters.population.origins[journey.origin];
  const Region& region = region_of(parameters, journey);
  if (origin.regions.size() == 1 || region.name == origin.name) return origin.name;
  return region.name + ", " + origin.name;
}

std::string site_name(const Parameters& parameters, const Journey& journey) {
  return journey.site == none ? "(no place yet)" : parameters.world.sites[journey.site].name;
}

struct Journeys {
  std::vector<MapPoint> points;  // places by persons, then regions by persons
  std::vector<MapArc> arcs;      // the widest first
};

Journeys drawn(const Parameters& parameters, const std::vector<Journey>& list) {
  std::map<Index, double> to_sites;
  std::map<std::pair<Index, Index>, double> from_regions;
  for (const Journey& journey : list) {
    if (journey.site == none || journey.persons < least_drawn) continue;
    to_sites[journey.site] += journey.persons;
    from_regions[{journey.origin, journey.region}] += journey.persons;
  }
  Journeys result;
  std::vector<std::pair<double, Index>> sites;
  for (const auto& [site, persons] : to_sites) sites.emplace_back(-persons, site);
  std::sort(sites.begin(), sites.end());
  std::map<Index, std::size_t> site_point;
  for (const auto& [persons, index] : sites) {
    const Site& site = parameters.world.sites[index];
    site_point[index] = result.points.size();
    result.points.push_back({site.name, site.longitude, site.latitude, -persons, true});
  }
  std::map<std::pair<Index, Index>, std::size_t> region_point;
  for (const auto& [place, persons] : from_regions) {
    const Journey journey{place.first, place.second, none, persons, 0};
    const Region& region = region_of(parameters, journey);
    region_point[place] = result.points.size();
    result.points.push_back(
        {region_name(parameters, journey), region.longitude, region.latitude, persons, false});
  }
  double all = 0;
  for (const Journey& journey : list) all += journey.site == none ? 0 : journey.persons;
  double drawn_so_far = 0;
  for (const Journey& journey : list) {
    if (journey.site == none || drawn_so_far > share_drawn * all) continue;
    drawn_so_far += journey.persons;
    if (journey.persons >= least_drawn)
      result.arcs.push_back({region_point[{journey.origin, journey.region}],
                             site_point[journey.site], journey.persons});
  }
  return result;
}

Table journeys_table(const Parameters& parameters, const std::vector<Journey>& list) {
  Table table;
  table.caption = "Journeys with collectives (persons, mean of the histories)";
  table.heads = {"From (seat of the collective)", "To", "Persons", "Histories with any"};
  table.columns = "ttn";
  for (const Journey& journey : list)
    if (journey.persons >= 0.05)
      table.rows.push_back({region_name(parameters, journey), site_name(parameters, journey),
                            figure(journey.persons), percent(journey.share)});
  return table;
}

std::string places_list(const Journeys& journeys) {
  std::string text = "<h3>Places on the map</h3>\n<ol class=\"places\">\n";
  for (const MapPoint& point : journeys.points)
    if (point.is_place)
      text += fmt::format("<li>{}: {} persons</li>\n", escaped(point.name),
                          escaped(with_commas(point.persons)));
  text += "</ol>\n<h3>Where they came from</h3>\n<ul class=\"places\">\n";
  for (const MapPoint& point : journeys.points)
    if (!point.is_place)
      text += fmt::format("<li>{}: {} persons</li>\n", escaped(point.name),
                          escaped(with_commas(point.persons)));
  return text + "</ul>\n";
}

Chart map_chart(const Parameters& parameters, const Journeys& journeys,
                const std::vector<Journey>& list) {
  const MapLayout layout = lay_out(journeys.points);
  Chart chart;
  chart.id = "map";
  chart.wide = true;
  chart.title = "Journeys with collectives, persons in the mean of the histories";
  chart.description = fmt::format(
      "Arcs from {} regions to {} places of settlement, the wider the more persons. The widest: "
      "from {} to {}, {} persons.",
      std::count_if(journeys.points.begin(), journeys.points.end(),
                    [](const MapPoint& p) { return !p.is_place; }),
      std::count_if(journeys.points.begin(), journeys.points.end(),
                    [](const MapPoint& p) { return p.is_place; }),
      journeys.points[journeys.arcs[0].from].name, journeys.points[journeys.arcs[0].to].name,
      with_commas(journeys.arcs[0].persons));
  chart.caption =
      "Dots are places of settlement, squares are where the collectives had their seats. The width "
      "of "
      "an arc grows with the square root of the persons; the arcs drawn carry 85 % of "
      "all, the rest is in the table. A journey starts at the "
      "region where the collective had its seat, which need not be the home of each member. No "
      "borders are drawn. Coordinates: the scenario's, by the sources of each place.";
  const bool moved = std::any_of(layout.points.begin(), layout.points.end(),
                                 [](const DrawnPoint& p) { return p.moved; });
  if (moved)
    chart.caption += " Regions over the sea stand at the left edge, not at their true place.";
  chart.script = map_script(layout, journeys.arcs);
  chart.table = journeys_table(parameters, list);
  return chart;
}

}  // namespace

Section map_section(const Subject& subject) {
  const Parameters& parameters = subject.scenario.parameters;
  const std::vector<Journey> list = subject.figures.journeys();
  const Journeys journeys = drawn(parameters, list);
  Section section;
  section.id = "map";
  section.title = "From where to where";
  if (journeys.arcs.empty()) {
    section.before =
        paragraph("No collective left for a place in " + parameters.destination_name + '.');
    return section;
  }
  section.charts.push_back(map_chart(parameters, journeys, list));
  section.after = "<div class=\"columns\">\n" + places_list(journeys) + "</div>\n";
  return section;
}

}  // namespace komuna::report
