#include "engine/policies/repression.hpp"

namespace komuna {

void fields(FieldVisitor& v, Wave& w) {
  constexpr auto required = Presence::required;
  v.text(w.name, {.key = "name", .help = "Name shown to readers.", .presence = required});
  v.month(w.from, {.key = "from", .help = "First month.", .presence = required});
  v.month(w.until, {.key = "until", .help = "Last month.", .presence = required});
  v.number(w.hazard, {.key = "hazard",
                      .unit = "1/month",
                      .min = 0,
                      .max = 1,
                      .help = "Hazard of arrest of an adult man of average profile.",
                      .presence = required,
                      .timing = Timing::monthly});
  v.numbers(w.origins, "origin",
            {.key = "origins",
             .min = 0,
             .max = 1000,
             .help = "Weight by origin where it is not 1.",
             .basis = "assumption: no difference by origin"});
  const auto weight = [&v](double& value, std::string_view key, std::string_view help,
                           std::string_view basis) {
    v.number(value, {.key = key,
                     .min = 0,
                     .max = 1000,
                     .help = help,
                     .basis = basis,
                     .timing = Timing::monthly});
  };
  weight(w.local_people, "local_people", "Weight of the people of the place.",
         "assumption: half the settlers'");
  weight(w.woman, "woman", "Weight of women.",
         "recalled: five to ten of a hundred arrested in 1937-38 were women (Memorial)");
  weight(w.party, "party", "Weight of a party record from abroad.",
         "assumption: membership abroad was a ground of suspicion");
  weight(w.post, "post", "Weight of a post: chairman, foreman, teacher.",
         "assumption: officials were arrested twice as often");
  weight(w.foreign_citizen, "foreign_citizen", "Weight of foreign citizenship.",
         "assumption: suspected of espionage, somewhat protected by a consulate");
  weight(w.letters, "letters", "Weight of letters abroad that are on record.",
         "assumption: named in the files as contact with abroad");
  weight(w.consulate, "consulate", "Weight of contact with a consulate.",
         "recalled: order 00698 of 28 October 1937 (Okhotin and Roginskii)");
  weight(w.kin_arrested, "kin_arrested", "Weight of kin of an arrested person.",
         "assumption: half as likely again");
  weight(w.arrested_before, "arrested_before", "Weight of an earlier arrest.",
         "assumption: card indexes were used");
  weight(w.prominence, "prominence", "Weight of founders of a collective.",
         "assumption: half as likely again");
  v.text(w.charge,
         {.key = "charge", .help = "The accusation as the organs recorded it; it was fabricated."});
  const auto share = [&v](double& value, std::string_view key, std::string_view help) {
    v.number(value, {.key = key,
                     .min = 0,
                     .max = 1,
                     .help = help,
                     .basis = "assumption: sentences by the organs outside the years of terror, "
                              "1921-36 (table after Pavlov)",
                     .timing = Timing::monthly});
  };
  share(w.execution, "execution", "Share of the arrested who were shot.");
  share(w.camp, "camp", "Share sent to a camp.");
  share(w.expulsion, "expulsion", "Share expelled from the country.");
  share(w.exile, "exile", "Share deported with their households, without an arrest.");
  share(w.release, "release", "Share released.");
  const double shares = w.execution + w.camp + w.expulsion + w.exile + w.release;
  v.require(shares > 0.999 && shares < 1.001, "execution",
            "execution, camp, expulsion, exile and release must add up to 1 (within 0.001)");
  v.number(w.family_exiled, {.key = "family_exiled",
                             .min = 0,
                             .max = 1,
                             .help = "Chance that the family of a person shot or sent to a camp is "
                                     "evicted and exiled.",
                             .basis = "assumption: one family in ten",
                             .timing = Timing::monthly});
  v.number(w.term_years, {.key = "term_years",
                          .unit = "years",
                          .min = 0,
                          .max = 50,
                          .help = "Mean term in a camp; terms lie between half and one and a half "
                                  "of it.",
                          .basis = "recalled: five, eight and ten years were usual",
                          .timing = Timing::monthly});
  v.require(w.from <= w.until, "until", "must not be before from");
}

void fields(FieldVisitor& v, RepressionParameters& p) {
  visit_table(v, p.waves, "wave", {.key = "waves", .help = "Dated waves of arrests."});
  v.series(p.intensity, {.key = "intensity",
                         .min = 0,
                         .max = 100,
                         .help = "Factor on the hazard of arrest of every wave; 0 = no arrests.",
                         .basis = "assumption: as each wave says; a what-if",
                         .timing = Timing::monthly});
  v.series(p.camp_mortality,
           {.key = "camp_mortality",
            .unit = "1/year",
            .min = 0,
            .max = 3,
            .help = "Deaths a year of those in a camp.",
            .basis = "recalled: 3 to 9 in 100 in most years of the 1930s, far "
                     "more in 1933 and 1942-43 (Getty, Rittersporn, Zemskov 1993)",
            .timing = Timing::monthly});
  v.series(p.exile_mortality,
           {.key = "exile_mortality",
            .unit = "1/year",
            .min = 0,
            .max = 3,
            .help = "Deaths a year of the exiled, beyond those of everybody else.",
            .basis = "assumption: as many again as at home",
            .timing = Timing::monthly});
}

}  // namespace komuna
