#include "engine/processes/lives.hpp"

namespace komuna {

void fields(FieldVisitor& v, LivesParameters& p) {
  const auto number = [&v](double& value, std::string_view key, std::string_view unit, double most,
                           std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = 0,
                     .max = most,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  const auto rate = [&](std::size_t band, std::string_view key, std::string_view help,
                        std::string_view basis) {
    number(p.rates[band], key, "1/year", 3, help, basis);
  };
  rate(0, "rate_infant", "Deaths a year in the first year of life.",
       "recalled: Czechoslovakia 1921-25, about 150 of 1,000 born (Statisticka rocenka)");
  rate(1, "rate_1_4", "Deaths a year at ages 1 to 4.",
       "recalled: central Europe in the 1920s, 15 to 20 in 1,000");
  rate(2, "rate_5_14", "Deaths a year at ages 5 to 14.", "recalled: 3 to 4 in 1,000");
  rate(3, "rate_15_44", "Deaths a year at ages 15 to 44.", "recalled: 6 to 7 in 1,000");
  rate(4, "rate_45_64", "Deaths a year at ages 45 to 64.", "recalled: 16 to 20 in 1,000");
  rate(5, "rate_65", "Deaths a year from 65 on.", "recalled: 80 to 90 in 1,000");
  visit_table(v, p.life_table, "age",
              {.key = "life_table",
               .help = "Life table by age and sex; takes the place of the rates above and of male "
                       "and female."});
  visit_table(v, p.fertility_table, "age",
              {.key = "fertility_table",
               .help = "Births of married women by age; takes the place of fertility."});
  number(p.male, "male", "1", 5, "Mortality of men relative to the table.",
         "recalled: the gap of the period, a fifth between the sexes");
  number(p.female, "female", "1", 5, "Mortality of women relative to the table.",
         "recalled: as for men");
  number(p.housing, "housing", "1", 20, "Excess mortality where there are no roofs.",
         "assumption: crowding and cold add two fifths");
  number(p.water, "water", "1", 20, "Excess mortality where there is no good water.",
         "assumption: typhoid and dysentery add a third");
  number(p.malaria, "malaria", "1", 20, "Excess mortality in the malaria months at full risk.",
         "assumption: doubled from June to September");
  number(p.hunger, "hunger", "1", 50, "Excess mortality when there is nothing to eat.",
         "assumption: five times the usual, as in the worst regions of 1933");
  number(
      p.first_summer, "first_summer", "1/month", 2,
      "Added for children under three in the first summer, malaria and bad water at their worst.",
      "assumption: set so that about 30 of the 303 of the first Interhelpo train die in a year "
      "(Leupold 2020: up to 30, mainly small children)");
  number(p.usual_housing, "usual_housing", "1", 1, "Level of housing outside the collectives.",
         "assumption: a room in a barrack");
  number(p.fertility, "fertility", "1/year", 1,
         "Births in a married year at the woman's age of 20.",
         "assumption: five to six births in a marriage from 20 on, somewhat above central Europe");
  number(p.interval, "interval", "months", 60, "Shortest time between two births.",
         "assumption: nursing and pregnancy");
  number(p.grown_married, "grown_married", "1", 1,
         "Share of grown daughters and sisters in the household who bear as the married do.",
         "assumption: half; their husbands are not followed");
  v.integer(p.adult_age, {.key = "adult_age",
                          .unit = "years",
                          .min = 10,
                          .max = 30,
                          .help = "Age at which a child comes of age.",
                          .basis = "recalled: Soviet civil code of 1922"});
  number(p.taught_trade, "taught_trade", "1", 1,
         "Chance of having learnt a trade by then where all children are taught.",
         "assumption: half of the young were apprenticed");
  v.require(p.life_table.empty() || p.life_table.front().from == 0, "life_table",
            "must begin at age 0");
  v.require(ages_rise(p.life_table), "life_table", "ages must rise from row to row");
  v.require(p.life_table.size() <= most_age_bands, "life_table", "may have at most 32 rows");
  v.require(ages_rise(p.fertility_table), "fertility_table", "ages must rise from row to row");
}

}  // namespace komuna
