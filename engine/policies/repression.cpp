#include "engine/policies/repression.hpp"

#include <algorithm>
#include <array>

#include "engine/policies/foreseen_arrests.hpp"
#include "engine/population/clock.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

Sentence sentence_of(const Wave& wave, double u) {
  const double sum = wave.execution + wave.camp + wave.expulsion + wave.exile + wave.release;
  double at = u * sum;
  if (at < wave.execution) return Sentence::executed;
  at -= wave.execution;
  if (at < wave.camp) return Sentence::camp;
  at -= wave.camp;
  if (at < wave.expulsion) return Sentence::expelled;
  at -= wave.expulsion;
  return at < wave.exile ? Sentence::exiled : Sentence::released;
}

class Repression {
 public:
  Repression(World& world, const RepressionParameters& p)
      : world_(world), p_(p), book_(world.people.arrests()) {}

  void run() {
    camps();
    exiles();
    foresee_arrests(world_, p_);
    if (active().empty()) return;
    each_resident_household(world_, [&](Index h, Index) { visit(h); });
    for (const Index i : world_.soldiers) {
      Person& person = world_.people.person(i);
      if (person.state != PersonState::in_army) continue;
      expose(i, person, home_of(world_.people.household(person.household)));
    }
    book_.passed_before = world_.month;
    for (const Chosen& arrest : arrests_) sentence(arrest);
  }

 private:
  struct Chosen {
    Index person;
    const Wave* wave;
  };

  const std::vector<WaveHazard>& active() const {
    return book_.of_month[static_cast<std::size_t>(world_.month.month_of_year() - 1)];
  }

  void visit(Index h) {
    ArrestNote& note = world_.people.arrest_note(h);
    if (world_.month < note.quiet_until && note.passed == book_.passed_before &&
        note.settled >= book_.raised) {
      note.passed = world_.month;
      return;
    }
    world_.people.settle_arrests(h);
    note = look_closely(h);
  }

  // Takes the month off the clocks, and tells for how long none of them can run out.
  ArrestNote look_closely(Index h) {
    const Household& household = world_.people.household(h);
    const Home home = home_of(household);
    int quiet = 12 - world_.month.month_of_year();
    Person* const persons = world_.people.persons().data();
    for (Index i = household.first_person; i != none; i = persons[i].next) {
      if (!is_resident(persons[i].state)) continue;
      expose(i, persons[i], home);
      if (quiet > 0) quiet = std::min(quiet, quiet_months(persons[i], home));
    }
    ArrestNote note;
    note.quiet_until = world_.month + (quiet + 1);
    note.settled = note.passed = world_.month;
    note.origin = home.origin;
    note.holds = true;
    return note;
  }

  int quiet_months(const Person& person, const Home& home) const {
    const int age = person.age_months(world_.month);
    if (age < responsible_age_months) return responsible_age_months - 1 - age;
    return safe_months(person.arrest_clock, book_.hazard_of(book_.worst, person, home));
  }

  Home home_of(const Household& household) const {
    const bool local = household.cell == none;
    return {local ? none : world_.cell_of(household).origin, household.founder};
  }

  void expose(Index i, Person& person, const Home& home) {
    if (person.age_months(world_.month) < responsible_age_months) return;
    wind_clocks(person, world_.draws, world_.month);
    const double hazard = book_.hazard_of(active(), person, home);
    if (!runs_out(person.arrest_clock, hazard)) return;
    person.arrest_clock = stopped_clock;
    arrests_.push_back({i, responsible(person, home, hazard)});
  }

  // The wave under which the arrest was made, in proportion to the hazards.
  const Wave* responsible(const Person& person, const Home& home, double hazard) const {
    const Block words = draw_block(world_.draws, person, world_.month, Stream::arrest);
    double at = to_uniform(words.w0) * hazard;
    for (const WaveHazard& wave : active()) {
      at -= book_.hazard_of(wave, person, home);
      if (at < 0.0) return &p_.waves[wave.wave];
    }
    return &p_.waves[active().back().wave];
  }

  Collective* collective_of(const Household& household) const {
    if (household.collective == none || household.cell == none) return nullptr;
    return &world_.collectives[household.collective];
  }

  void record(Index i, const Wave& wave, Sentence sentence) {
    Person& person = world_.people.person(i);
    Household& household = world_.people.household(person.household);
    Event event;
    event.month = world_.month;
    event.kind = EventKind::arrested;
    event.from = event.to = person.state;
    event.cause = Cause::arrest;
    event.person = i;
    event.household = person.household;
    event.cell = household.cell;
    event.collective = household.collective;
    event.place = static_cast<Index>(&wave - p_.waves.data());
    world_.events.push_back(event);
    const bool local = household.cell == none;
    world_.arrests.push_back({world_.month, i, event.place,
                              local ? none : world_.cell_of(household).origin, household.collective,
                              local ? -1 : world_.month - person.arrived, person.has(mark_party),
                              sentence, false});
    world_.people.mark(i, mark_arrested_before);
    household.repression_touched = true;
    if (Collective* c = collective_of(household)) ++c->arrested;
    world_.people.each_member(person.household, [&](Index kin) {
      if (kin != i) world_.people.mark(kin, mark_kin_arrested);
    });
  }

  void sentence(const Chosen& arrest) {
    const Index i = arrest.person;
    const Index h = world_.people.person(i).household;
    const PersonState before = world_.people.person(i).state;
    if (!is_resident(before) && before != PersonState::in_army) return;  // expelled with the head
    const Block words =
        draw_block(world_.draws, world_.people.person(i), world_.month, Stream::sentence);
    const Sentence sentence = sentence_of(*arrest.wave, to_uniform(words.w0));
    if (sentence == Sentence::exiled) {
      deport(h, *arrest.wave);
      return;
    }
    record(i, *arrest.wave, sentence);
    const bool headed = world_.people.household(h).head == i;
    switch (sentence) {
      case Sentence::executed:
        if (Collective* c = collective_of(world_.people.household(h))) ++c->executed;
        lose_person(world_, i, PersonState::executed, Cause::sentence, 1.0);
        break;
      case Sentence::camp: {
        const double years = arrest.wave->term_years * (0.5 + to_uniform(words.w1));
        world_.people.person(i).term_ends = world_.month + static_cast<int>(years * 12.0);
        world_.prisoners.push_back(i);
        lose_person(world_, i, PersonState::in_camp, Cause::sentence);
        break;
      }
      case Sentence::expelled:
        if (headed && is_resident(before))
          move_residents(world_, h, PersonState::expelled, Cause::expulsion);
        else
          lose_person(world_, i, PersonState::expelled, Cause::expulsion);
        return;
      case Sentence::released:
      case Sentence::exiled:
        return;
    }
    if (to_uniform(words.w2) < arrest.wave->family_exiled) exile(h, [](Index) {});
  }

  // Marks the residents of a household who are not in exile yet and sends them there;
  // tell(Index person) hears of each.
  template <class Tell>
  void exile(Index h, const Tell& tell) {
    bool anybody = false;
    bool known = false;
    world_.people.each_member(h, [&](Index p) {
      Person& person = world_.people.person(p);
      known = known || person.has(mark_exiled);
      if (!is_resident(person.state) || person.has(mark_exiled)) return;
      person.set(mark_exiled);
      anybody = true;
      tell(p);
    });
    if (!anybody) return;
    if (!known) world_.exiles.push_back(h);
    leave_collective(world_, h, Cause::family_exiled, false);
  }

  void deport(Index h, const Wave& wave) {
    exile(h, [&](Index p) {
      const Household& household = world_.people.household(h);
      Event event;
      event.month = world_.month;
      event.kind = EventKind::deported;
      event.from = event.to = world_.people.person(p).state;
      event.cause = Cause::family_exiled;
      event.person = p;
      event.household = h;
      event.cell = household.cell;
      event.collective = household.collective;
      event.place = static_cast<Index>(&wave - p_.waves.data());
      world_.events.push_back(event);
    });
  }

  // The deaths that exile adds; what everybody dies of is counted with everybody (lives).
  void exiles() {
    const double mortality = p_.exile_mortality.at(world_.month) / 12.0;
    if (mortality <= 0.0) return;
    for (const Index h : world_.exiles)
      world_.people.each_member(h, [&](Index i) {
        Person& person = world_.people.person(i);
        if (!is_resident(person.state) || !person.has(mark_exiled)) return;
        wind_clocks(person, world_.draws, world_.month);
        if (runs_out(person.death_clock, mortality))
          lose_person(world_, i, PersonState::dead, Cause::disease, 1.0);
      });
  }

  void camps() {
    const double mortality = p_.camp_mortality.at(world_.month) / 12.0;
    auto& prisoners = world_.prisoners;
    prisoners.erase(std::remove_if(prisoners.begin(), prisoners.end(),
                                   [&](Index i) { return leaves_camp(i, mortality); }),
                    prisoners.end());
  }

  // The latest arrest that sent a person to a camp.
  void note_death_in_camp(Index i) {
    auto& arrests = world_.arrests;
    for (auto arrest = arrests.rbegin(); arrest != arrests.rend(); ++arrest)
      if (arrest->person == i && arrest->sentence == Sentence::camp) {
        arrest->died_in_camp = true;
        return;
      }
  }

  bool leaves_camp(Index i, double mortality) {
    Person& person = world_.people.person(i);
    wind_clocks(person, world_.draws, world_.month);
    if (runs_out(person.death_clock, mortality)) {
      note_death_in_camp(i);
      lose_person(world_, i, PersonState::dead, Cause::disease,
                  world_.usual_deaths.excess_share(person, world_.month, mortality));
      return true;
    }
    if (person.term_ends > world_.month) return false;
    rejoin(world_, i, false, Cause::camp_term_served);
    return true;
  }

  World& world_;
  const RepressionParameters& p_;
  ArrestBook& book_;
  std::vector<Chosen> arrests_;
};

}  // namespace

double profile_weight(const Wave& wave, const Person& person, bool founder, bool local) {
  double weight = local ? wave.local_people : 1.0;
  if (person.sex == Sex::female) weight *= wave.woman;
  if (!person.has(mark_soviet_citizen)) weight *= wave.foreign_citizen;
  if (founder && person.role == Role::head) weight *= wave.prominence;
  if (person.marks == 0) return weight;
  if (person.has(mark_party)) weight *= wave.party;
  if (person.has(mark_post)) weight *= wave.post;
  if (person.has(mark_letters_abroad)) weight *= wave.letters;
  if (person.has(mark_consulate)) weight *= wave.consulate;
  if (person.has(mark_kin_arrested)) weight *= wave.kin_arrested;
  if (person.has(mark_arrested_before)) weight *= wave.arrested_before;
  return weight;
}

void repression(World& world, const RepressionParameters& parameters) {
  Repression(world, parameters).run();
}

}  // namespace komuna
