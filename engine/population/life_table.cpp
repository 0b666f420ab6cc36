#include "engine/population/life_table.hpp"

#include "engine/base/assert.hpp"
#include "engine/base/math.hpp"

namespace komuna {
namespace {

void from_age(FieldVisitor& v, std::int64_t& from) {
  v.integer(from, {.key = "from",
                   .unit = "years",
                   .min = 0,
                   .max = oldest_in_tables,
                   .help = "First age, in completed years, for which the rates hold.",
                   .presence = Presence::required});
}

void rate(FieldVisitor& v, double& value, std::string_view key, std::string_view help) {
  v.number(value, {.key = key,
                   .unit = "1/year",
                   .min = 0,
                   .max = 3,
                   .help = help,
                   .presence = Presence::required,
                   .timing = Timing::monthly});
}

}  // namespace

void fields(FieldVisitor& v, AgeRates& r) {
  from_age(v, r.from);
  rate(v, r.male, "male", "Deaths of men and boys, a person and year.");
  rate(v, r.female, "female", "Deaths of women and girls, a person and year.");
}

void fields(FieldVisitor& v, AgeFertility& f) {
  from_age(v, f.from);
  rate(v, f.births, "births", "Births of a married woman in a year.");
}

LifeTable::LifeTable(const std::vector<AgeRates>& rows) : bands_(rows.size()) {
  KOMUNA_ASSERT(!rows.empty() && rows.size() <= most_age_bands && rows[0].from == 0,
                "a life table begins at age 0");
  for (std::size_t row = 0; row < rows.size(); ++row) {
    rates_[row] = {rows[row].male, rows[row].female};
    for (auto year = static_cast<std::size_t>(rows[row].from); year < band_of_year_.size(); ++year)
      band_of_year_[year] = static_cast<std::uint8_t>(row);
  }
}

double life_expectancy(const LifeTable& table, Sex sex) {
  double alive = 1.0;
  double years = 0.0;
  for (int age = 0; age < oldest_in_tables; ++age) {
    const double rate = table.rate(table.band(age * 12), sex);
    const double left = alive * math::exp(-rate);
    years += rate > 0.0 ? (alive - left) / rate : alive;  // lived in this year of age
    alive = left;
  }
  const double last = table.rate(table.band(oldest_in_tables * 12), sex);
  return years + (last > 0.0 ? alive / last : 0.0);
}

}  // namespace komuna
