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
  line << ' ' << exact(c.mean_yield_ratio) << ' ' << exact(c.illusion);
  return line.str();
}

}  // namespace

std::string life_text(const Life& life) {
  std::ostringstream line;
  line << "life " << to_string(life.month) << ' ' << life.household << ' ' << life.person << ' '
       << life.event << ' ' << life.from << ' ' << life.cause << ' ' << life.origin << ' '
       << life.region << ' ' << life.branch << ' ' << life.stratum << ' ' << life.collective << ' '
       << life.sex << ' ' << life.role << ' ' << life.age;
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
