#pragma once
// What is counted, month by month: one line each, with a permanent name.
//
// A flow counts events of a month; a stock is the number of persons in a state at its end; months
// lived are summed from the stocks by the recorder. Every
// variable is broken down by origin and collective (and so by branch).

#include <cstdint>
#include <string_view>
#include <vector>

#include "engine/world/world.hpp"

namespace komuna {

struct Variable {
  std::string_view name;  // column name
  std::string_view unit;
  std::string_view help;
  // Flows: what an event adds. Null for stocks. Whether it adds anything is decided by the event's
  // kind, entry, from, to and cause alone: the recorder asks once for each sort of event.
  std::int64_t (*flow)(const World& world, const Event& event);
  // Stocks: the state counted. Ignored for flows.
  PersonState state;

  bool is_stock() const { return flow == nullptr; }
};

// Columns of the time series, in order.
const std::vector<Variable>& variables();
// Position of a variable by name; the name must exist.
std::size_t variable_index(std::string_view name);

}  // namespace komuna
