#include "engine/policies/home_authorities.hpp"

#include <algorithm>

#include "engine/base/math.hpp"
#include "engine/world/membership.hpp"

namespace komuna {
namespace {

enum PaperDraw : std::uint8_t { licence_draw = 0, passport_draw = 1, army_draw = 2 };

// How hard the authorities of an origin are this month.
struct Climate {
  double obstacles = 0;
  double licence = 0;  // weights of the rules
  double passport = 0;
  double clearance = 0;
  double military_hold = 0;
  bool prohibited = false;
};

Climate climate_of(const World& world, const HomeAuthorityParameters& p, Index origin) {
  const Authority usual;
  const auto listed = find_entry(p.authorities, world.population.origins[origin].id);
  const Authority& authority = listed ? p.authorities[*listed] : usual;
  Climate climate;
  climate.obstacles = obstacles(authority, world.month);
  climate.licence = authority.licence_rule.at(world.month);
  climate.passport = authority.passport_rule.at(world.month);
  climate.clearance = authority.clearance_rule.at(world.month);
  climate.military_hold = authority.military_hold.at(world.month);
  climate.prohibited = authority.prohibited.at(world.month) >= 0.5;
  return climate;
}

double refusal(double chance, const Climate& climate) {
  return std::min(1.0, 2.0 * chance * climate.obstacles);
}

int delay(double median, double spread, const Climate& climate, double u) {
  const double months =
      median * (0.5 + climate.obstacles) * math::exp(spread * math::normal_quantile(u));
  return static_cast<int>(months + 0.5);
}

void licence(World& world, const HomeAuthorityParameters& p, const Climate& climate,
             Collective& collective) {
  if (!collective.licence_asked || collective.licensed || collective.licence_refused) return;
  if (collective.licence_in == distant_future) {
    // Keyed by the how-manieth request it is, not by its month, which another world may shift.
    const Month request{collective.licences_asked++};
    const Block block = world.draws.block(collective.key, 0, request, Stream::paper, licence_draw);
    const int months =
        delay(climate.licence * p.licence_months, p.spread, climate, to_uniform(block.w0));
    collective.licence_in = world.month + months;
    // Remembered until the answer: a refusal is decided by what the authorities feel when asked.
    collective.licence_denied =
        to_uniform(block.w1) < refusal(climate.licence * p.licence_refusal, climate);
  }
  if (world.month < collective.licence_in || climate.prohibited) return;
  collective.licensed = !collective.licence_denied;
  collective.licence_refused = collective.licence_denied;
}

struct Answer {
  int months = 0;
  bool refused = false;
};

// Passport and tax clearance of an adult, and leave of the army where it is asked for.
Answer papers_of(const World& world, const HomeAuthorityParameters& p, const Climate& climate,
                 const Person& person, bool pays_tax) {
  const Block block = draw_block(world.draws, person, timeless, Stream::paper, passport_draw);
  Answer answer;
  answer.months =
      delay(climate.passport * p.passport_months, p.spread, climate, to_uniform(block.w0));
  answer.refused = to_uniform(block.w1) < refusal(climate.passport * p.passport_refusal, climate);
  if (pays_tax) {
    answer.months = std::max(answer.months, delay(climate.clearance * p.clearance_months, p.spread,
                                                  climate, to_uniform(block.w2)));
    answer.refused |=
        to_uniform(block.w3) < refusal(climate.clearance * p.clearance_refusal, climate);
  }
  const int age = person.age(world.month);
  const bool of_military_age = person.sex == Sex::male && age >= p.army_from && age <= p.army_until;
  if (of_military_age && climate.military_hold > 0) {
    const Block army = draw_block(world.draws, person, timeless, Stream::paper, army_draw);
    const double months =
        climate.military_hold * delay(p.army_months, p.spread, climate, to_uniform(army.w0));
    answer.months = std::max(answer.months, static_cast<int>(months + 0.5));
    answer.refused |=
        to_uniform(army.w1) < climate.military_hold * refusal(p.army_refusal, climate);
  }
  return answer;
}

void ask_papers(World& world, const HomeAuthorityParameters& p, const Climate& climate,
                Index index) {
  int months = 0;
  bool refused = false;
  for (Index i = world.people.household(index).first_person; i != none;
       i = world.people.person(i).next) {
    const Person& person = world.people.person(i);
    if (person.state != PersonState::waiting || person.age(world.month) < 15) continue;
    const Answer answer = papers_of(world, p, climate, person, person.role == Role::head);
    const bool alone = person.role != Role::head && person.role != Role::spouse;
    if (answer.refused && alone) {
      world.people.move(i, PersonState::home, Cause::papers_refused, world.month, world.events);
      continue;
    }
    months = std::max(months, answer.months);
    refused |= answer.refused;
  }
  Household& household = world.people.household(index);
  household.papers_in = world.month + months;
  household.papers_refused = refused;
}

void papers(World& world, const HomeAuthorityParameters& p, const Climate& climate, Index index) {
  Household& household = world.people.household(index);
  if (household.papers) return;
  if (household.papers_in == distant_future) ask_papers(world, p, climate, index);
  if (world.month < household.papers_in || climate.prohibited) return;
  if (household.papers_refused)
    withdraw(world, index, PersonState::refused, Cause::papers_refused);
  else
    household.papers = true;
}

}  // namespace

double stance(const Authority& authority, Month month) {
  return authority.trade_interest.at(month) - authority.fear_of_propaganda.at(month);
}

double obstacles(const Authority& authority, Month month) {
  if (authority.prohibited.at(month) >= 0.5) return 1.0;
  return std::clamp((1.0 - stance(authority, month)) / 2.0, 0.0, 1.0);
}

void fields(FieldVisitor& v, Authority& a) {
  const auto level = [&v](Series& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.series(
        value,
        {.key = key, .min = 0, .max = 1, .help = help, .basis = basis, .timing = Timing::monthly});
  };
  level(a.trade_interest, "trade_interest", "Interest in trade with Russia.",
        "assumption: moderate");
  level(a.fear_of_propaganda, "fear_of_propaganda", "Fear of propaganda by those who return.",
        "assumption: as strong as the interest in trade");
  level(a.licence_rule, "licence_rule", "Weight of the rule that a group needs a licence.",
        "history: emigration act 71/1922");
  level(a.passport_rule, "passport_rule", "Weight of the rule that a person needs a passport.",
        "history: passport rules 215/1921");
  level(a.clearance_rule, "clearance_rule", "Weight of the rule that a head needs a tax clearance.",
        "history: regulation 87/1918");
  level(a.military_hold, "military_hold", "Weight of the rule on men of military age.",
        "history: no passports for men up to 40 during mobilisation, 1921");
  level(a.prohibited, "prohibited", "1 while leaving for the Soviet Union is forbidden.",
        "history: never directly prohibited; a what-if");
}

void fields(FieldVisitor& v, HomeAuthorityParameters& p) {
  visit_table(v, p.authorities, "authority",
              {.key = "authorities",
               .help = "Stance by origin; the id of an entry is the id of the origin."});
  const auto months = [&v](double& value, std::string_view key, std::string_view help) {
    v.number(value, {.key = key,
                     .unit = "months",
                     .min = 0,
                     .max = 240,
                     .help = help,
                     .basis = "assumption: described as long, never counted",
                     .timing = Timing::monthly});
  };
  const auto chance = [&v](double& value, std::string_view key, std::string_view help) {
    v.number(value, {.key = key,
                     .min = 0,
                     .max = 1,
                     .help = help,
                     .basis = "assumption: refusals happened, no counts are known",
                     .timing = Timing::monthly});
  };
  months(p.licence_months, "licence_months", "Median time to a group's licence, obstacles 1/2.");
  chance(p.licence_refusal, "licence_refusal", "Chance that it is refused, obstacles 1/2.");
  months(p.passport_months, "passport_months", "Median time to a passport.");
  chance(p.passport_refusal, "passport_refusal", "Chance that a passport is refused.");
  months(p.clearance_months, "clearance_months", "Median time to the tax clearance of a head.");
  chance(p.clearance_refusal, "clearance_refusal", "Chance that the clearance is refused.");
  months(p.army_months, "army_months", "Median time to the leave of the army.");
  chance(p.army_refusal, "army_refusal", "Chance that the army refuses its leave.");
  const auto years = [&v](std::int64_t& value, std::string_view key, std::string_view help) {
    v.integer(value, {.key = key,
                      .unit = "years",
                      .min = 0,
                      .max = 100,
                      .help = help,
                      .basis = "history: decree 381/1921, men up to 40",
                      .timing = Timing::monthly});
  };
  years(p.army_from, "army_from", "Youngest age at which the army is asked.");
  years(p.army_until, "army_until", "Oldest age at which the army is asked.");
  v.number(p.spread, {.key = "spread",
                      .unit = "log",
                      .min = 0,
                      .max = 3,
                      .help = "Spread of every delay (standard deviation of the logarithm).",
                      .basis = "assumption: some wait twice as long as others",
                      .timing = Timing::monthly});
}

void home_authorities(World& world, const HomeAuthorityParameters& p) {
  std::vector<Climate> climates;
  for (Index o = 0; o < world.origins.size(); ++o) {
    climates.push_back(climate_of(world, p, o));
    world.origins[o].obstacles = climates[o].obstacles;
    world.origins[o].prohibited = climates[o].prohibited;
  }
  for (Collective& collective : world.collectives) {
    if (ended(collective.stage)) continue;
    licence(world, p, climates[collective.origin], collective);
    if (collective.stage < Stage::accepted) continue;
    for (const Index h : waiting_members(world, collective))
      papers(world, p, climates[world.cell_of(world.people.household(h)).origin], h);
  }
  for (const Index h : world.applicants)
    if (world.people.household(h).admitted && is_waiting(world, h))
      papers(world, p, climates[world.cell_of(world.people.household(h)).origin], h);
}

}  // namespace komuna
