#include "analysis/paired_lives.hpp"

#include <algorithm>
#include <map>
#include <tuple>

namespace komuna {
namespace {

// What is said of a person in a world that does not know him.
class Absent {
 public:
  explicit Absent(const TracedPeople& world) : world_(world) {}

  Journey journey_of(const TracedPerson& other) const {
    if (household_known(other.key)) return Journey::not_in_family;
    const auto& founded = world_.collectives;
    const bool joined_a_group = other.collective != 0;
    if (joined_a_group && !std::binary_search(founded.begin(), founded.end(), other.collective))
      return Journey::collective_not_founded;
    return Journey::never_enrolled;
  }

 private:
  bool household_known(const PersonKey& key) const {
    const auto& persons = world_.persons;
    const PersonKey first{key.entity, key.ordinal, key.partner & 0xffff0000u};
    const auto at =
        std::lower_bound(persons.begin(), persons.end(), first,
                         [](const TracedPerson& a, const PersonKey& b) { return a.key < b; });
    return at != persons.end() && at->key.same_household(key);
  }

  const TracedPeople& world_;
};

Pairing pairing_of(Journey base, Journey alternative) {
  const bool in_base = base == Journey::went;
  const bool in_alternative =
      alternative == Journey::went || alternative == Journey::went_otherwise;
  if (in_base) return in_alternative ? Pairing::both : Pairing::only_base;
  return in_alternative ? Pairing::only_alternative : Pairing::neither;
}

class RowCounts {
 public:
  void add(const TracedPerson& who, Journey base, Journey alternative) {
    PairedLives& row =
        rows_[{pairing_of(base, alternative), who.origin, who.stratum, base, alternative}];
    ++row.persons;
    if (who.head) ++row.heads;
  }
  std::vector<PairedLives> take() {
    std::vector<PairedLives> rows;
    for (auto& [key, row] : rows_) {
      std::tie(row.pairing, row.origin, row.stratum, row.in_base, row.in_alternative) = key;
      rows.push_back(row);
    }
    return rows;
  }

 private:
  std::map<std::tuple<Pairing, Index, Stratum, Journey, Journey>, PairedLives> rows_;
};

}  // namespace

std::string_view name_of(Pairing pairing) {
  constexpr std::array<std::string_view, pairing_count> names{"both", "neither", "only_base",
                                                              "only_alternative"};
  return names[static_cast<std::size_t>(pairing)];
}

std::vector<PairedLives> pair_lives(const TracedPeople& base, const TracedPeople& alternative) {
  const Absent from_base(base), from_alternative(alternative);
  RowCounts counter;
  auto a = base.persons.begin();
  auto b = alternative.persons.begin();
  while (a != base.persons.end() || b != alternative.persons.end()) {
    const bool only_b =
        a == base.persons.end() || (b != alternative.persons.end() && b->key < a->key);
    const bool only_a =
        b == alternative.persons.end() || (a != base.persons.end() && a->key < b->key);
    if (only_a) {
      counter.add(*a, a->journey, from_alternative.journey_of(*a));
      ++a;
    } else if (only_b) {
      counter.add(*b, from_base.journey_of(*b), b->journey);
      ++b;
    } else {
      const bool otherwise = a->journey == Journey::went && b->journey == Journey::went &&
                             a->collective != b->collective;
      counter.add(*a, a->journey, otherwise ? Journey::went_otherwise : b->journey);
      ++a;
      ++b;
    }
  }
  return counter.take();
}

std::int64_t persons_of(const std::vector<PairedLives>& rows, Pairing pairing) {
  std::int64_t sum = 0;
  for (const PairedLives& row : rows)
    if (row.pairing == pairing) sum += row.persons;
  return sum;
}

}  // namespace komuna
