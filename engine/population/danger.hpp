#pragma once
// Months that a household has lived through and that have not yet been taken off its clocks.
//
// Nearly every month of nearly every family is like the one before: nobody dies, nothing is born,
// nobody comes of age. Each time the model looks closely at a household it notes how long that is
// certain: the clock of no member can run out, even in danger well above today's, and no birthday
// changes anything. Until then a month only asks whether the note still holds. What was passed is
// made up for when it ends: month by month, with the hazards of the place as they were, the same
// subtractions in the same order, so that a clock shows to the last bit what it would have shown.
//
// A note ends when somebody of the household moves, is born, dies or is taken in (People sees to
// that), when the household lives elsewhere, when danger at the place has grown beyond what was
// allowed for, in January, and when the rules of births or the age bands change.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"

namespace komuna {

inline constexpr std::size_t most_age_bands = 32;
inline constexpr int oldest_in_tables = 100;  // years; whoever is older counts as that old
inline constexpr int small_child_months = 36;

// Hazards of a month by band and sex, and what is added in the first summer.
struct DeathHazards {
  std::array<std::array<double, 2>, most_age_bands> h{};
  double first_summer = 0;
  double hungry_share = 0;  // of h, due to hunger
};

// Births of a married woman in a year: by a table by years of age, or
// highest * (1 - ((age - 20) / 25)^2) at 18 to 44.
struct Fertility {
  double highest = 0;
  bool by_table = false;
  std::array<double, oldest_in_tables + 1> of_year{};

  double at(int age_months) const;
  double most_within_a_year(int age_months) const;
  friend bool operator==(const Fertility&, const Fertility&) = default;
};

// Who may give birth or die of what, in force from month to month.
struct LifeRules {
  Fertility fertility;
  double grown_married = 0;  // share of grown daughters
  int interval = 0;          // months from child to child
  int adult_age = 18 * 12;   // months
  std::array<std::uint8_t, oldest_in_tables + 1> band_of_year{};

  std::size_t band(int age_months) const {
    const int years = age_months / 12;
    return band_of_year[static_cast<std::size_t>(years < oldest_in_tables ? years
                                                                          : oldest_in_tables)];
  }
  friend bool operator==(const LifeRules&, const LifeRules&) = default;
};

// The danger of one place in the months of this year.
struct PlaceDanger {
  Month known = distant_past;   // the last month for which it was worked out
  Month raised = distant_past;  // when `worst` was set
  DeathHazards worst;           // allowed for in the notes made since
  double worst_food = 1;
  std::array<DeathHazards, 12> of_month;
  // The same hazards without the first summer, as they are taken off a clock.
  std::array<std::array<std::array<float, 12>, 2>, most_age_bands> off{};
  std::array<double, 12> food{};
};

struct DangerBook {
  LifeRules rules;
  std::vector<PlaceDanger> places;
};

// Months, at most 12, in which a clock cannot run out by a hazard of at most `most` each.
int safe_months(float clock, double most);

// What is known of a household at a place.
struct LifeNote {
  Month quiet_until = distant_past;  // to be looked at closely from this month on
  Month settled = distant_past;      // hazards up to this month are off the clocks
  Month passed = distant_past;       // the last month it was asked about
  Index place = none;                // in DangerBook::places
  bool holds = false;
  std::uint16_t persons = 0;  // settlers in the collective
  std::uint16_t adults = 0;
  std::uint16_t skilled = 0;
  std::uint16_t locals = 0;
};

}  // namespace komuna
