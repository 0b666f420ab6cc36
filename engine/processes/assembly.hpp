#pragma once
// The collective decides: from a handful of people to a charter, an application, a contract and a
// train, each step by a vote of the members. No votes, no departure.
//
//   initiative --charter--> chartered --apply--> applied [gate offers] --> offered
//   --send delegates, accept the site--> accepted --> preparing --set the departure--> departing
//   [train arrives] --> settled --send the rest--> further trains
//
// A member votes for a motion with probability logistic(v),
//   v = base(motion) + direction(motion) * (conviction * (c - 1/2) + sunk * paid/due
//         - disappointment * (expected - reported) - dependants * persons beside the head)
//       + waiting * years since joining - vote * loss for different languages
//         (engine/world/coordination.hpp),
// direction +1 for motions that carry the plan on, -1 for those that doubt it. The draw is keyed by
// member, matter, month and collective. `reported` is what the delegates saw: the site's true
// living standard and an error; without delegates nobody is disappointed. After the arrival it is
// the life at the site. A motion is carried when more than the statute's majority of votes are in
// favour; where the statute asks for more than half, reaching that share is enough. Hired teams do
// not vote: their contract decides. A group whose members stay at home for years without progress,
// or dwindle, dissolves; a settlement that dwindles or starves votes on joining its neighbours or
// giving up. Logits without unit; every weight is an assumption, varied in the prior-sensitivity
// run.

#include "engine/world/world.hpp"

namespace komuna {

struct AssemblyParameters {
  bool members_vote = true;  // otherwise every collective goes on as a hired team does
  // Logit of a member of middling conviction who has paid nothing, by matter.
  double charter = 1.5;
  double apply = 1.0;
  double send_delegates = 0.5;
  double accept_site = 0.6;
  double set_departure = 0.8;
  double send_the_rest = 0.4;
  double drop_party_rule = 0.8;
  double merge = -0.5;
  double dissolve = -0.8;
  // Weights of the motives.
  double conviction = 1.5;
  double sunk = 1.0;
  double disappointment = 4.0;
  double dependants = 0.1;
  double waiting = 0.3;

  std::int64_t charter_minimum = 10;  // households
  std::int64_t founders = 3;          // first to join count as founders once chartered
  std::int64_t apply_minimum = 20;    // households
  double apply_share = 0.4;           // of the planned households, before it applies
  std::int64_t apply_patience = 9;    // months after which it applies with the minimum
  std::int64_t licence_again = 6;     // months until a refused licence is asked for again
  double delegation_cost = 300;       // dollars
  std::int64_t delegation_months = 2;
  double report_error = 0.1;             // standard deviation of the delegates' report
  double report_rosy = 0.05;             // what the hosts show is better than what there is
  std::int64_t most_refusals = 2;        // offers declined before giving up is put to the vote
  double train_share = 0.6;              // of those waiting who must be ready for the first train
  double paper_share = 0.75;             // of those admitted who must have papers
  double funded = 0.8;                   // of fares and machines that must be covered
  std::int64_t departure_patience = 12;  // months after which those who are ready go
  std::int64_t notice = 2;               // months from the vote to the train: houses are sold
  std::int64_t spring_from = 2, spring_until = 5;  // months of the year in which trains leave
  std::int64_t autumn_from = 8, autumn_until = 11;
  std::int64_t vote_again = 3;        // months after a lost motion
  std::int64_t rest_interval = 6;     // months between votes on sending the rest
  std::int64_t party_patience = 6;    // months with too few members before the rule is voted on
  std::int64_t stalled_months = 30;   // without progress before giving up is put to the vote
  std::int64_t fewest_members = 5;    // households at home below which a group falls apart
  std::int64_t fewest_settlers = 20;  // persons below which a settlement votes on merging
  double hunger = 0.3;                // level of food below which it votes on merging
};
void fields(FieldVisitor& visitor, AssemblyParameters& parameters);

// One month: every collective takes the step that is due.
void assembly(World& world, const AssemblyParameters& parameters);

// The chance that a household's head votes for a motion (for tests and reports).
double vote_chance(const World& world, const AssemblyParameters& parameters,
                   const Collective& collective, Index household, Matter matter);

}  // namespace komuna
