#pragma once
// The danger of arrest by month, and the months of it that have not yet been taken off the clocks
// of a household: what danger.hpp is for births and deaths.
//
// A household is looked at closely only when the clock of one of its members might run out. The
// note made then says for how many months none can, in the danger that the waves will bring until
// December to people of these marks. What was passed is made up for before anything about the
// members changes: the same subtractions in the same order, to the last bit.
//
// A note ends when somebody of the household moves, is taken in or gets a mark that the organs ask
// for, when a member comes of the age of responsibility, in January, and when the waves or their
// intensity turn out otherwise than was foreseen.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"

namespace komuna {

struct Person;

inline constexpr int responsible_age_months = 16 * 12;
inline constexpr std::size_t sets_of_marks = 1 << 9;  // that the organs may ask for (people.hpp)

// What the organs ask about a household.
struct Home {
  Index origin;  // none: of the place
  bool founder;
};

// Whom a wave chooses: weights of the hazard.
struct WaveWeights {
  std::vector<double> of_origin;
  std::array<double, sets_of_marks> of_marks{};  // of a man who founded nothing
  double woman = 1;
  double local_people = 1;
  double prominence = 1;
};

// A wave in a month; hazard in 1/month of somebody whose weights are all 1.
struct WaveHazard {
  std::size_t wave;
  double hazard;
};

struct ArrestBook {
  std::vector<double> numbers;  // of the waves, as they were when the weights were worked out
  std::vector<WaveWeights> waves;
  std::array<std::vector<WaveHazard>, 12> of_month;  // of this year, past and foreseen
  std::array<double, 12> intensity{};                // factor on all waves, in the same months
  std::vector<WaveHazard> worst;       // the highest hazard of each wave in the months to come
  Month known = distant_past;          // the last month for which it was worked out
  Month passed_before = distant_past;  // the last month before that with a wave
  Month raised = distant_past;         // notes made before this month hold no longer

  // Hazard of arrest, 1/month.
  double hazard_of(const WaveHazard& active, const Person& person, const Home& home) const;
  double hazard_of(const std::vector<WaveHazard>& active, const Person& person,
                   const Home& home) const;
};

// What is known of a household.
struct ArrestNote {
  Month quiet_until = distant_past;  // to be looked at closely from this month on
  Month settled = distant_past;      // hazards up to this month are off the clocks
  Month passed = distant_past;       // the last month it was asked about
  Index origin = none;               // Home::origin
  bool holds = false;
};

}  // namespace komuna
