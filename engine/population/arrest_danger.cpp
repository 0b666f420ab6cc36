#include "engine/population/arrest_danger.hpp"

#include "engine/population/clock.hpp"
#include "engine/population/people.hpp"

namespace komuna {

double ArrestBook::hazard_of(const WaveHazard& active, const Person& person,
                             const Home& home) const {
  const WaveWeights& weights = waves[active.wave];
  const bool local = home.origin == none;
  const double base = local ? active.hazard : active.hazard * weights.of_origin[home.origin];
  double hazard = base * weights.of_marks[person.marks & (sets_of_marks - 1)];
  if (person.sex == Sex::female) hazard *= weights.woman;
  if (local) hazard *= weights.local_people;
  if (home.founder && person.role == Role::head) hazard *= weights.prominence;
  return hazard;
}

double ArrestBook::hazard_of(const std::vector<WaveHazard>& active, const Person& person,
                             const Home& home) const {
  double hazard = 0.0;
  for (const WaveHazard& wave : active) hazard += hazard_of(wave, person, home);
  return hazard;
}

void People::settle_arrests(Index h) {
  ArrestNote& note = arrest_notes_[h];
  if (!note.holds) return;
  note.holds = false;
  note.quiet_until = distant_past;
  // Of another year: those clocks are drawn afresh before they are asked again.
  if (note.passed <= note.settled || note.settled.year() != arrests_.known.year()) return;
  const Home home{note.origin, households_[h].founder};
  for (Index i = households_[h].first_person; i != none; i = persons_[i].next) {
    Person& person = persons_[i];
    if (!is_resident(person.state) ||
        person.age_months(note.settled + 1) < responsible_age_months ||
        person.clocks_until.year() != note.settled.year() + 1)
      continue;
    for (Month month = note.settled + 1; month <= note.passed; month = month + 1) {
      const auto& active = arrests_.of_month[static_cast<std::size_t>(month.month_of_year() - 1)];
      if (!active.empty())
        person.arrest_clock -= static_cast<float>(arrests_.hazard_of(active, person, home));
    }
  }
}

void People::mark(Index index, Mark mark) {
  Person& person = persons_[index];
  if (person.has(mark)) return;
  settle_arrests(person.household);
  person.set(mark);
}

}  // namespace komuna
