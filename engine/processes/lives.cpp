#include "engine/processes/lives.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/population/clock.hpp"
#include "engine/population/household.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

constexpr std::array<std::int64_t, age_bands> from_ages{0, 1, 5, 15, 45, 65};  // of `rates`

struct Death {
  Index person;
  Cause cause;
  double excess;  // the part of it that the life table has not
};
struct Birth {
  Index mother;
  Sex sex;
};

// Danger beyond today's that is allowed for when a household is left alone.
constexpr double growth_of_danger = 1.3;

LifeRules rules_of(const LivesParameters& p, const LifeTable& usual) {
  LifeRules rules;
  rules.fertility.highest = p.fertility;
  rules.fertility.by_table = !p.fertility_table.empty();
  for (const AgeFertility& row : p.fertility_table)
    for (auto year = static_cast<std::size_t>(row.from); year <= oldest_in_tables; ++year)
      rules.fertility.of_year[year] = row.births;
  rules.grown_married = p.grown_married;
  rules.interval = static_cast<int>(p.interval);
  rules.adult_age = 12 * static_cast<int>(p.adult_age);
  rules.band_of_year = usual.band_of_year();
  return rules;
}

bool exceeds(const DeathHazards& now, const DeathHazards& worst, std::size_t bands) {
  bool more = now.first_summer > worst.first_summer;
  for (std::size_t band = 0; band < bands; ++band)
    more = more || now.h[band][0] > worst.h[band][0] || now.h[band][1] > worst.h[band][1];
  return more;
}

class Lives {
 public:
  Lives(World& world, const LivesParameters& p)
      : world_(world), p_(p), book_(world.people.danger()), sites_(world.parameters.sites.size()) {
    world.usual_deaths = life_table(p);
    book_.places.resize(sites_ + 1 + world.collectives.size());
    keep_rules(rules_of(p, world.usual_deaths));
    for (Collective& c : world.collectives) {
      Settlement& life = c.settlement;
      life.persons = life.adults = life.skilled = life.locals = 0;
    }
  }

  void run() {
    list_residents(world_);
    const bool is_january = world_.month.month_of_year() == 1;
    each_resident_household(world_, [&](Index h, Index c) {
      const Index place = place_of(h, c);
      const PlaceDanger& danger = danger_at(place);
      LifeNote& note = world_.people.life_note(h);
      Settlement* life = c == none ? nullptr : &world_.collectives[c].settlement;
      const bool quiet = world_.month < note.quiet_until && note.place == place &&
                         note.passed + 1 == world_.month && note.settled >= danger.raised;
      if (!quiet) {
        // In January all clocks are drawn afresh: what the old ones would show is asked by nobody.
        if (!is_january) world_.people.settle_lives(h);
        household(h, c, place, danger);
      } else {
        note.passed = world_.month;
      }
      if (life != nullptr) count(*life, note);
    });
    for (const Death& death : deaths_) bury(death);
    for (const Birth& birth : births_) bear(birth);
    unlist_forgotten();
  }

 private:
  // Notes were made under the rules of their month.
  void keep_rules(const LifeRules& rules) {
    if (rules == book_.rules) return;
    for (Index h = 0; h < world_.people.households().size(); ++h) world_.people.settle_lives(h);
    book_.rules = rules;
  }

  // Sites, at the end of them those who are at none, then the collectives.
  Index place_of(Index h, Index c) const {
    if (c != none) return static_cast<Index>(sites_ + 1 + c);
    const Index site = world_.people.household(h).site;
    return site == none ? static_cast<Index>(sites_) : site;
  }

  const PlaceDanger& danger_at(Index place) {
    PlaceDanger& danger = book_.places[place];
    if (danger.known != world_.month) work_out(place, danger);
    return danger;
  }

  void work_out(Index place, PlaceDanger& danger) {
    Exposure exposure = exposure_at(place);
    const auto month = static_cast<std::size_t>(exposure.month_of_year - 1);
    const DeathHazards& now = danger.of_month[month] =
        death_hazards(p_, world_.usual_deaths, exposure);
    danger.food[month] = exposure.food;
    for (std::size_t band = 0; band < world_.usual_deaths.bands(); ++band)
      for (std::size_t sex = 0; sex < 2; ++sex)
        danger.off[band][sex][month] = static_cast<float>(now.h[band][sex]);
    if (danger.known.year() != world_.month.year() || exposure.food > danger.worst_food ||
        exceeds(now, danger.worst, world_.usual_deaths.bands())) {
      exposure.month_of_year = 7;  // of the summer
      exposure.mortality *= growth_of_danger;
      danger.worst = death_hazards(p_, world_.usual_deaths, exposure);
      danger.worst.first_summer *= growth_of_danger;
      danger.worst_food = std::max(1.0, exposure.food);
      danger.raised = world_.month;
    }
    danger.known = world_.month;
  }

  Exposure exposure_at(Index place) const {
    const int month_of_year = world_.month.month_of_year();
    if (place > sites_) {
      const Collective& c = world_.collectives[place - sites_ - 1];
      const Site& site = world_.parameters.sites[c.contract.site];
      const Settlement& life = c.settlement;
      return {site.mortality, life.housing, site.water,   site.malaria,
              life.food,      life.health,  month_of_year};
    }
    const Site somewhere;
    const Site& site = place == sites_ ? somewhere : world_.parameters.sites[place];
    const double food = place == sites_ ? 1.0 : 1.0 - site.hunger.at(world_.month);
    return {site.mortality, p_.usual_housing, site.water, site.malaria, food, 0.0, month_of_year};
  }

  // A close look at a household, and a note of how long none will be needed.
  void household(Index h, Index c, Index place, const PlaceDanger& danger) {
    const Month month = world_.month;
    const DeathHazards& hazards =
        danger.of_month[static_cast<std::size_t>(month.month_of_year() - 1)];
    const double food = danger.food[static_cast<std::size_t>(month.month_of_year() - 1)];
    const LifeRules& rules = book_.rules;
    const bool local = world_.people.household(h).cell == none;
    LifeNote note;
    note.place = place;
    note.settled = note.passed = month;
    int quiet = 12 - month.month_of_year();  // months without a close look
    Index mother = none;
    bool husband = false;
    Month youngest = distant_past;
    bool residents = false;
    bool headed = false;
    bool expected = false;
    const Index head = world_.people.household(h).head;
    Person* const persons = world_.people.persons().data();  // births are added after the pass
    for (Index i = world_.people.household(h).first_person; i != none; i = persons[i].next) {
      Person& person = persons[i];
      if (!is_resident(person.state)) {
        expected = expected || person.state == PersonState::in_transit;
        continue;
      }
      residents = true;
      const int age = person.age_months(month);
      headed = headed || (i == head && age >= working_age * 12);
      if (dies(i, person, age, hazards)) continue;
      if (c != none && person.state == PersonState::in_collective)
        note_person(note, person, age, local);
      if (quiet > 0) quiet = std::min(quiet, quiet_months(person, age, danger));
      if (person.role == Role::child) {
        youngest = std::max(youngest, person.born);
        if (age >= rules.adult_age) {
          come_of_age(i, person, c == none ? nullptr : &world_.collectives[c].settlement);
          quiet = 0;
        }
        continue;
      }
      if (person.role == Role::other_adult) {
        if (person.sex == Sex::male || age >= 50 * 12) continue;
        conceive(i, rules.grown_married * rules.fertility.at(age) * food);
        quiet = std::min(quiet, barren_months(person, age, rules.grown_married, danger));
        continue;
      }
      if (person.sex == Sex::female)
        mother = i;
      else
        husband = husband || person.role == Role::head || person.role == Role::spouse;
    }
    if (mother != none && husband) {
      const int age = persons[mother].age_months(month);
      if (month - youngest >= rules.interval) conceive(mother, rules.fertility.at(age) * food);
      quiet = std::min(quiet, barren_months(persons[mother], age, 1.0, danger));
    }
    note.holds = residents && headed;
    if (note.holds) note.quiet_until = month + (quiet + 1);
    world_.people.life_note(h) = note;
    if (!residents && !expected) forget(h, c);
    if (residents && !headed) provide_head(world_, h);
  }

  // Months from the next on in which nothing can happen to a person.
  int quiet_months(const Person& person, int age, const PlaceDanger& danger) const {
    const LifeRules& rules = book_.rules;
    const std::size_t band = rules.band(age);
    double most = danger.worst.h[band][static_cast<std::size_t>(person.sex)];
    if (age < small_child_months) most += danger.worst.first_summer;
    int quiet = safe_months(person.death_clock, most);
    if (rules.band(age + 12) != band) quiet = std::min(quiet, 11 - age % 12);
    if (age < working_age * 12) quiet = std::min(quiet, working_age * 12 - 1 - age);
    return person.role == Role::child ? std::min(quiet, rules.adult_age - 1 - age) : quiet;
  }

  // Months in which a woman cannot give birth.
  int barren_months(const Person& woman, int age, double share, const PlaceDanger& danger) const {
    const double yearly = share * book_.rules.fertility.most_within_a_year(age) * danger.worst_food;
    return safe_months(woman.birth_clock, yearly / 12.0);
  }

  bool dies(Index index, Person& person, int age, const DeathHazards& hazards) {
    wind_clocks(person, world_.draws, world_.month);
    double h = hazards.h[world_.usual_deaths.band(age)][static_cast<std::size_t>(person.sex)];
    const double hungry = h * hazards.hungry_share;
    const bool small = age < small_child_months;
    if (small && world_.month - person.arrived < 12) h += hazards.first_summer;
    if (!runs_out(person.death_clock, h)) return false;
    deaths_.push_back(death_of(index, person, h, hungry));
    return true;
  }

  // Of hunger in proportion to its part of the hazard; of the rest the age decides.
  Death death_of(Index index, const Person& person, double hazard, double hungry) const {
    const Block words = draw_block(world_.draws, person, world_.month, Stream::death, 1);
    if (to_uniform(words.w0) * hazard < hungry) return {index, Cause::hunger, 1.0};
    const int age = person.age_months(world_.month);
    Cause cause = to_uniform(words.w1) < 0.1 ? Cause::accident : Cause::disease;
    if (age < small_child_months) cause = Cause::infancy;
    if (age >= 65 * 12) cause = Cause::age;
    const LifeTable& usual = world_.usual_deaths;
    return {index, cause, usual.excess_share(person, world_.month, hazard - hungry)};
  }

  static void note_person(LifeNote& note, const Person& person, int age, bool local) {
    if (local) {
      ++note.locals;
      return;
    }
    const bool adult = age >= working_age * 12;
    ++note.persons;
    if (adult) ++note.adults;
    if (adult && person.has(mark_skilled)) ++note.skilled;
  }

  static void count(Settlement& life, const LifeNote& note) {
    life.persons += note.persons;
    life.adults += note.adults;
    life.skilled += note.skilled;
    life.locals += note.locals;
  }

  void come_of_age(Index index, Person& person, const Settlement* life) {
    person.role = Role::other_adult;
    const Block words = draw_block(world_.draws, person, timeless, Stream::coming_of_age);
    if (life != nullptr && to_uniform(words.w0) < p_.taught_trade * life->schooling)
      person.set(mark_skilled);
    const Household& household = world_.people.household(person.household);
    Event event;
    event.month = world_.month;
    event.kind = EventKind::came_of_age;
    event.from = event.to = person.state;
    event.person = index;
    event.household = person.household;
    event.cell = household.cell;
    event.collective = household.collective;
    world_.events.push_back(event);
  }

  // At most one birth a calendar year: the clock stands still after it.
  void conceive(Index mother, double yearly) {
    Person& person = world_.people.person(mother);
    if (yearly <= 0.0 || !runs_out(person.birth_clock, yearly / 12.0)) return;
    person.birth_clock = stopped_clock;
    const Block words = draw_block(world_.draws, person, world_.month, Stream::birth);
    births_.push_back({mother, to_uniform(words.w1) < 0.512 ? Sex::male : Sex::female});
  }

  void bury(const Death& death) {
    const Person person = world_.people.person(death.person);
    const Household& household = world_.people.household(person.household);
    if (person.state == PersonState::in_collective && household.cell != none &&
        household.collective != none) {
      Collective& c = world_.collectives[household.collective];
      ++c.died;
      if (world_.month - c.settlement.arrived < 12) ++c.settlement.deaths_first_year;
    }
    lose_person(world_, death.person, PersonState::dead, death.cause, death.excess);
  }

  void bear(const Birth& birth) {
    const Person mother = world_.people.person(birth.mother);
    if (!is_resident(mother.state)) return;
    const Household& household = world_.people.household(mother.household);
    Person child;
    child.key_entity = mother.key_entity;
    child.key_ordinal = mother.key_ordinal;
    child.key_partner = person_partner(household.generation, household.next_ordinal);
    child.born = world_.month;
    child.arrived = mother.arrived;
    child.sex = birth.sex;
    child.role = Role::child;
    if (mother.has(mark_soviet_citizen)) child.set(mark_soviet_citizen);
    if (mother.has(mark_exiled)) child.set(mark_exiled);
    if (world_.people.person(birth.mother).children < 255)
      ++world_.people.person(birth.mother).children;
    if (mother.state == PersonState::in_collective && household.collective != none) {
      ++world_.collectives[household.collective].born;
      ++world_.collectives[household.collective].settlement.persons;
    }
    world_.people.add_person(mother.household, child, mother.state, Cause::birth, world_.month,
                             world_.events);
  }

  // Nobody of the household is left here: it is visited no longer, and unlisted below.
  void forget(Index h, Index c) {
    world_.people.household(h).site = none;
    if (c != none) return;
    world_.people.household(h).independent = false;
    forgotten_ = true;
  }

  void unlist_forgotten() {
    if (!forgotten_) return;
    auto& list = world_.independents;
    list.erase(std::remove_if(list.begin(), list.end(),
                              [&](Index h) { return !world_.people.household(h).independent; }),
               list.end());
  }

  World& world_;
  const LivesParameters& p_;
  DangerBook& book_;
  std::size_t sites_;
  std::vector<Death> deaths_;
  std::vector<Birth> births_;
  bool forgotten_ = false;
};

}  // namespace

LifeTable life_table(const LivesParameters& p) {
  if (!p.life_table.empty()) return LifeTable(p.life_table);
  std::vector<AgeRates> rows(p.rates.size());
  for (std::size_t band = 0; band < rows.size(); ++band) {
    rows[band].from = from_ages[band];
    rows[band].male = p.rates[band] * p.male;
    rows[band].female = p.rates[band] * p.female;
  }
  return LifeTable(rows);
}

DeathHazards death_hazards(const LivesParameters& p, const LifeTable& table, const Exposure& e) {
  const bool summer = e.month_of_year >= 6 && e.month_of_year <= 9;
  const double unprotected = 1.0 - e.health;
  const double hardship = unprotected * (p.housing * (1.0 - e.housing) + p.water * (1.0 - e.water) +
                                         (summer ? p.malaria * e.malaria : 0.0));
  const double hunger = p.hunger * (1.0 - e.food);
  const double factor = e.mortality * (1.0 + hardship + hunger) / 12.0;
  DeathHazards hazards;
  for (std::size_t band = 0; band < table.bands(); ++band)
    hazards.h[band] = {table.rate(band, Sex::male) * factor,
                       table.rate(band, Sex::female) * factor};
  if (summer)
    hazards.first_summer = p.first_summer * 0.5 * (e.malaria + 1.0 - e.water) * unprotected;
  hazards.hungry_share = hunger / (1.0 + hardship + hunger);
  return hazards;
}

void lives(World& world, const LivesParameters& parameters) { Lives(world, parameters).run(); }

}  // namespace komuna
