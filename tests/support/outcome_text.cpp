#include "tests/support/outcome_text.hpp"

#include <array>
#include <cstdio>
#include <sstream>

namespace komuna::tests {
namespace {

// The exact value, in hexadecimal.
std::string exact(double value) {
  std::array<char, 48> buffer{};
  std::snprintf(buffer.data(), buffer.size(), "%a", value);
  return buffer.data();
}

std::string line_of(const CollectiveOutcome& c) {
  std::ostringstream line;
  line << "collective " << c.id << '|' << c.name << '|' << c.origin << '|' << c.region << '|'
       << c.kind << '|' << c.site << '|' << static_cast<int>(c.sector) << c.named << c.explained
       << '|' << static_cast<int>(c.stage);
  for (const Month month :
       {c.founded, c.applied, c.contracted, c.first_departed, c.first_arrived, c.ended})
    line << ' ' << to_string(month);
  for (const int n : {c.trains, c.households, c.members_departed, c.admitted, c.departed, c.arrived,
                      c.locals, c.born, c.died, c.returned, c.left_for_ussr, c.third_country,
                      c.withdrawn, c.arrested, c.executed, c.living_there, c.votes, c.works})
    line << ' ' << n;
  for (const double x : {c.mean_yield_ratio, c.illusion, c.land, c.pupil_years, c.patients,
                         c.mean_wait, c.income_ratio})
    line << ' ' << exact(x);
  line << ' ' << c.land_from << '|' << c.hired << ' ' << c.called_up;
  return line.str();
}

// Origins and collectives by name: their positions depend on the order of the scenario.
void add_rows(std::vector<std::string>& lines, const Outcome& outcome,
              const Parameters& parameters) {
  const auto collective = [&](Index c) {
    return c == none ? std::string("-") : outcome.collectives[c].id;
  };
  const auto origin = [&](Index o) {
    return o == none ? std::string("local") : parameters.population.origins[o].id;
  };
  const auto add = [&lines](const auto&... parts) {
    std::ostringstream line;
    ((line << parts << ' '), ...);
    lines.push_back(line.str());
  };
  for (const VoteRow& r : outcome.votes)
    add("vote", collective(r.collective), r.ballot, to_string(r.month), name_of(r.matter),
        r.in_favour, r.against, r.carried);
  for (const WorkRow& r : outcome.works)
    add("work", collective(r.collective), r.order, r.work, r.name, to_string(r.begun),
        to_string(r.finished));
  for (const HarvestRow& r : outcome.harvests)
    add("harvest", collective(r.collective), r.harvest.year, exact(r.harvest.sown),
        name_of(r.harvest.scarce), exact(r.harvest.yield), exact(r.harvest.neighbours),
        exact(r.harvest.taken), exact(r.harvest.per_head));
  for (const SettlementRow& r : outcome.settlements)
    add("settlement", collective(r.collective), r.year, r.persons, r.adults, r.locals,
        exact(r.housing), exact(r.food), exact(r.health), exact(r.schooling), exact(r.living),
        exact(r.income_ratio));
  for (const ExitRow& r : outcome.exits)
    add("exit", r.year, origin(r.origin), collective(r.collective), name_of(r.from), name_of(r.to),
        name_of(r.cause), r.persons, exact(r.excess));
  for (const RepressedRow& r : outcome.repressed)
    add("repressed", r.year, r.wave, origin(r.origin), collective(r.collective), r.years_there,
        r.party, name_of(r.sentence), r.died_in_camp, r.persons);
}

}  // namespace

std::string life_text(const Life& life) {
  std::ostringstream line;
  line << "life " << to_string(life.month) << ' ' << life.household << ' ' << life.person << ' '
       << life.event << ' ' << life.from << ' ' << life.cause << ' ' << life.origin << ' '
       << life.region << ' ' << life.branch << ' ' << life.stratum << ' ' << life.collective << ' '
       << life.sex << ' ' << life.role << ' ' << life.age << ' ' << life.charge;
  return line.str();
}

std::vector<std::string> outcome_text(const Outcome& outcome, const Parameters& parameters) {
  std::vector<std::string> lines;
  std::ostringstream head;
  head << "replicate " << outcome.replicate << ' ' << outcome.key << " [" << outcome.error << "] "
       << outcome.touched << ' ' << exact(outcome.places_credited) << ' '
       << exact(outcome.places_used) << ' ' << exact(outcome.totals.money_given) << ' '
       << exact(outcome.totals.provisions_given) << ' ' << exact(outcome.totals.relief);
  lines.push_back(head.str());
  for (const YearRow& row : outcome.years) {
    std::ostringstream line;
    line << "year " << row.year << ' '
         << (row.origin == none ? "local" : parameters.population.origins[row.origin].id) << ' '
         << (row.collective == none ? "-" : outcome.collectives[row.collective].id);
    for (const auto n : row.counts) line << ' ' << n;
    lines.push_back(line.str());
  }
  for (std::size_t v = 0; v < outcome.months.size(); ++v) {
    std::ostringstream line;
    line << "months of variable " << v;
    for (const auto n : outcome.months[v]) line << ' ' << n;
    lines.push_back(line.str());
  }
  for (std::size_t d = 0; d < outcome.elsewhere.size(); ++d) {
    std::ostringstream line;
    line << "elsewhere " << d;
    for (const auto n : outcome.elsewhere[d]) line << ' ' << n;
    lines.push_back(line.str());
  }
  for (const Measured& target : outcome.targets)
    lines.push_back("target " + (target.defined ? exact(target.value) : std::string("undefined")));
  for (const CollectiveOutcome& c : outcome.collectives) lines.push_back(line_of(c));
  add_rows(lines, outcome, parameters);
  return lines;
}

std::string difference(const std::vector<std::string>& a, const std::vector<std::string>& b) {
  for (std::size_t i = 0; i < a.size() || i < b.size(); ++i) {
    const std::string one = i < a.size() ? a[i] : "nothing";
    const std::string other = i < b.size() ? b[i] : "nothing";
    if (one != other) return one + "\nbut\n" + other;
  }
  return "";
}

std::vector<std::string> world_text(const Model& model, const Model* baseline, std::uint64_t seed,
                                    std::uint64_t replicate) {
  std::vector<std::string> lines;
  const Outcome outcome =
      run_replicate(model, baseline, seed, replicate,
                    [&lines](const Life& life) { lines.push_back(life_text(life)); });
  for (std::string& line : outcome_text(outcome, model.parameters))
    lines.push_back(std::move(line));
  return lines;
}

}  // namespace komuna::tests
