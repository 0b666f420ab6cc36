#pragma once
// The oracle: the same emigration, computed in the most naive way that can be.
//
// Every head of every cell is an object with an age, savings, property, conviction, a latent state
// of employment, a workplace and kin. Every month every head works out the hazard of each thing he
// or she might do, waits an exponential time for each, and does what comes first if it comes within
// the month. Nothing is skipped, bounded, tabulated or keyed. It is slow, and it is written from
// the formulas in the headers of engine/processes, sharing no code with them: its own mathematics
// (libm), its own random numbers (std::mt19937_64), its own cells, traits and circles. Where the
// engine and the oracle agree in distribution, the engine computes the law it publishes.
//
// Only the first half of the month is here (home_model.hpp). A defect can be switched on, to show
// that a comparison would have noticed it.

#include <cstdint>
#include <limits>
#include <map>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/home_model.hpp"

namespace komuna::tests {

// Deliberate departures from the law; the defaults are the law.
struct Defects {
  double colleagues = 1.0;                                          // factor on their weight
  double conviction = 1.0;                                          // factor on its weight
  double highest_hazard = std::numeric_limits<double>::infinity();  // clipped at this
  bool contagion_at_once = false;  // those who act earlier in the month are felt in it
  bool fresh_employment = false;   // redrawn every month: right share, no spells
  bool by_likeliest = false;       // who acts chooses the highest hazard, not by the logit
  double nucleus = 1.0;            // factor on the nucleus of foundings
  bool refuse_all = false;         // rules refuse also those who may compete
  bool unrationed = false;         // quotas do not ration
};

// What the engine neglects in its counted routes, switched on to measure it.
struct Refinements {
  bool ties_of_counted = false;   // requests rise with colleagues and kin who joined
  bool without_the_gone = false;  // who joined or left does not request or leave again
};

// Which collectives recruit in which months, given instead of founded: for timing the same work.
struct GivenCollective {
  Index plan = 0;
  bool from_template = false;
  Index region = 0;
  int opens = 0;   // first month of recruiting, since the first of the model
  int closes = 0;  // one past the last
};

class Oracle {
 public:
  Oracle(const HomeModel& model, std::uint64_t seed, const Defects& defects = {},
         const Refinements& refinements = {});

  // Replaces foundings and closings.
  void give_collectives(std::vector<GivenCollective> given);
  void step();
  HomeHistory history() const;

  std::uint64_t heads() const { return heads_.size(); }
  // Hazards worked out so far: one for each head, alternative and month.
  std::uint64_t evaluated() const { return evaluated_; }

 private:
  struct Head {
    std::uint32_t cell = 0;
    std::uint32_t slot = 0;
    int age_months = 0;
    double savings_months = 0;
    double property_months = 0;
    double conviction = 0;
    double latent = 0;  // out of work when below the rate
    int phase = 0;
    int workplace = -1;
    int kin = -1;
    bool joined = false;
    bool elsewhere = false;  // left for another country
  };
  struct Place {  // a cell: region x group x branch x skill
    Index origin = 0;
    Index region = 0;
    Index group = 0;
    Index branch = 0;
    bool skilled = false;
    double reference_heads = 0;
    double party_share = 0;
    std::uint32_t heads = 0;                              // this month
    double members = 0, activists = 0, sympathisers = 0;  // slots below these belong to them
    double unemployment = 0, wage = 0, living = 0;
  };
  struct Circle {
    int joined = 0;  // before this month
    int joined_by_now = 0;
  };
  struct Home {  // an origin
    bool open = true;
    double unemployment = 0, wage = 0, living = 0, fare = 0, party = 0;
    double living_expected = 0, say_expected = 0;
    double agitation = 0, warnings = 0, contacts = 0;
  };
  struct Group {  // a collective
    const CollectivePlan* plan = nullptr;
    Index origin = 0;
    bool recruiting = true;
    bool party_only = false;
    int enrolled = 0;
    int opens = 0, closes = 0;
  };
  struct Act {
    double time;
    std::size_t head;
    int group;  // -1 alone
  };

  void make_places();
  void make_places_of(Index origin, Index region_within);
  void make_heads();
  void deal_circles();
  void grow_older();
  void fresh_traits(Head& head);
  void read_economy();
  void read_expectation();
  void read_drives();
  void leave_elsewhere();
  void request();
  void decide();
  void join(std::vector<Act>& acts);
  void found();
  double uniform() { return uniform_(random_); }

  bool active(const Head& head) const { return head.slot < places_[head.cell].heads; }
  Stratum stratum_of(const Head& head) const;
  bool out_of_work(const Head& head) const;
  double shared_terms(const Place& place) const;
  double personal_terms(const Head& head, bool with_ties, bool now) const;
  double reach(Stratum stratum) const;
  bool group_recruits(const Group& group, const Place& place) const;
  double joining_hazard(const Head& head, const Group& group) const;
  double competing(const Head& head) const;
  double alone_hazard(const Head& head, bool with_ties) const;
  const Regime* regime() const;
  double living_of(double wage) const;

  const HomeModel& model_;
  Defects defects_;
  Refinements refinements_;
  std::mt19937_64 random_;
  std::uniform_real_distribution<double> uniform_;
  std::normal_distribution<double> normal_;
  std::exponential_distribution<double> exponential_;

  Month now_;
  int month_ = 0;
  std::vector<Place> places_;
  std::vector<std::pair<Index, Index>> regions_;  // origin, region within it
  std::vector<Head> heads_;
  std::vector<Circle> workplaces_;
  std::vector<Circle> kin_;
  std::vector<int> workplace_of_joined_, kin_of_joined_;  // circles of those who joined
  std::vector<Home> homes_;
  std::vector<Group> groups_;
  bool given_ = false;
  std::vector<double> quota_left_;
  std::vector<bool> quota_begun_;
  HomeHistory history_;
  std::uint64_t evaluated_ = 0;
};

// The whole horizon of one replicate.
HomeHistory oracle_history(const HomeModel& model, std::uint64_t seed, const Defects& defects = {},
                           const Refinements& refinements = {});

}  // namespace komuna::tests
