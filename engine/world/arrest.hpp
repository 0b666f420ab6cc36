#pragma once
// What was done to a person who was arrested. Not what he or she had done: the accusations were
// fabricated.

#include <cstdint>
#include <string_view>

#include "engine/base/index.hpp"
#include "engine/base/month.hpp"

namespace komuna {

// `exiled` is no sentence on a person but the deportation of a household; it makes no Arrest.
enum class Sentence : std::uint8_t { executed, camp, expelled, released, exiled };
std::string_view name_of(Sentence sentence);

struct Arrest {
  Month month;
  Index person = none;
  Index wave = none;        // position in the scenario's list of waves
  Index origin = none;      // none: people of the place
  Index collective = none;  // the one he or she came with, or joined
  int months_there = -1;    // in the Soviet Union since the arrival; -1: people of the place
  bool party = false;       // member of a party abroad
  Sentence sentence = Sentence::released;
  bool died_in_camp = false;
};

}  // namespace komuna
