#include "engine/processes/assembly.hpp"

namespace komuna {
namespace {

constexpr auto monthly = Timing::monthly;

void logits(FieldVisitor& v, AssemblyParameters& p) {
  const auto base = [&v](double& value, std::string_view key, std::string_view help,
                         std::string_view basis) {
    v.number(value, {.key = key,
                     .unit = "logit",
                     .min = -20,
                     .max = 20,
                     .help = help,
                     .basis = basis,
                     .timing = monthly});
  };
  base(p.charter, "charter", "Vote for a charter, when nothing has been paid.",
       "assumption: who enrols wants a charter");
  base(p.apply, "apply", "Vote for applying to the Soviet commission.",
       "assumption: most want what they enrolled for");
  base(p.send_delegates, "send_delegates", "Vote for sending delegates to see the place.",
       "assumption: opinions differ, delegations were usual");
  base(p.accept_site, "accept_site", "Vote for accepting the offered place.",
       "assumption: the offer is the first doubt");
  base(p.set_departure, "set_departure", "Vote for setting the departure.",
       "assumption: the house must be sold for it");
  base(p.send_the_rest, "send_the_rest", "Vote of those still at home for following.",
       "assumption: letters have arrived");
  base(p.drop_party_rule, "drop_party_rule", "Vote for admitting others than party members.",
       "history: dropped at Interhelpo, too few communists could pay");
  base(p.merge, "merge", "Vote of the settlers for joining their neighbours.",
       "assumption: the last but one resort");
  base(p.dissolve, "dissolve", "Vote for giving up.", "assumption: the last resort");
  base(p.conviction, "conviction", "Weight of conviction (0..1).",
       "assumption: the convinced carry the plan");
  base(p.sunk, "sunk", "Weight of the share already paid.",
       "history: houses sold, money borrowed (Vaculik)");
  base(p.disappointment, "disappointment", "Weight of expected minus reported living standard.",
       "assumption: a report of half what was hoped costs two logits");
  base(p.dependants, "dependants", "Weight of each person beside the head.",
       "assumption: small against conviction");
  base(p.waiting, "waiting", "Weight of each year since joining: decide at last.",
       "assumption: people tire of deferring");
}

void thresholds(FieldVisitor& v, AssemblyParameters& p) {
  const auto count = [&v](std::int64_t& value, std::string_view key, std::string_view unit,
                          std::string_view help, std::string_view basis) {
    v.integer(value, {.key = key,
                      .unit = unit,
                      .min = 0,
                      .max = 10000,
                      .help = help,
                      .basis = basis,
                      .timing = monthly});
  };
  const auto share = [&v](double& value, std::string_view key, std::string_view help,
                          std::string_view basis) {
    v.number(value,
             {.key = key, .min = 0, .max = 1, .help = help, .basis = basis, .timing = monthly});
  };
  count(p.charter_minimum, "charter_minimum", "households", "Needed to vote a charter.",
        "history: 15 delegates founded Interhelpo");
  count(p.founders, "founders", "households", "First to join who count as founders.",
        "assumption: chairman, secretary, treasurer");
  count(p.apply_minimum, "apply_minimum", "households", "Needed to apply.",
        "assumption: Pragomasina went with 17");
  share(p.apply_share, "apply_share", "Share of the planned households needed to apply.",
        "assumption: applied while still recruiting");
  count(p.apply_patience, "apply_patience", "months",
        "After so long the minimum is enough to apply.", "assumption: three quarters of a year");
  count(p.licence_again, "licence_again", "months", "Until a refused licence is asked for again.",
        "assumption: half a year");
  v.number(p.delegation_cost, {.key = "delegation_cost",
                               .unit = "USD",
                               .min = 0,
                               .max = 100000,
                               .help = "Journey of the delegates.",
                               .basis = "assumption: three there and back",
                               .timing = monthly});
  count(p.delegation_months, "delegation_months", "months", "Until the delegates report.",
        "assumption: a month each way, hurried");
  share(p.report_error, "report_error", "Standard deviation of the reported living standard.",
        "assumption: a visit of days");
  share(p.report_rosy, "report_rosy", "What hosts show above what there is.",
        "assumption: hosts show the best");
  count(p.most_refusals, "most_refusals", "offers", "Declined before giving up is voted on.",
        "assumption: two");
  share(p.train_share, "train_share", "Of those waiting, ready for the first train.",
        "assumption: most leave together");
  share(p.paper_share, "paper_share", "Of those admitted, with papers.",
        "assumption: three quarters, the others follow");
  share(p.funded, "funded", "Of fares and machines covered by fund and machines bought.",
        "assumption: some is still promised");
  count(p.departure_patience, "departure_patience", "months",
        "After so long those who are ready go.", "assumption: a year");
  count(p.notice, "notice", "months", "From the vote to the train.",
        "assumption: houses are sold meanwhile");
}

void seasons(FieldVisitor& v, AssemblyParameters& p) {
  const auto month = [&v](std::int64_t& value, std::string_view key, std::string_view help) {
    v.integer(value, {.key = key,
                      .unit = "month of the year",
                      .min = 1,
                      .max = 12,
                      .help = help,
                      .basis = "history: dated trains left in March, April, September, November",
                      .timing = monthly});
  };
  const auto months = [&v](std::int64_t& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.integer(value, {.key = key,
                      .unit = "months",
                      .min = 1,
                      .max = 10000,
                      .help = help,
                      .basis = basis,
                      .timing = monthly});
  };
  month(p.spring_from, "spring_from", "Trains leave from this month on in spring.");
  month(p.spring_until, "spring_until", "Last month of spring in which trains leave.");
  month(p.autumn_from, "autumn_from", "Trains leave from this month on in autumn.");
  month(p.autumn_until, "autumn_until", "Last month of autumn in which trains leave.");
  months(p.vote_again, "vote_again", "After a lost motion.", "assumption: a quarter");
  months(p.rest_interval, "rest_interval", "Between votes on sending the rest.",
         "assumption: half a year");
  months(p.party_patience, "party_patience",
         "With too few members able to pay before the party rule is voted on.",
         "assumption: half a year");
  months(p.stalled_months, "stalled_months",
         "Without progress before giving up is voted on; after twice as long it is over.",
         "assumption: two and a half years");
  v.integer(p.fewest_members, {.key = "fewest_members",
                               .unit = "households",
                               .min = 0,
                               .max = 10000,
                               .help = "At home, below which a group falls apart.",
                               .basis = "assumption: five",
                               .timing = monthly});
  v.integer(p.fewest_settlers, {.key = "fewest_settlers",
                                .unit = "persons",
                                .min = 0,
                                .max = 10000,
                                .help = "Below which a settlement votes on merging.",
                                .basis = "assumption: half a small train",
                                .timing = monthly});
  v.number(p.hunger, {.key = "hunger",
                      .min = 0,
                      .max = 1,
                      .help = "Level of food (1 = enough) below which it votes on merging.",
                      .basis = "assumption: a third of what is needed",
                      .timing = monthly});
  v.require(p.spring_from <= p.spring_until, "spring_until", "must not be before spring_from");
  v.require(p.autumn_from <= p.autumn_until, "autumn_until", "must not be before autumn_from");
}

}  // namespace

void fields(FieldVisitor& v, AssemblyParameters& p) {
  v.flag(p.members_vote,
         {.key = "members_vote",
          .help = "Members decide by votes; if not, every collective carries its plan on unasked.",
          .basis = "history: collectives decided to leave by vote (Pollak, summary)",
          .timing = monthly});
  logits(v, p);
  thresholds(v, p);
  seasons(v, p);
}

}  // namespace komuna
