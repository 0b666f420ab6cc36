#include "analysis/report/map.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <numbers>

#include "analysis/report/gnuplot.hpp"

namespace komuna::report {
namespace {

constexpr double far_west = 60;  // degrees beyond the places; farther points move to the edge
constexpr double far_east = 30;
constexpr double letter = 6.3;  // pixels, of a name
constexpr double line = 14;

struct Box {
  double left, bottom, right, top;
};

bool overlap(const Box& a, const Box& b) {
  return a.left < b.right && b.left < a.right && a.bottom < b.top && b.bottom < a.top;
}

// Letters, not bytes.
double width_of(const std::string& text) {
  const auto letters = std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
  });
  return letter * static_cast<double>(letters);
}

// Degrees, before the frame around the near points is widened.
void frame_points(const std::vector<MapPoint>& points, MapLayout& layout) {
  double least = 180, most = -180;
  for (const MapPoint& p : points)
    if (p.is_place) {
      least = std::min(least, p.longitude);
      most = std::max(most, p.longitude);
    }
  double west = 180, east = -180, south = 90, north = -90;
  for (std::size_t i = 0; i < points.size(); ++i) {
    const MapPoint& p = points[i];
    layout.points[i].moved = p.longitude < least - far_west || p.longitude > most + far_east;
    if (layout.points[i].moved) continue;
    west = std::min(west, p.longitude);
    east = std::max(east, p.longitude);
    south = std::min(south, p.latitude);
    north = std::max(north, p.latitude);
  }
  layout.squeeze = std::cos((south + north) / 2 * std::numbers::pi / 180);
  const bool any_moved = std::any_of(layout.points.begin(), layout.points.end(),
                                     [](const DrawnPoint& p) { return p.moved; });
  const double breadth = std::max(10.0, (east - west) * layout.squeeze);
  layout.west = west * layout.squeeze - breadth * (any_moved ? 0.22 : 0.1);
  layout.east = east * layout.squeeze + breadth * 0.1;
  const double height = std::max(north - south, 6.0);
  layout.south = south - height * 0.12;
  layout.north = north + height * 0.12;
  layout.pixels_per_unit = layout.width / (layout.east - layout.west);
  layout.height = std::clamp(
      static_cast<int>((layout.north - layout.south) * layout.pixels_per_unit), 260, 700);
  const double units = layout.height / layout.pixels_per_unit;
  const double middle = (layout.south + layout.north) / 2;
  layout.south = middle - units / 2;
  layout.north = middle + units / 2;
}

// Far points stand at the edge, from north to south as on the globe and evenly apart.
void move_far_points(const std::vector<MapPoint>& points, MapLayout& layout) {
  std::vector<std::size_t> far;
  for (std::size_t i = 0; i < points.size(); ++i)
    if (layout.points[i].moved) far.push_back(i);
  std::stable_sort(far.begin(), far.end(), [&](std::size_t a, std::size_t b) {
    return points[a].latitude > points[b].latitude;
  });
  const double apart = (layout.north - layout.south) / (static_cast<double>(far.size()) + 1);
  for (std::size_t i = 0; i < far.size(); ++i) {
    layout.points[far[i]].x = layout.west + 14 / layout.pixels_per_unit;
    layout.points[far[i]].y = layout.north - apart * (static_cast<double>(i) + 1);
  }
}

struct Side {
  bool to_left;
  double up;  // pixels
};

// The first side of the point where the label lies on nothing else.
bool place_label(DrawnPoint& p, const MapLayout& layout, std::vector<Box>& taken) {
  constexpr std::array<Side, 6> sides{
      {{false, 0}, {true, 0}, {false, 10}, {true, 10}, {false, -10}, {true, -10}}};
  const double unit = 1 / layout.pixels_per_unit;
  const double width = (width_of(p.label) + 4) * unit;
  for (const Side& side : sides) {
    const double x = p.x + (side.to_left ? -7 : 7) * unit;
    const double y = p.y + side.up * unit;
    const Box box{side.to_left ? x - width : x, y - line / 2 * unit, side.to_left ? x : x + width,
                  y + line / 2 * unit};
    const bool inside = box.left > layout.west && box.right < layout.east;
    if (!inside || std::any_of(taken.begin(), taken.end(),
                               [&](const Box& other) { return overlap(box, other); }))
      continue;
    taken.push_back(box);
    p.label_x = x;
    p.label_y = y;
    p.to_left = side.to_left;
    return true;
  }
  return false;
}

// "2 Kemerovo" of "Kemerovo, Kuznetsk basin"
std::string with_short_name(const std::string& number, const std::string& name) {
  return number + ' ' +
         name.substr(0, name.find_first_of(",(") == std::string::npos
                            ? name.size()
                            : name.find_last_not_of(' ', name.find_first_of(",(") - 1) + 1);
}

// Numbers first, since the list beside the map needs them; then names, the largest first.
void place_labels(const std::vector<MapPoint>& points, MapLayout& layout) {
  const double unit = 1 / layout.pixels_per_unit;
  std::vector<Box> taken;
  for (const DrawnPoint& p : layout.points)
    taken.push_back({p.x - 4 * unit, p.y - 4 * unit, p.x + 4 * unit, p.y + 4 * unit});
  std::vector<std::size_t> order(points.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    const auto rank = [&](std::size_t i) {
      return layout.points[i].moved ? 0 : points[i].is_place ? 1 : 2;
    };
    if (rank(a) != rank(b)) return rank(a) < rank(b);
    return points[a].persons > points[b].persons;
  });
  for (const std::size_t i : order)
    if (!place_label(layout.points[i], layout, taken)) layout.points[i].label.clear();
  for (const std::size_t i : order) {
    if (!points[i].is_place || layout.points[i].label.empty()) continue;
    DrawnPoint named = layout.points[i];
    named.label = with_short_name(named.label, points[i].name);
    std::vector<Box> others = taken;
    others.erase(std::remove_if(others.begin(), others.end(),
                                [&](const Box& box) {
                                  return box.left <= layout.points[i].label_x &&
                                         layout.points[i].label_x <= box.right &&
                                         box.bottom < layout.points[i].label_y &&
                                         layout.points[i].label_y < box.top;
                                }),
                 others.end());
    if (!place_label(named, layout, others)) continue;
    layout.points[i] = named;
    taken.push_back(others.back());
  }
}

// Bends to the north, so that arcs of one direction lie side by side.
std::string arc_data(const DrawnPoint& from, const DrawnPoint& to) {
  constexpr int pieces = 20;
  const double dx = to.x - from.x;
  const double dy = to.y - from.y;
  const double bend = 0.12 * std::hypot(dx, dy);
  std::string text;
  for (int i = 0; i <= pieces; ++i) {
    const double t = static_cast<double>(i) / pieces;
    text +=
        fmt::format("{:.3f} {:.3f}\n", from.x + t * dx, from.y + t * dy + 4 * t * (1 - t) * bend);
  }
  return text;
}

std::string degrees(const MapLayout& layout) {
  std::string text;
  for (int d = -180; d <= 180; d += 10) {
    const double x = d * layout.squeeze;
    if (x > layout.west && x < layout.east)
      text += fmt::format(
          "set arrow from first {0:.3f},graph 0 to first {0:.3f},graph 1 nohead "
          "back linecolor {1}\nset label {2} at first {0:.3f},graph 0.015 center "
          "textcolor {3}\n",
          x, colour(Ink::faint), quoted(fmt::format("{}° {}", std::abs(d), d < 0 ? "W" : "E")),
          colour(Ink::soft));
    if (d > layout.south && d < layout.north)
      text += fmt::format(
          "set arrow from graph 0,first {0} to graph 1,first {0} nohead "
          "back linecolor {1}\nset label {2} at graph 0.995,first {3:.3f} right "
          "textcolor {4}\n",
          d, colour(Ink::faint), quoted(fmt::format("{}° {}", std::abs(d), d < 0 ? "S" : "N")),
          d + 7 / layout.pixels_per_unit, colour(Ink::soft));
  }
  return text;
}

}  // namespace

MapLayout lay_out(const std::vector<MapPoint>& points) {
  MapLayout layout;
  layout.points.resize(points.size());
  if (points.empty()) return layout;
  frame_points(points, layout);
  std::size_t places = 0;
  for (std::size_t i = 0; i < points.size(); ++i) {
    DrawnPoint& p = layout.points[i];
    p.is_place = points[i].is_place;
    p.label = points[i].is_place ? std::to_string(++places) : points[i].name;
    if (p.moved) continue;
    p.x = points[i].longitude * layout.squeeze;
    p.y = points[i].latitude;
  }
  move_far_points(points, layout);
  place_labels(points, layout);
  return layout;
}

std::string map_script(const MapLayout& layout, const std::vector<MapArc>& arcs) {
  constexpr double widest = 9;  // pixels
  std::string text = opening(layout.width, layout.height);
  text += fmt::format(
      "set lmargin at screen 0\nset rmargin at screen 1\nset bmargin at screen 0\nset tmargin at "
      "screen 1\nset xrange [{:.3f}:{:.3f}]\nset yrange [{:.3f}:{:.3f}]\n",
      layout.west, layout.east, layout.south, layout.north);
  text += degrees(layout);
  double most = 0;
  for (const MapArc& arc : arcs) most = std::max(most, arc.persons);
  std::string plot;
  for (std::size_t i = 0; i < arcs.size(); ++i) {
    text += fmt::format("$arc{} << EOD\n{}EOD\n", i,
                        arc_data(layout.points[arcs[i].from], layout.points[arcs[i].to]));
    plot += fmt::format("$arc{} with lines linewidth {:.2f} linecolor {}, ", i,
                        std::max(0.6, widest * std::sqrt(arcs[i].persons / most)),
                        colour(Ink::journey));
  }
  std::string places = "$places << EOD\n";
  std::string origins = "$origins << EOD\n";
  for (const DrawnPoint& p : layout.points)
    (p.is_place ? places : origins) += fmt::format("{:.3f} {:.3f}\n", p.x, p.y);
  text += places + "EOD\n" + origins + "EOD\n";
  for (const DrawnPoint& p : layout.points)
    if (!p.label.empty())
      text += fmt::format("set label {} at first {:.3f},first {:.3f} {} front textcolor {}\n",
                          quoted(p.label), p.label_x, p.label_y, p.to_left ? "right" : "left",
                          colour(Ink::text));
  return text + "plot " + plot +
         fmt::format(
             "$places with points pointtype 7 pointsize 0.5 linecolor {}, $origins with "
             "points pointtype 4 pointsize 0.5 linewidth 2 linecolor {}\n",
             colour(Ink::place), colour(Ink::origin));
}

}  // namespace komuna::report
