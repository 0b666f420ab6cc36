#include "engine/population/danger.hpp"

#include <algorithm>

#include "engine/population/people.hpp"

namespace komuna {
namespace {

// Clocks of a member for the months after `settled`, up to `passed`.
class Replay {
 public:
  Replay(const DangerBook& book, const LifeNote& note)
      : rules_(book.rules),
        place_(book.places[note.place]),
        from_(note.settled + 1),
        until_(note.passed),
        first_(static_cast<std::size_t>(from_.month_of_year() - 1)),
        last_(static_cast<std::size_t>(until_.month_of_year() - 1)) {}

  // No birthday into another band falls in these months.
  void die(Person& person) const {
    const int age = person.age_months(from_);
    const std::size_t band = rules_.band(age);
    const auto sex = static_cast<std::size_t>(person.sex);
    if (age < small_child_months) return die_small(person, band, sex);
    const std::array<float, 12>& off = place_.off[band][sex];
    float clock = person.death_clock;
    for (std::size_t month = first_; month <= last_; ++month) clock -= off[month];
    person.death_clock = clock;
  }

  void daughter(Person& person) const {
    for (Month month = from_; month <= until_; month = month + 1)
      if (person.age_months(month) < 50 * 12) bear(person, month, rules_.grown_married);
  }

  void mother(Person& person, Month youngest) const {
    for (Month month = from_; month <= until_; month = month + 1)
      if (month - youngest >= rules_.interval) bear(person, month, 1.0);
  }

 private:
  void die_small(Person& person, std::size_t band, std::size_t sex) const {
    for (std::size_t month = first_; month <= last_; ++month) {
      const Month now = from_ + static_cast<int>(month - first_);
      double h = place_.of_month[month].h[band][sex];
      if (person.age_months(now) < small_child_months && now - person.arrived < 12)
        h += place_.of_month[month].first_summer;
      person.death_clock -= static_cast<float>(h);
    }
  }
  void bear(Person& person, Month month, double share) const {
    const double food = place_.food[static_cast<std::size_t>(month.month_of_year() - 1)];
    const double yearly = share * rules_.fertility.at(person.age_months(month)) * food;
    if (yearly > 0.0) person.birth_clock -= static_cast<float>(yearly / 12.0);
  }

  const LifeRules& rules_;
  const PlaceDanger& place_;
  Month from_;
  Month until_;
  std::size_t first_;  // both of the same year, from 0
  std::size_t last_;
};

}  // namespace

double Fertility::at(int age_months) const {
  if (by_table) return of_year[static_cast<std::size_t>(std::min(age_months / 12, 100))];
  if (age_months < 18 * 12 || age_months >= 45 * 12) return 0.0;
  const double from_peak = (age_months / 12.0 - 20.0) / 25.0;
  return highest * (1.0 - from_peak * from_peak);
}

double Fertility::most_within_a_year(int age_months) const {
  if (!by_table) return age_months < 20 * 12 ? highest : at(age_months);
  return std::max(at(age_months), at(age_months + 12));
}

int safe_months(float clock, double most) {
  if (!(most > 0.0)) return 12;
  const double months = static_cast<double>(clock) * (1.0 - 1e-4) / most;
  return months >= 12.0 ? 12 : static_cast<int>(months);
}

void People::settle_lives(Index h) {
  LifeNote& note = life_notes_[h];
  if (!note.holds) return;
  note.holds = false;
  note.quiet_until = distant_past;
  if (note.passed <= note.settled) return;
  const Replay replay(danger_, note);
  Index mother = none;
  bool husband = false;
  Month youngest = distant_past;
  for (Index i = households_[h].first_person; i != none; i = persons_[i].next) {
    Person& person = persons_[i];
    if (!is_resident(person.state)) continue;
    replay.die(person);
    if (person.role == Role::child)
      youngest = std::max(youngest, person.born);
    else if (person.role == Role::other_adult) {
      if (person.sex == Sex::female) replay.daughter(person);
    } else if (person.sex == Sex::female)
      mother = i;
    else
      husband = husband || person.role == Role::head || person.role == Role::spouse;
  }
  if (mother != none && husband) replay.mother(persons_[mother], youngest);
}

}  // namespace komuna
