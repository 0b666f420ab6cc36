#include "engine/processes/lives.hpp"

#include <algorithm>
#include <array>
#include <vector>

#include "engine/population/clock.hpp"
#include "engine/population/household.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

constexpr int small_child_months = 36;
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

// Births of a married woman in a year, by the table of the scenario or the formula.
class Fertility {
 public:
  explicit Fertility(const LivesParameters& p)
      : highest_(p.fertility), by_table_(!p.fertility_table.empty()) {
    for (const AgeFertility& row : p.fertility_table)
      for (auto year = static_cast<std::size_t>(row.from); year < of_year_.size(); ++year)
        of_year_[year] = row.births;
  }
  double at(int age_months) const {
    if (by_table_) return of_year_[static_cast<std::size_t>(std::min(age_months / 12, 100))];
    if (age_months < 18 * 12 || age_months >= 45 * 12) return 0.0;
    const double from_peak = (age_months / 12.0 - 20.0) / 25.0;
    return highest_ * (1.0 - from_peak * from_peak);
  }

 private:
  double highest_;
  bool by_table_;
  std::array<double, oldest_in_tables + 1> of_year_{};
};

class Lives {
 public:
  Lives(World& world, const LivesParameters& p) : world_(world), p_(p), fertility_(p) {
    world.usual_deaths = life_table(p);
    const auto sites = world.parameters.sites.size();
    at_large_.reserve(sites + 1);
    food_.reserve(sites + 1);
    for (Index s = 0; s <= sites; ++s) {
      at_large_.push_back(hazards_at_large(s < sites ? s : none));
      food_.push_back(food_at_large(s < sites ? s : none));
    }
    for (Collective& c : world.collectives) {
      Settlement& life = c.settlement;
      life.persons = life.adults = life.skilled = life.locals = 0;
    }
  }

  void run() {
    list_residents(world_);
    Index current = none;
    DeathHazards here;
    each_resident_household(world_, [&](Index h, Index c) {
      if (c != current) {
        current = c;
        if (c != none) here = hazards_in(world_.collectives[c]);
      }
      if (c != none) return household(h, c, here, world_.collectives[c].settlement.food);
      const Index site = world_.people.household(h).site;
      const std::size_t place = site == none ? at_large_.size() - 1 : site;
      household(h, c, at_large_[place], food_[place]);
    });
    for (const Death& death : deaths_) bury(death);
    for (const Birth& birth : births_) bear(birth);
    unlist_forgotten();
  }

 private:
  DeathHazards hazards_in(const Collective& c) const {
    const Site& site = world_.parameters.sites[c.contract.site];
    const Settlement& life = c.settlement;
    return death_hazards(p_, world_.usual_deaths,
                         {site.mortality, life.housing, site.water, site.malaria, life.food,
                          life.health, world_.month.month_of_year()});
  }

  double food_at_large(Index site) const {
    return site == none ? 1.0 : 1.0 - world_.parameters.sites[site].hunger.at(world_.month);
  }

  DeathHazards hazards_at_large(Index index) const {
    const Site somewhere;
    const Site& site = index == none ? somewhere : world_.parameters.sites[index];
    return death_hazards(p_, world_.usual_deaths,
                         {site.mortality, p_.usual_housing, site.water, site.malaria,
                          food_at_large(index), 0.0, world_.month.month_of_year()});
  }

  void household(Index h, Index c, const DeathHazards& hazards, double food) {
    const Month month = world_.month;
    const bool local = world_.people.household(h).cell == none;
    Settlement* life = c == none ? nullptr : &world_.collectives[c].settlement;
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
      if (life != nullptr && person.state == PersonState::in_collective)
        count(*life, person, age, local);
      if (person.role == Role::child) {
        youngest = std::max(youngest, person.born);
        if (age >= 12 * static_cast<int>(p_.adult_age)) come_of_age(i, person, life);
        continue;
      }
      if (person.role == Role::other_adult) {
        if (person.sex == Sex::female && age < 50 * 12)
          conceive(i, p_.grown_married * fertility_.at(age) * food);
        continue;
      }
      if (person.sex == Sex::female)
        mother = i;
      else
        husband = husband || person.role == Role::head || person.role == Role::spouse;
    }
    if (!residents && !expected) forget(h, c);
    if (residents && !headed) provide_head(world_, h);
    if (mother == none || !husband || month - youngest < static_cast<int>(p_.interval)) return;
    conceive(mother, fertility_.at(world_.people.person(mother).age_months(month)) * food);
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

  static void count(Settlement& life, const Person& person, int age, bool local) {
    if (local) {
      ++life.locals;
      return;
    }
    const int adult = age >= working_age * 12 ? 1 : 0;
    ++life.persons;
    life.adults += adult;
    life.skilled += person.has(mark_skilled) ? adult : 0;
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
  Fertility fertility_;
  std::vector<DeathHazards> at_large_;  // by site, and at the end for those at none
  std::vector<double> food_;            // the same for the level of food
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
