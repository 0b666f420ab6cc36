#pragma once
// The permanent register of everything in the model that draws a random number.
//
// A stream's number is part of the key of its draws. So a number is given once and for ever: never
// changed, never given to another stream, not even when the process it belonged to is gone. A new
// process takes the next free number, and the draws of all others stay as they were.

#include <cstdint>

namespace komuna {

enum class Stream : std::uint8_t {
  trait = 1,            // savings, property, dependants, age, sex ... of a head
  employment = 2,       // latent unemployment
  workplace = 3,        // who works beside whom
  recruitment = 4,      // rain: joining an open collective
  rival = 5,            // leaving for another country
  founding = 6,         // rain: founding a collective
  counted_request = 7,  // requests that are counted, not named
  household = 8,        // the people around a head
  vote = 9,             // a member's vote on a matter
  paper = 10,           // licence, passport, tax clearance
  transport = 11,       // deaths and drop-outs on the way
  birth = 12,
  death = 13,
  exit = 14,  // leaving the collective in the USSR
  arrest = 15,
  sentence = 16,
  camp = 17,
  harvest = 18,
  weather = 19,
  contract = 20,
  report = 21,         // what the delegates bring home
  finance = 22,        // instalments, sale of house and land
  local_joining = 23,  // people of the place who join
  coming_of_age = 24,
  army = 25,
  individual_request = 26,  // rain: applying alone
  conviction = 27,          // noise of a head's conviction about his rank
  consent = 28,             // the household's yes or no to departure
  waiting = 29,             // withdrawing while the application waits
  letter = 30,
  drive = 31,  // campaigns of giving
  construction = 32,
  illness = 33,  // malaria, typhus
  hiring = 34,   // specialists on hire
  citizenship = 35,
  nationalisation = 36,
  merger = 37,
  expulsion = 38,
  family_fate = 39,  // eviction and exile of families of the arrested
  marriage = 40,
  delegation = 41,
  gate = 42,
  destination = 43,  // where one goes who leaves the collective
  site = 44,
  kin = 45,  // who is kin of whom
};

// Draw bytes 254 and 255 of every stream belong to the rain (engine/random/rain.hpp).
inline constexpr std::uint8_t rain_count_draw = 254;
inline constexpr std::uint8_t rain_drop_draw = 255;

}  // namespace komuna
