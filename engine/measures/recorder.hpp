#pragma once
// Counts the events of each month into tidy rows: month x origin x collective.
//
// A row exists where something is not zero. The same rows give the yearly and monthly tables, the
// targets and the story by year.

#include <algorithm>
#include <array>
#include <cstdint>
#include <limits>
#include <unordered_map>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"
#include "engine/measures/variable.hpp"
#include "engine/world/world.hpp"

namespace komuna {

inline constexpr std::size_t variable_count = 34;
using Counts = std::array<std::int32_t, variable_count>;

// Counts end at the largest 32-bit number; a scenario of that size is told so by its tables.
inline void add_count(std::int32_t& count, std::int64_t more) {
  constexpr std::int64_t most = std::numeric_limits<std::int32_t>::max();
  count = static_cast<std::int32_t>(std::min(most, count + more));
}

struct RecordRow {
  Month month;
  Index origin = none;      // none: people of the place
  Index collective = none;  // none: outside a collective
  Counts counts{};
};

// Persons who left a state of life for good or for another, in a year, and why.
struct ExitRow {
  int year = 0;
  Index origin = none;      // none: people of the place
  Index collective = none;  // none: outside a collective
  PersonState from = PersonState::waiting;
  PersonState to = PersonState::dead;
  Cause cause = Cause::unstated;
  std::int32_t persons = 0;
  double excess = 0;  // of the dead and executed: expected number that the life table has not
};

// A settlement in December.
struct SettlementRow {
  int year = 0;
  Index collective = none;
  int persons = 0;  // settlers
  int adults = 0;
  int locals = 0;
  double housing = 0;  // levels, 0..1
  double food = 0;
  double health = 0;
  double schooling = 0;
  double living = 0;        // standard of living
  double income_ratio = 0;  // income of a member / Soviet wage
};

struct Record {
  std::vector<RecordRow> rows;                       // by month, then first appearance
  std::vector<std::vector<std::int64_t>> elsewhere;  // [destination][month from the first]
  std::vector<ExitRow> exits;                        // by first appearance
  std::vector<SettlementRow> settlements;            // by year, in the order of collectives
  std::vector<Month> left_collective;                // by household: when its head of the day first
                                                     // left for another place, home or a third
                                                     // country, or distant_future

  // Sum of a flow over rows within from..until for which keep(row) holds.
  template <class Keep>
  std::int64_t sum(std::size_t variable, Month from, Month until, const Keep& keep) const {
    std::int64_t total = 0;
    auto row = std::partition_point(rows.begin(), rows.end(),
                                    [&](const RecordRow& one) { return one.month < from; });
    for (; row != rows.end() && row->month <= until; ++row)
      if (keep(*row)) total += row->counts[variable];
    return total;
  }
};

// What is written down of a world: everything, or only what the figures of history are made of
// (no exits by cause, no state of the settlements).
enum class Recorded { everything, figures };

class Recorder {
 public:
  explicit Recorder(const World& world, Recorded recorded = Recorded::everything);
  // Call once a month, after all processes.
  void observe(const World& world);
  const Record& record() const { return record_; }
  Record take() { return std::move(record_); }

 private:
  void note_leaving(const World& world, const Event& event);
  void note_exit(const Event& event, Index origin);
  void note_settlements(const World& world);
  void move_in_stocks(const Event& event, std::size_t line);
  std::size_t row_of(Index origin, Index collective);
  std::size_t line_for(Index origin, Index collective);
  const std::vector<std::size_t>& counting(const World& world, const Event& event);

  Recorded recorded_;
  struct Line {
    Index origin;
    Index collective;
    Counts counts;
  };
  std::vector<Line> lines_;  // of all pairs met; stocks carry over from month to month
  std::unordered_map<std::uint64_t, std::size_t> line_of_;
  std::size_t last_line_ = 0;
  std::vector<std::vector<std::size_t>> counting_;  // flows that count events of one sort
  std::unordered_map<std::uint64_t, std::size_t> counting_of_;  // by sort of event
  std::uint64_t last_sort_ = ~std::uint64_t{0};
  std::size_t last_counting_ = 0;
  std::unordered_map<std::uint64_t, std::size_t> exit_of_;
  std::vector<Index> counted_in_;  // by person: the line whose stock he or she is in, or none
  Record record_;
};

}  // namespace komuna
