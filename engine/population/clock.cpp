#include "engine/population/clock.hpp"

namespace komuna {

void draw_clocks(Person& person, const Draws& draws, Month month) {
  const Block words = draw_block(draws, person, clock_year(month), Stream::death);
  const auto clock = [](std::uint32_t word) {
    return static_cast<float>(exponential(to_uniform(word)));
  };
  person.clocks_until = clock_year(month) + 12;
  const int oldest = person.age_months(person.clocks_until) - 1;  // this year, months
  person.death_clock = clock(words.w0);
  person.arrest_clock = oldest < responsible_age_months ? stopped_clock : clock(words.w1);
  person.birth_clock = person.sex == Sex::male ? stopped_clock : clock(words.w2);
  person.letter_clock = oldest < working_age * 12 ? stopped_clock : clock(words.w3);
}

}  // namespace komuna
