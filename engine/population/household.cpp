#include "engine/population/household.hpp"

#include <algorithm>
#include <array>

#include "engine/base/math.hpp"

namespace komuna {
namespace {

enum FamilyDraw : std::uint8_t { composition = 0, consent_draw = 1, births = 2 };
constexpr int longest_marriage = 24;  // years looked back for children still at home

// The uniform of a married year: four years share one block.
double birth_uniform(const Draws& draws, const Cell& cell, const Household& household, int year) {
  const Block block =
      draws.block(cell.id, household.slot, timeless, Stream::household,
                  static_cast<std::uint8_t>(births + year / 4), household.generation);
  const std::array<std::uint32_t, 4> words{block.w0, block.w1, block.w2, block.w3};
  return to_uniform(words[static_cast<std::size_t>(year % 4)]);
}

}  // namespace

void fields(FieldVisitor& v, HouseholdParameters& p) {
  v.number(p.woman_head, {.key = "woman_head",
                          .min = 0,
                          .max = 1,
                          .help = "Share of heads who are women.",
                          .basis = "assumption: women enrolled on their own were rare"});
  v.number(p.marriage_age, {.key = "marriage_age",
                            .unit = "years",
                            .min = 15,
                            .max = 50,
                            .help = "Median age of the head at marriage.",
                            .basis = "assumption: central Europe in the 1920s, men 25 to 27"});
  v.number(p.marriage_spread, {.key = "marriage_spread",
                               .unit = "years",
                               .min = 0.1,
                               .max = 15,
                               .help = "Standard deviation of the age at marriage.",
                               .basis = "assumption: most men married between 21 and 30"});
  v.number(p.never_married, {.key = "never_married",
                             .min = 0,
                             .max = 1,
                             .help = "Share of heads who never marry.",
                             .basis = "assumption: about one man in seven"});
  v.number(p.spouse_age_gap, {.key = "spouse_age_gap",
                              .unit = "years",
                              .min = -10,
                              .max = 20,
                              .help = "Years the wife is younger than the husband.",
                              .basis = "assumption: the usual gap of the period"});
  v.number(p.fertility, {.key = "fertility",
                         .unit = "1/year",
                         .min = 0,
                         .max = 1,
                         .help = "Surviving births in a married year at the wife's age of 20.",
                         .basis = "assumption: set so that the first Interhelpo train has about "
                                  "its children"});
  v.number(p.other_adult,
           {.key = "other_adult",
            .min = 0,
            .max = 1,
            .help = "Chance of a parent, brother or sister in the household.",
            .basis = "assumption: 63 adults beside 100 members, most of them wives"});
  v.number(p.consent, {.key = "consent",
                       .unit = "logit",
                       .min = -10,
                       .max = 10,
                       .help = "Family agrees to leave: constant.",
                       .basis = "assumption: most families who had sold their house went along"});
  v.number(p.consent_conviction, {.key = "consent_conviction",
                                  .unit = "logit",
                                  .min = -10,
                                  .max = 10,
                                  .help = "Added for the head's conviction of 1.",
                                  .basis = "assumption: conviction is shared at home"});
  v.number(p.consent_small_child, {.key = "consent_small_child",
                                   .unit = "logit/child",
                                   .min = -10,
                                   .max = 10,
                                   .help = "Added for each child under three.",
                                   .basis = "assumption: small children make the journey harder"});
}

double fertility_at(const HouseholdParameters& p, double wife_age) {
  if (wife_age < 18 || wife_age >= 45) return 0.0;
  const double from_peak = (wife_age - 20.0) / 25.0;
  return p.fertility * (1.0 - from_peak * from_peak);
}

std::uint32_t person_partner(std::uint32_t generation, std::uint32_t ordinal) {
  return (generation << 16) | ordinal;
}

void add_family(People& people, Index index, const HouseholdParameters& p, const Draws& draws,
                const Cell& cell, double children_factor, const HeadTraits& traits,
                PersonState state, Cause cause, Month month, Events& events) {
  const Household family = people.household(index);
  const Block block = draws.block(cell.id, family.slot, timeless, Stream::household, composition,
                                  family.generation);
  const auto add = [&](Sex sex, Role role, Month born, std::uint16_t marks) {
    Person person;
    person.key_entity = cell.id;
    person.key_ordinal = family.slot;
    person.key_partner = person_partner(family.generation, people.household(index).next_ordinal);
    person.sex = sex;
    person.role = role;
    person.born = born;
    person.marks = marks;
    return people.add_person(index, person, state, cause, month, events);
  };

  const bool woman = to_uniform(block.w0) < p.woman_head;
  std::uint16_t marks = cell.skilled ? std::uint16_t{mark_skilled} : std::uint16_t{0};
  if (family.stratum <= Stratum::member) marks = static_cast<std::uint16_t>(marks | mark_party);
  const Month born = month - traits.age_months;
  const Index head = add(woman ? Sex::female : Sex::male, Role::head, born, marks);
  people.household(index).head = head;

  const double marriage_age =
      p.marriage_age + p.marriage_spread * math::normal_quantile(to_uniform(block.w1));
  const int married_months = traits.age_months - static_cast<int>(marriage_age * 12.0);
  const bool married = traits.family >= p.never_married && married_months > 0;
  int small_children = 0;
  if (married) {
    const int gap = static_cast<int>(p.spouse_age_gap * 12.0) * (woman ? -1 : 1);
    const Month spouse = std::min(born + gap, month - entry_age_months);
    const Month wife = woman ? born : spouse;
    add(woman ? Sex::male : Sex::female, Role::spouse, spouse, 0);
    people.household(index).couple = true;
    const int years = std::min(longest_marriage, married_months / 12 + 1);
    for (int year = 0; year < years; ++year) {
      const double u = birth_uniform(draws, cell, family, year);
      const int age_now = year * 12 + static_cast<int>(traits.family * 1200.0) % 12;
      if (age_now >= married_months) continue;
      const double wife_years = (month - age_now - wife) / 12.0;  // at the birth
      const double chance = children_factor * fertility_at(p, wife_years);
      if (u >= chance) continue;
      add(u < 0.5 * chance ? Sex::male : Sex::female, Role::child, month - age_now, 0);
      if (age_now < 36) ++small_children;
    }
  }
  if (to_uniform(block.w2) < p.other_adult) {
    const double which = to_uniform(block.w3);  // half of them parents, half brothers and sisters
    const int older = which < 0.5 ? 27 * 12 : static_cast<int>((which - 0.75) * 4.0 * 60.0);
    const bool female = (block.w3 & 1u) != 0;  // a bit that does not move the age
    add(female ? Sex::female : Sex::male, Role::other_adult,
        std::min(born - older, month - entry_age_months), 0);
  }
  const double logit =
      p.consent + p.consent_conviction * family.conviction + p.consent_small_child * small_children;
  const double u =
      draws.uniform(cell.id, family.slot, timeless, Stream::consent, 0, family.generation);
  people.household(index).consents = !married || u < math::logistic(logit);
}

int count_younger(const People& people, Index household, int years, Month month) {
  int found = 0;
  people.each_member(household, [&](Index p) {
    const Person& person = people.person(p);
    if (people.travels_together(person.state) && person.age(month) < years) ++found;
  });
  return found;
}

Travellers travellers(const People& people, Index household, Month month) {
  Travellers found;
  people.each_member(household, [&](Index p) {
    const Person& person = people.person(p);
    if (!people.travels_together(person.state)) return;
    if (person.age(month) < 15)
      ++found.children;
    else
      ++found.adults;
  });
  return found;
}

}  // namespace komuna
