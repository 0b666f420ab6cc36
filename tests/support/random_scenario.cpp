#include "tests/support/random_scenario.hpp"

#include <algorithm>
#include <cmath>
#include <random>

namespace komuna::tests {
namespace {

// Says of every value whether its field allows it; changes nothing.
class Audit : public FieldVisitor {
 public:
  explicit Audit(std::vector<std::string>& problems) : problems_(problems) {}

  void number(double& value, const Field& f) override { check(value, f); }
  void integer(std::int64_t& value, const Field& f) override {
    check(static_cast<double>(value), f);
  }
  void flag(bool&, const Field&) override {}
  void text(std::string&, const Field&) override {}
  void month(Month&, const Field&) override {}
  void series(Series& value, const Field& f) override {
    for (const Series::Point& point : value.points) check(point.value, f);
    for (std::size_t i = 1; i < value.points.size(); ++i)
      if (!(value.points[i - 1].month < value.points[i].month)) report(f.key, "months in order");
  }
  void option(int&, const std::vector<std::string_view>&, const Field&) override {}
  void reference(std::string&, std::string_view, const Field&) override {}
  void references(std::vector<std::string>&, std::string_view, const Field&) override {}
  void numbers(NumbersById& values, std::string_view, const Field& f) override {
    for (auto& [id, value] : values) check(value, f);
  }
  void object(const Field&, const Body& body) override { body(*this); }
  void entries(Entries& table, std::string_view, const Field&) override {
    for (std::size_t i = 0; i < table.size(); ++i) table.visit(i, *this);
  }
  void require(bool holds, std::string_view key, const std::string& message) override {
    if (!holds) report(key, message);
  }

 private:
  void check(double value, const Field& f) {
    if (!(value >= f.min && value <= f.max)) report(f.key, std::to_string(value));
  }
  void report(std::string_view key, const std::string& what) {
    problems_.push_back(std::string(key) + ": " + what);
  }
  std::vector<std::string>& problems_;
};

// Moves a third of the numbers: positive ones by a factor of about two, others by about a half,
// within their ranges.
class Shake : public FieldVisitor {
 public:
  explicit Shake(std::mt19937& random) : random_(random) {}

  void number(double& value, const Field& f) override { value = moved(value, f); }
  void integer(std::int64_t& value, const Field& f) override {
    value = std::llround(moved(static_cast<double>(value), f));
  }
  void flag(bool& value, const Field&) override {
    if (random_() % 4 == 0) value = !value;
  }
  void text(std::string&, const Field&) override {}
  void month(Month&, const Field&) override {}
  void series(Series& value, const Field& f) override {
    for (Series::Point& point : value.points) point.value = moved(point.value, f);
  }
  void option(int&, const std::vector<std::string_view>&, const Field&) override {}
  void reference(std::string&, std::string_view, const Field&) override {}
  void references(std::vector<std::string>&, std::string_view, const Field&) override {}
  void numbers(NumbersById&, std::string_view, const Field&) override {}
  void object(const Field&, const Body& body) override { body(*this); }
  void entries(Entries& table, std::string_view, const Field&) override {
    for (std::size_t i = 0; i < table.size(); ++i) table.visit(i, *this);
  }
  void require(bool, std::string_view, const std::string&) override {}

 private:
  double moved(double value, const Field& f) {
    std::normal_distribution<double> normal;
    const double step = normal(random_);
    if (random_() % 3 != 0) return value;
    const double next = f.min >= 0 ? value * std::exp(0.5 * step) : value + 0.5 * step;
    return std::clamp(next, std::max(f.min, -1e9), std::min(f.max, 1e9));
  }
  std::mt19937& random_;
};

class Maker {
 public:
  explicit Maker(std::uint32_t number) : random_(number) {}

  Parameters make() {
    Parameters p;
    p.title = "Invented";
    p.from = Month::of(1921, 1 + static_cast<int>(below(12)));
    p.until = p.from + static_cast<int>(100 + below(120));
    from_ = p.from;
    population(p.population);
    world(p);
    shake(p.household);
    shake(p.expectation);
    shake(p.drives);
    shake(p.decision);
    p.decision.join_constant = real(-9.0, -6.5);
    p.decision.alone_constant = real(-11.0, -8.0);
    shake(p.founding);
    p.founding.constant_agriculture = real(-8.0, -3.5);
    p.founding.constant_industry = real(-8.0, -3.5);
    shake(p.assembly);
    p.assembly.charter_minimum = 3;
    p.assembly.apply_minimum = 5;
    shake(p.waiting);
    shake(p.finance);
    shake(p.home_authorities);
    shake(p.transport);
    shake(p.settlement);
    shake(p.harvest);
    shake(p.construction);
    shake(p.lives);
    shake(p.leaving);
    shake(p.local_joining);
    shake(p.letters);
    shake(p.nationalisation);
    shake(p.citizenship);
    shake(p.army);
    repression(p.repression);
    shake(p.repression);
    return p;
  }

 private:
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(random_() % n); }
  double real(double low, double high) {
    return low + (high - low) * std::uniform_real_distribution<double>()(random_);
  }
  bool chance(double p) { return real(0, 1) < p; }
  static std::string named(const char* what, std::size_t i) {
    return std::string(what) + "_" + std::to_string(i);
  }
  Month some_month(int most) {
    return from_ + static_cast<int>(below(static_cast<std::uint32_t>(most)));
  }
  Series some_series(double low, double high) {
    Series series(chance(0.5) ? Series::Reading::step : Series::Reading::linear, {});
    Month month = from_ - 6;
    for (std::uint32_t n = 1 + below(4); n > 0;
         --n, month = month + 1 + static_cast<int>(below(40)))
      series.points.push_back({month, real(low, high)});
    return series;
  }

  // Moved values are kept only where the struct still holds together.
  template <class T>
  void shake(T& values) {
    T moved = values;
    Shake visitor(random_);
    fields(visitor, moved);
    std::vector<std::string> problems;
    Audit audit(problems);
    fields(audit, moved);
    if (problems.empty()) values = moved;
  }

  void population(PopulationParameters& p) {
    const std::size_t trades = 1 + below(4);
    for (std::size_t b = 0; b < trades; ++b) {
      Branch branch;
      branch.id = named("trade", b);
      branch.sector = static_cast<Sector>(b % 3);
      branch.workplace_size = 2 + below(60);
      shake(branch);
      p.branches.push_back(branch);
    }
    p.groups.push_back({"native", "Born here", 0.0});
    p.groups.push_back({"returning", "Born there", 1.0});
    const std::size_t origins = 1 + below(3);
    for (std::size_t o = 0; o < origins; ++o) {
      Origin origin;
      origin.id = named("origin", o);
      origin.default_group = "native";
      origin.unemployment = some_series(0.0, 0.5);
      origin.wage = some_series(5, 120);
      origin.party_members = some_series(0, 600);
      origin.labour_force = some_series(0.9, 1.2);
      if (chance(0.2)) origin.closed_from = some_month(150);
      for (std::size_t r = 0; r < 1 + below(3); ++r) {
        Region region;
        region.id = named("region", r);
        region.heads = static_cast<std::int64_t>(std::exp(real(0, 10)));
        double left = 1.0;
        for (std::size_t b = 0; b < trades; ++b) {
          const double share = b + 1 == trades ? left : left * real(0.1, 0.9);
          region.branches.emplace_back(named("trade", b), share);
          left -= share;
        }
        if (chance(0.4)) region.groups = {{"returning", real(0, 0.3)}};
        region.party_weight = real(0, 3);
        region.longitude = real(-100, 30);
        region.latitude = real(30, 60);
        origin.regions.push_back(region);
      }
      p.origins.push_back(origin);
    }
    p.half_rank = real(0.005, 0.2);
    p.employment_spell = 1 + below(24);
    p.kin_circle = real(2, 20);
  }

  CollectivePlan plan(const std::string& id) {
    CollectivePlan one;
    one.id = id;
    one.kind = named("kind", below(2));
    one.sector = chance(0.6) ? Sector::agriculture : Sector::industry;
    one.target_members = 5 + below(300);
    one.party_only = chance(0.2);
    one.all_branches = chance(0.6);
    one.share_fee = real(10, 150);
    one.adult_fee = real(0, 50);
    one.max_age = real(30, 65);
    one.appeal = some_series(0.3, 4);
    if (chance(0.3)) one.merges_from = some_month(200);
    if (one.sector == Sector::industry)
      for (std::size_t w = 0; w < below(3); ++w) {
        WorkPlan work;
        work.id = named("work", w);
        work.labour = real(10, 300);
        work.capital = real(10, 1000);
        one.works.push_back(work);
      }
    return one;
  }

  void world(Parameters& p) {
    WorldParameters& w = p.world;
    w.economy.soviet_unemployed = some_series(0, 2);
    w.economy.soviet_wage = some_series(5, 20);
    w.economy.world_revolution = some_series(0, 1);
    for (std::size_t k = 0; k < 2; ++k) {
      CollectiveKind kind;
      kind.id = named("kind", k);
      kind.votes = k == 0 || chance(0.7);
      kind.refund = real(0, 1);
      w.kinds.push_back(kind);
    }
    for (std::size_t s = 0; s < 1 + below(4); ++s) {
      Site site;
      site.id = named("site", s);
      site.sector = static_cast<Sector>(s % 2);
      site.room = 1 + below(5);
      shake(site);
      site.hunger = some_series(0, 0.8);
      w.sites.push_back(site);
    }
    for (std::size_t c = 0; c < below(5); ++c) {
      CollectivePlan one = plan(named("collective", c));
      one.origin = named("origin", below(static_cast<std::uint32_t>(p.population.origins.size())));
      one.founded = some_month(80);
      if (chance(0.3)) one.recruits_until = one.founded + static_cast<int>(below(60));
      w.collectives.push_back(one);
    }
    for (std::size_t t = 0; t < 2; ++t) {
      CollectivePlan one = plan(named("template", t));
      one.sector = static_cast<Sector>(t);
      w.templates.push_back(one);
    }
    Month start = from_;
    for (std::size_t r = 0; r < 1 + below(4); ++r) {
      Regime regime;
      regime.id = named("regime", r);
      regime.from = start;
      regime.until = start + static_cast<int>(10 + below(80));
      regime.individuals = chance(0.5);
      regime.individual_capital = real(0, 200);
      regime.recognised = real(0, 1);
      regime.capital_per_head = real(0, 40);
      regime.places_agriculture = chance(0.5) ? real(0, 10) : real(0, 100);
      regime.places_industry = chance(0.5) ? real(0, 10) : real(0, 80);
      regime.places_individual = real(0, 6);
      regime.review_months = real(0, 8);
      regime.new_groups = chance(0.8);
      w.gate.regimes.push_back(regime);
      start = regime.until + static_cast<int>(below(12));
    }
    shake(w.gate);
    for (std::size_t d = 0; d < below(3); ++d) {
      Destination destination;
      destination.id = named("destination", d);
      for (const Origin& origin : p.population.origins) {
        if (chance(0.3)) continue;
        destination.rates.push_back({origin.id, real(-10, -6), real(0, 1)});
        if (chance(0.5)) destination.quota_origins.push_back(origin.id);
      }
      destination.quota = some_series(0, 400);
      w.destinations.push_back(destination);
    }
    for (std::size_t c = 0; c < below(3); ++c) {
      Campaign campaign;
      campaign.id = named("campaign", c);
      campaign.origin =
          named("origin", below(static_cast<std::uint32_t>(p.population.origins.size())));
      w.campaigns.push_back(campaign);
    }
  }

  void repression(RepressionParameters& p) {
    for (std::size_t i = 0; i < below(3); ++i) {
      Wave wave;
      wave.id = named("wave", i);
      wave.from = some_month(150);
      wave.until = wave.from + static_cast<int>(below(30));
      wave.hazard = real(0, 0.02);
      p.waves.push_back(wave);
    }
  }

  std::mt19937 random_;
  Month from_;
};

}  // namespace

Parameters random_scenario(std::uint32_t number) { return Maker(number).make(); }

std::vector<std::string> problems_of(Parameters& parameters) {
  std::vector<std::string> problems;
  Audit audit(problems);
  fields(audit, parameters);
  return problems;
}

}  // namespace komuna::tests
