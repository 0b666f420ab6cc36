#pragma once
// Tables of the period by age: how many die in a year, and how many children a married woman bears.
//
// A table gives rates from an age on, until the next; the last holds for ever. Ages are completed
// years. Deaths are by sex, in persons a person and year:
//   hazard a month = rate(age, sex) / 12.
// A scenario states them in YAML, each with its source:
//   life_table: {age_0: {from: 0, male: 0.17, female: 0.14}, age_1: {from: 1, ...}, ...}

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/population/people.hpp"

namespace komuna {

// Deaths a person and year from an age on.
struct AgeRates {
  std::string id;
  std::int64_t from = 0;  // years
  double male = 0;
  double female = 0;
};
void fields(FieldVisitor& visitor, AgeRates& rates);

// Births a married woman and year from an age on.
struct AgeFertility {
  std::string id;
  std::int64_t from = 15;  // years
  double births = 0;
};
void fields(FieldVisitor& visitor, AgeFertility& fertility);

// Whether the ages of a table's rows rise.
template <class Row>
bool ages_rise(const std::vector<Row>& rows) {
  for (std::size_t i = 1; i < rows.size(); ++i)
    if (rows[i].from <= rows[i - 1].from) return false;
  return true;
}

// A life table ready to be asked: constant time, no memory of its own.
class LifeTable {
 public:
  LifeTable() = default;  // nobody dies
  // Rows as a table says: at least one and at most most_age_bands, ages rising from 0.
  explicit LifeTable(const std::vector<AgeRates>& rows);

  std::size_t bands() const { return bands_; }
  std::size_t band(int age_months) const {
    const int years = age_months / 12;
    return band_of_year_[static_cast<std::size_t>(years < oldest_in_tables ? years
                                                                           : oldest_in_tables)];
  }
  const std::array<std::uint8_t, oldest_in_tables + 1>& band_of_year() const {
    return band_of_year_;
  }
  // 1/year.
  double rate(std::size_t band, Sex sex) const {
    return rates_[band][static_cast<std::size_t>(sex)];
  }
  // 1/month, of a person of that sex and age.
  double hazard(const Person& person, Month month) const {
    return rate(band(person.age_months(month)), person.sex) / 12.0;
  }
  // Of a death that came with this hazard (1/month, above 0): the part that the table has not.
  double excess_share(const Person& person, Month month, double hazard_there) const {
    return 1.0 - hazard(person, month) / hazard_there;
  }

 private:
  std::size_t bands_ = 1;
  std::array<std::uint8_t, oldest_in_tables + 1> band_of_year_{};
  std::array<std::array<double, 2>, most_age_bands> rates_{};
};

// Years a new-born would live in the mean under the table's rates, constant within a year of age.
double life_expectancy(const LifeTable& table, Sex sex);

}  // namespace komuna
