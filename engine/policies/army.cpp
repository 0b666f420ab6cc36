#include "engine/policies/army.hpp"

#include <algorithm>
#include <vector>

#include "engine/base/math.hpp"
#include "engine/population/clock.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

class Army {
 public:
  Army(World& world, const ArmyParameters& p)
      : world_(world), p_(p), mobilised_(p.mobilisation.at(world.month)) {}

  void run() {
    serve();
    const bool call_up = world_.month.month_of_year() == static_cast<int>(p_.call_up_month);
    const double called = call_up ? p_.called.at(world_.month) : 0.0;
    if (called <= 0.0 && mobilised_ <= 0.0) return;
    const double in_war = -math::expm1(-mobilised_);
    std::vector<Index> recruits;
    each_resident_household(world_, [&](Index h, Index) {
      world_.people.each_member(h, [&](Index i) {
        const Person& person = world_.people.person(i);
        if (!liable(person)) return;
        const int age = person.age(world_.month);
        const bool conscript = call_up && age == static_cast<int>(p_.call_up_age);
        const bool fighter = mobilised_ > 0.0 && age <= static_cast<int>(p_.oldest);
        if (!conscript && !fighter) return;
        const Block words = draw_block(world_.draws, person, world_.month, Stream::army);
        if ((conscript && to_uniform(words.w0) < called) ||
            (fighter && to_uniform(words.w1) < in_war))
          recruits.push_back(i);
      });
    });
    for (const Index i : recruits) {
      world_.people.person(i).term_ends = world_.month + static_cast<int>(p_.service);
      world_.soldiers.push_back(i);
      const Household& family = world_.people.household(world_.people.person(i).household);
      if (family.cell != none && family.collective != none)
        ++world_.collectives[family.collective].called_up;
      lose_person(world_, i, PersonState::in_army, Cause::conscription);
    }
  }

 private:
  bool liable(const Person& person) const {
    return is_resident(person.state) && person.sex == Sex::male &&
           person.has(mark_soviet_citizen) && !person.has(mark_exiled) &&
           person.age_months(world_.month) >= 18 * 12;
  }

  // Deaths and discharges of those who serve already.
  void serve() {
    const double mortality = p_.mortality.at(world_.month);
    auto& soldiers = world_.soldiers;
    soldiers.erase(std::remove_if(soldiers.begin(), soldiers.end(),
                                  [&](Index i) { return leaves(i, mortality); }),
                   soldiers.end());
  }

  bool leaves(Index i, double mortality) {
    Person& person = world_.people.person(i);
    if (person.state != PersonState::in_army) return true;  // taken out of it by another authority
    wind_clocks(person, world_.draws, world_.month);
    if (runs_out(person.death_clock, mortality)) {
      lose_person(world_, i, PersonState::dead, mobilised_ > 0.0 ? Cause::war : Cause::accident,
                  world_.usual_deaths.excess_share(person, world_.month, mortality));
      return true;
    }
    if (mobilised_ > 0.0 || person.term_ends > world_.month) return false;
    rejoin(world_, i, true, Cause::released);
    return true;
  }

  World& world_;
  const ArmyParameters& p_;
  double mobilised_;
};

}  // namespace

void fields(FieldVisitor& v, ArmyParameters& p) {
  v.series(p.called, {.key = "called",
                      .min = 0,
                      .max = 1,
                      .help = "Share of the men of the age of call-up who are taken.",
                      .basis = "recalled: the Red Army of the 1920s took about a third of a year's "
                               "men",
                      .timing = Timing::monthly});
  v.integer(p.call_up_month, {.key = "call_up_month",
                              .unit = "month of the year",
                              .min = 1,
                              .max = 12,
                              .help = "Month of the yearly call-up.",
                              .basis = "recalled: autumn"});
  v.integer(p.call_up_age, {.key = "call_up_age",
                            .unit = "years",
                            .min = 16,
                            .max = 60,
                            .help = "Age of call-up in peace.",
                            .basis = "recalled: law of 1925, 21 years"});
  v.integer(p.service, {.key = "service",
                        .unit = "months",
                        .min = 1,
                        .max = 120,
                        .help = "Length of service in peace.",
                        .basis = "recalled: two years"});
  v.series(p.mobilisation, {.key = "mobilisation",
                            .unit = "1/month",
                            .min = 0,
                            .max = 2,
                            .help = "Hazard that a man is called up for the war.",
                            .basis = "assumption: no war unless stated",
                            .timing = Timing::monthly});
  v.integer(p.oldest, {.key = "oldest",
                       .unit = "years",
                       .min = 18,
                       .max = 80,
                       .help = "Oldest year called up for the war.",
                       .basis = "recalled: men up to 50"});
  v.series(p.mortality, {.key = "mortality",
                         .unit = "1/month",
                         .min = 0,
                         .max = 2,
                         .help = "Hazard of death in the army.",
                         .basis = "recalled: peace, about 5 in 1,000 a year",
                         .timing = Timing::monthly});
}

void army(World& world, const ArmyParameters& parameters) { Army(world, parameters).run(); }

}  // namespace komuna
