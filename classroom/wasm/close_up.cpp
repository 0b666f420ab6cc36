#include "classroom/wasm/close_up.hpp"

#include <algorithm>

#include "classroom/wasm/collective_name.hpp"
#include "classroom/wasm/outcome_counts.hpp"
#include "engine/scenario/document/json_text.hpp"

namespace komuna::classroom {
namespace {

// What changes from month to month in one collective.
struct Months {
  int start = 0;
  std::vector<double> members;  // persons living there
  std::vector<double> waiting;  // households at home
  std::vector<double> fund;     // dollars
};

struct Diary {
  std::vector<double> unemployed;
  std::vector<double> queue;
  std::vector<double> places;
  std::vector<std::vector<double>> origins;  // unemployment
  std::vector<Months> collectives;

  void note(const World& world, int month) {
    unemployed.push_back(world.soviet.unemployed);
    queue.push_back(static_cast<double>(
        std::count_if(world.gate.queue.begin(), world.gate.queue.end(),
                      [](const QueueEntry& entry) { return entry.collective != none; })));
    double credited = 0;
    for (const double places_of_sector : world.gate.places) credited += places_of_sector;
    places.push_back(credited);
    origins.resize(world.origins.size());
    for (std::size_t o = 0; o < world.origins.size(); ++o)
      origins[o].push_back(world.origins[o].unemployment);
    while (collectives.size() < world.collectives.size()) {
      collectives.emplace_back();
      collectives.back().start = month;
    }
    for (std::size_t c = 0; c < world.collectives.size(); ++c) {
      const Collective& collective = world.collectives[c];
      Months& months = collectives[c];
      months.members.push_back(ended(collective.stage) ? 0 : collective.settlement.persons);
      months.waiting.push_back(at_home(collective.stage) || collective.recruiting
                                   ? static_cast<double>(collective.waiting.size())
                                   : 0);
      months.fund.push_back(collective.fund);
    }
  }
};

struct Row {
  std::vector<int> values;
  std::string words;
};

class Writer {
 public:
  Writer(const World& world, const Outcome& outcome, const Diary& diary)
      : world_(world), outcome_(outcome), diary_(diary) {}

  std::string write() {
    json_.begin_map();
    json_.key("months").number(outcome_.until - outcome_.from + 1);
    numbers("soviet_unemployed", diary_.unemployed, 1000);
    numbers("queue", diary_.queue, 1);
    numbers("places", diary_.places, 1);
    json_.key("unemployment").begin_map();
    for (std::size_t o = 0; o < diary_.origins.size(); ++o)
      numbers(world_.population.origins[o].id, diary_.origins[o], 10000);
    json_.end();
    json_.key("collectives").begin_list();
    for (std::size_t c = 0; c < world_.collectives.size(); ++c) collective(c);
    json_.end().end();
    return json_.take();
  }

 private:
  int month(Month when) const {
    return when >= distant_future || when < outcome_.from ? -1 : when - outcome_.from;
  }

  // In one line, rounded to 1 / `parts`: this is drawn, not calculated with.
  void numbers(std::string_view name, const std::vector<double>& values, double parts) {
    std::string list = "[";
    for (const double value : values) {
      if (list.size() > 1) list += ',';
      list +=
          number_text(static_cast<double>(static_cast<std::int64_t>(value * parts + 0.5)) / parts);
    }
    json_.key(name).raw(list + ']');
  }

  // Hundredths are enough for what is drawn; JsonText has no short form within a line.
  static std::string number_text(double value) {
    JsonText one;
    one.number(value);
    std::string text = one.take();
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
  }

  // A list of short lists: numbers, and perhaps words at the end.
  template <class List, class RowOf>
  void rows(std::string_view name, const List& list, const RowOf& row_of) {
    json_.key(name).begin_list();
    for (const auto& item : list) {
      const Row row = row_of(item);
      std::string text = "[";
      for (const int value : row.values) text += std::to_string(value) + ',';
      if (row.words.empty())
        text.pop_back();
      else
        text += json_quote(row.words);
      json_.raw(text + ']');
    }
    json_.end();
  }

  void collective(std::size_t c) {
    const Collective& what = world_.collectives[c];
    const CollectiveOutcome& out = outcome_.collectives[c];
    const Months& months = diary_.collectives[c];
    json_.begin_map();
    write_name(json_, world_, what);
    json_.key("plan").number(what.from_template ? -1 : static_cast<int>(what.plan));
    json_.key("region").number(static_cast<int>(what.region));
    json_.key("site").number(what.contract.site == none ? -1
                                                        : static_cast<int>(what.contract.site));
    json_.key("sector").number(static_cast<int>(what.sector));
    json_.key("kind").text(out.kind);
    json_.key("start").number(months.start);
    numbers("members", months.members, 1);
    numbers("waiting", months.waiting, 1);
    numbers("fund", months.fund, 1);
    history_of(what);
    totals_of(out);
    json_.end();
  }

  void history_of(const Collective& what) {
    rows("stages", what.stages, [&](const StageChange& change) {
      return Row{{month(change.month)}, std::string(name_of(change.stage))};
    });
    rows("trains", what.trains, [&](const Train& train) {
      return Row{
          {month(train.departed), month(train.arrives), train.adults, train.children, train.deaths},
          {}};
    });
    rows("works", what.works, [&](const FinishedWork& work) {
      return Row{{month(work.month)}, world_.plan(what).works[work.work].id};
    });
    rows("votes", what.votes, [&](const Vote& vote) {
      return Row{{month(vote.month), vote.in_favour, vote.against, vote.carried ? 1 : 0},
                 std::string(name_of(vote.matter))};
    });
  }

  void totals_of(const CollectiveOutcome& out) {
    json_.key("totals").begin_map();
    for (const OutcomeCount& count : outcome_counts)
      json_.key(count.name).number(out.*count.member);
    json_.end();
  }

  const World& world_;
  const Outcome& outcome_;
  const Diary& diary_;
  JsonText json_;
};

}  // namespace

std::string close_up(Worlds& worlds, Which which, std::uint64_t seed, std::uint64_t replicate) {
  Diary diary;
  const Month from = worlds.model(which).parameters.from;
  SimulationOptions watch;
  watch.watch_month = [&diary, from](const World& world) { diary.note(world, world.month - from); };
  const Simulation simulation = worlds.run(which, seed, replicate, watch);
  return Writer(simulation.world(), simulation.outcome(replicate), diary).write();
}

}  // namespace komuna::classroom
