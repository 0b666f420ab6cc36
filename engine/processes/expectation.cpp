#include "engine/processes/expectation.hpp"

#include <algorithm>

namespace komuna {
namespace {

const Agitation* channel_of(const ExpectationParameters& p, const std::string& origin) {
  for (const Agitation& channel : p.channels)
    if (channel.id == origin) return &channel;
  return nullptr;
}

void pull(Outlook& belief, double weight, const Outlook& claim) {
  belief.living += weight * (claim.living - belief.living);
  belief.security += weight * (claim.security - belief.security);
  belief.say += weight * (claim.say - belief.say);
}

// Letters that arrive this month: number and mean content by origin; arrived ones are removed.
struct Post {
  double letters = 0;
  Outlook sum;
};

std::vector<Post> deliver(World& world) {
  std::vector<Post> post(world.origins.size());
  const auto kept =
      std::remove_if(world.letters.begin(), world.letters.end(), [&](const Letter& l) {
        if (l.arrives > world.month) return false;
        Post& origin = post[l.origin];
        origin.letters += 1;
        origin.sum.living += l.tells.living;
        origin.sum.security += l.tells.security;
        origin.sum.say += l.tells.say;
        return true;
      });
  world.letters.erase(kept, world.letters.end());
  return post;
}

}  // namespace

void fields(FieldVisitor& v, Agitation& a) {
  v.series(a.representatives, {.key = "representatives",
                               .min = 0,
                               .max = 1,
                               .help = "Intensity of Soviet representatives' agitation.",
                               .basis = "assumption: none unless stated"});
  v.series(a.press, {.key = "press",
                     .min = 0,
                     .max = 1,
                     .help = "Intensity of the communist press.",
                     .basis = "assumption: a small press wherever there is a party"});
  v.series(a.warnings, {.key = "warnings",
                        .min = 0,
                        .max = 1,
                        .help = "Intensity of official warnings against leaving.",
                        .basis = "assumption: none unless stated"});
  v.text(a.voices,
         {.key = "voices", .help = "Who speaks, writes and warns, by name; for readers only."});
}

void fields(FieldVisitor& v, ExpectationParameters& p) {
  visit_table(v, p.channels, "channel",
              {.key = "channels",
               .help = "Agitation and warnings by origin: each entry "
                       "bears the id of its origin."});
  const auto level = [&v](double& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.number(
        value,
        {.key = key, .min = 0, .max = 1, .help = help, .basis = basis, .timing = Timing::monthly});
  };
  level(p.start_living, "start_living", "Living standard expected in the first month.",
        "assumption: poor but better than at home for the poorest");
  level(p.start_security, "start_security", "Security expected in the first month.",
        "assumption: undecided");
  level(p.start_say, "start_say", "Say expected in the first month.",
        "assumption: a workers' state is believed to listen to workers");
  level(p.claim_living, "claim_living", "Living standard that agitation claims.",
        "assumption: the illusions nurtured by representatives (Pollak, summary)");
  level(p.claim_security, "claim_security", "Security that agitation claims.",
        "assumption: work for all");
  level(p.claim_say, "claim_say", "Say that agitation claims.", "assumption: power to the workers");
  level(p.warning_living, "warning_living", "Living standard the warnings report.",
        "assumption: taxes, currency, general unemployment (mission in Ukraine, June 1923)");
  level(p.warning_security, "warning_security", "Security the warnings report.",
        "assumption: as for the living standard");
  level(p.warning_say, "warning_say", "Say the warnings report.",
        "assumption: as for the living standard");
  level(p.weight_representatives, "weight_representatives",
        "Monthly pull of representatives at full intensity.",
        "assumption: belief moves half way in half a year");
  level(p.weight_press, "weight_press", "Monthly pull of the press at full intensity.",
        "assumption: a third of the representatives'");
  level(p.weight_letters, "weight_letters", "Monthly pull of letters when there are many.",
        "assumption: as the representatives; informed by no datum");
  v.number(p.many_letters, {.key = "many_letters",
                            .unit = "letters/month",
                            .min = 0.01,
                            .max = 1e6,
                            .help = "Letters a month at which their pull is full.",
                            .basis = "assumption: a letter read in every large works",
                            .timing = Timing::monthly});
  level(p.weight_returned, "weight_returned", "Monthly pull of people who came back.",
        "assumption: as letters; warnings of returned colonists did not stop recruitment");
  v.number(p.many_returned, {.key = "many_returned",
                             .unit = "persons/month",
                             .min = 0.01,
                             .max = 1e6,
                             .help = "Returned persons a month at which it is full.",
                             .basis = "assumption: as letters",
                             .timing = Timing::monthly});
  level(p.weight_warnings, "weight_warnings", "Monthly pull of official warnings.",
        "assumption: weak, new groups formed despite them (Vaculik)");
  v.require(p.weight_representatives + p.weight_press + p.weight_letters + p.weight_returned +
                    p.weight_warnings <=
                1.0,
            "weight_representatives", "the five weights together must not exceed 1");
}

void begin_expectation(World& world, const ExpectationParameters& p) {
  for (OriginState& origin : world.origins)
    origin.expected = {p.start_living, p.start_security, p.start_say};
}

void expectation(World& world, const ExpectationParameters& p) {
  const std::vector<Post> post = deliver(world);
  const Outlook claim{p.claim_living, p.claim_security, p.claim_say};
  const Outlook warning{p.warning_living, p.warning_security, p.warning_say};
  const Agitation silent;
  for (std::size_t o = 0; o < world.origins.size(); ++o) {
    OriginState& state = world.origins[o];
    const Agitation* given = channel_of(p, world.population.origins[o].id);
    const Agitation& channel = given != nullptr ? *given : silent;
    const double representatives = channel.representatives.at(world.month);
    const double press = channel.press.at(world.month);
    state.agitation = representatives;
    state.warnings = channel.warnings.at(world.month);
    state.letters = post[o].letters;
    const Outlook before = state.expected;
    Outlook belief = before;
    const auto add = [&](double weight, const Outlook& says) {
      Outlook pulled = before;
      pull(pulled, weight, says);
      belief.living += pulled.living - before.living;
      belief.security += pulled.security - before.security;
      belief.say += pulled.say - before.say;
    };
    add(p.weight_representatives * representatives, claim);
    add(p.weight_press * press, claim);
    add(p.weight_warnings * state.warnings, warning);
    if (post[o].letters > 0) {
      const double n = post[o].letters;
      const Outlook told{post[o].sum.living / n, post[o].sum.security / n, post[o].sum.say / n};
      add(p.weight_letters * std::min(1.0, n / p.many_letters), told);
    }
    // Those who came back tell of the life they left; the mean of what they tell is kept by the
    // origin until it is heard (world.origins[o].returned counts them).
    if (state.returned > 0)
      add(p.weight_returned * std::min(1.0, state.returned / p.many_returned), state.told);
    state.returned = 0;
    state.expected = belief;
  }
}

}  // namespace komuna
