#include "engine/processes/local_joining.hpp"

#include <algorithm>

#include "engine/random/quantile.hpp"
#include "engine/world/residence.hpp"

namespace komuna {
namespace {

void take_on(World& world, const LocalJoiningParameters& p, Index index) {
  Collective& c = world.collectives[index];
  Person person;
  person.key_entity = c.key;
  person.key_ordinal = static_cast<std::uint32_t>(c.local_households.size());
  const Block words =
      world.draws.block(c.key, person.key_ordinal, timeless, Stream::local_joining, 1);
  const double years = p.age + p.age_spread * (2.0 * to_uniform(words.w0) - 1.0);
  person.born = world.month - static_cast<int>(std::max(15.0, years) * 12.0);
  person.sex = to_uniform(words.w1) < p.women ? Sex::female : Sex::male;
  person.role = Role::local;
  person.set(mark_soviet_citizen);
  if (to_uniform(words.w2) < p.skilled) person.set(mark_skilled);
  const double share = c.sector == Sector::agriculture ? p.hired_farm : p.hired_works;
  Household household;
  household.hired = to_uniform(words.w3) < share;
  c.hired += household.hired ? 1 : 0;
  household.slot = person.key_ordinal;
  household.collective = index;
  household.site = c.contract.site;
  household.joined = world.month;
  const Cause cause = household.hired ? Cause::hired : Cause::local_joining;
  const Index h = world.people.add_household(household);
  world.people.household(h).head = world.people.add_person(h, person, PersonState::in_collective,
                                                           cause, world.month, world.events);
  c.local_households.push_back(h);
  add_resident(c, h, world.month);
}

}  // namespace

void fields(FieldVisitor& v, LocalJoiningParameters& p) {
  const auto number = [&v](double& value, std::string_view key, std::string_view unit, double least,
                           double most, std::string_view help, std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = unit,
                     .min = least,
                     .max = most,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  number(p.wanted_farm, "wanted_farm", "per adult", 0, 20, "Neighbours a farm wants per settler.",
         "assumption: hands for the harvest and herdsmen");
  number(p.wanted_works, "wanted_works", "per adult", 0, 20, "Neighbours works want per settler.",
         "assumption: unskilled labour and apprentices; thousands in the Kuzbass are not followed");
  number(p.skilled, "skilled", "1", 0, 1, "Share of them who know a trade.",
         "assumption: one in five");
  number(p.women, "women", "1", 0, 1, "Share of women among them.",
         "assumption: about the share in Soviet industry of the 1920s");
  number(p.age, "age", "years", 15, 65, "Mean age on joining.", "assumption: young people");
  number(p.age_spread, "age_spread", "years", 0, 40, "Half-width of the ages on joining.",
         "assumption: from 15 to about 40");
  number(p.children, "children", "1", 0, 1, "Children of school age among the neighbours.",
         "recalled: census of 1926, about a fifth aged 8 to 15");
  number(p.teachers, "teachers", "1", 0, 1, "Of the adult settlers, those who can teach.",
         "assumption: one in fifty");
  number(p.pupils, "pupils", "1", 0, 1000, "Neighbours' children a teacher can take.",
         "assumption: a class of forty, of whom some are the settlers' own");
  number(p.hired_farm, "hired_farm", "1", 0, 1, "Of those who come to a farm: hired for a wage.",
         "assumption: hands for the season rather than members");
  number(p.hired_works, "hired_works", "1", 0, 1, "Of those who come to works: hired for a wage.",
         "assumption: half, before they were taken in as members");
  number(p.patients, "patients", "1/year", 0, 50,
         "Neighbours treated in a year where doctors avoid all excess deaths.",
         "assumption: every second neighbour once a year");
}

void local_joining(World& world, const LocalJoiningParameters& p) {
  for (Index index = 0; index < world.collectives.size(); ++index) {
    Collective& c = world.collectives[index];
    if (!c.settlement.begun) continue;
    Settlement& life = c.settlement;
    const Site& site = world.parameters.sites[c.contract.site];
    const double places = p.teachers * life.adults * p.pupils;
    life.local_children_taught =
        static_cast<int>(life.schooling * std::min(p.children * site.neighbours, places) + 0.5);
    life.pupil_years += life.local_children_taught / 12.0;
    life.patients += life.health * p.patients * site.neighbours / 12.0;
    const double wanted = c.sector == Sector::agriculture ? p.wanted_farm : p.wanted_works;
    const double open = std::min(wanted * life.adults, site.neighbours) - life.locals;
    if (open <= 0.0 || site.local_hiring <= 0.0) continue;
    const double u = world.draws.uniform(c.key, 0, world.month, Stream::local_joining);
    const std::int64_t joining = poisson_quantile(open * site.local_hiring, u);
    for (std::int64_t i = 0; i < joining; ++i) take_on(world, p, index);
  }
}

}  // namespace komuna
