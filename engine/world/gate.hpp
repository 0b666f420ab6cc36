#pragma once
// An authority that admits: dated rules, an account of places, a queue.
//
// Places are persons. Each month the rules of the day credit an account of their branch; what is
// not used carries over for some months. The same account serves the Soviet commission and the
// yearly quotas of the United States.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/base/index.hpp"
#include "engine/population/origin.hpp"

namespace komuna {

// Places credited and used; the balance never exceeds what may be carried over.
class PlacesAccount {
 public:
  // Credits `places` and forgets what exceeds `most` (places that may be carried).
  void credit(double places, double most);
  double balance() const { return balance_; }
  double credited() const { return credited_; }  // since the beginning
  double used() const { return used_; }
  double forgotten() const { return forgotten_; }
  // Takes `places`; the caller has checked the balance or drawn ahead on purpose.
  void use(double places);
  // Places taken by people who then did not travel.
  void give_back(double places);
  // What is left is forgotten: a quota year ends.
  void lapse();

 private:
  double balance_ = 0;
  double credited_ = 0;
  double used_ = 0;
  double forgotten_ = 0;
};

// Rules of the Soviet side from a date on.
struct Regime {
  std::string id;
  std::string name;
  Month from = distant_past;
  Month until = distant_future;  // last month in force
  bool new_groups = true;        // new contracts
  bool follow_up = true;         // further trains of existing contracts, family reunion
  bool individuals = false;      // single applicants
  bool individuals_skilled_only = true;
  double individual_capital = 300;  // dollars a single applicant must bring
  double capital_per_head = 60;     // dollars a group must bring, a person
  double places_agriculture = 0;    // persons a month
  double places_industry = 0;
  double places_individual = 0;
  double review_months = 4;  // median time from application to offer
  double recognised = 0.05;  // share of eligible single applicants who reach the competition
};
void fields(FieldVisitor& visitor, Regime& regime);

struct GateParameters {
  std::vector<Regime> regimes;
  double carry_months = 6;              // places carried over, in months of credit
  double minimum_train = 40;            // persons admitted together at least, unless fewer remain
  double unemployment_weight = 0.3;     // fall of log places for each unemployed million above ...
  double unemployment_reference = 0.6;  // ... this many millions
  double revolution_weight = 0.3;       // share of places withheld when belief is 1
  double draw_ahead_months = 6;         // overdraft allowed once to the head of the queue
  double contract_years = 12;
  double means_shown = 0.6;       // share of its dues a household must have paid or own
  double tax_free_years = 3;      // from arrival, of deliveries of the harvest
  double review_spread = 0.5;     // standard deviation of the log of the time of review
  double property_counted = 0.5;  // share of unsold property that counts as capital
  double offer_again_months = 6;  // until a group that declined is offered another place
  std::int64_t applications = 3;  // times a group short of capital may apply
  Series unlimited{0.0};          // 1 = no limit on places; the other rules hold
  Series shut{0.0};               // 1 = whatever the regime, nobody is admitted
};
void fields(FieldVisitor& visitor, GateParameters& gate);

// One applicant waiting at the gate: a collective, or a household on its own.
struct QueueEntry {
  Index collective = none;
  Index household = none;
  Month applied;
  double order = 0;  // keyed tie-break within a month
};

// Places credited a month while there is no limit: more than any queue ever held.
inline constexpr double unlimited_places = 1e6;

// The regime whose dates contain the month (the latest to begin, if several); nullptr = shut.
const Regime* regime_in_force(const GateParameters& gate, Month month);

struct GateState {
  PlacesAccount accounts[sector_count];     // by sector; `other` serves single applicants
  std::vector<QueueEntry> queue;            // strict order
  double places[sector_count] = {0, 0, 0};  // credited this month
  bool follow_up = false;                   // this month contracts are honoured and families follow
};

// Another country people went to instead.
struct DestinationRate {
  std::string id;          // same id as the origin it is for
  double constant = -9;    // log hazard a head and month, other terms zero
  double established = 0;  // kin already there, 0..1
};
void fields(FieldVisitor& visitor, DestinationRate& rate);

struct Destination {
  std::string id;
  std::string name;
  double longitude = 0;
  double latitude = 0;
  Series wage{100};  // real wage there, dollars a month
  Series unemployment{0.05};
  Series obstacles{0};                     // 0..1
  Series say{0.3};                         // expected say there, 0..1
  std::vector<DestinationRate> rates;      // by origin
  std::vector<std::string> quota_origins;  // origins that share the quota
  Series quota{1e9};                       // persons a fiscal year
  std::int64_t fiscal_start = 7;           // month of the year in which the quota year begins
  double quota_monthly = 0.2;              // share of the year's quota that one month may use
};
void fields(FieldVisitor& visitor, Destination& destination);

struct DestinationState {
  PlacesAccount account;
  std::vector<double> cumulative;  // by origin: integrated hazard of a head since the start
};

}  // namespace komuna
