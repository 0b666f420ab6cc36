#pragma once
// A collective: people who decide together to emigrate, as planned by history (the named ones) or
// founded within the model, and what becomes of them.
//
//   initiative -> chartered -> applied -> offered -> accepted -> preparing -> departing -> settled
//   -> merged | nationalised | dissolved | liquidated
//
// Communes, artels and cooperatives differ by their kind: how much they pool, what a member who
// leaves gets back, and which majority decides.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/base/index.hpp"
#include "engine/population/origin.hpp"
#include "engine/world/economy.hpp"

namespace komuna {

struct CollectiveKind {
  std::string id;
  std::string name;
  double pooling = 0.5;      // share of income and goods held in common
  double refund = 0.0;       // share of the paid fee a leaver gets back
  double majority = 0.5;     // share of votes that carries a motion
  double exit_factor = 1.0;  // hazard of leaving relative to the settlement's
  bool votes = true;         // false: a hired team, bound by its contract alone
};
void fields(FieldVisitor& visitor, CollectiveKind& kind);

// A building or works that an industrial collective puts up, in this order.
struct WorkPlan {
  std::string id;
  std::string name;
  double labour = 600;     // skilled person-months
  double capital = 3000;   // dollars of equipment and material
  double output = 1.0;     // income of members, relative to local wages, added when it runs
  double housing = 0.0;    // added level of housing
  double health = 0.0;     // share of excess deaths avoided
  double schooling = 0.0;  // share of children taught
};
void fields(FieldVisitor& visitor, WorkPlan& work);

// What is known of a named collective, or the pattern for those founded by the model.
struct CollectivePlan {
  std::string id;
  std::string name;
  std::string origin;
  std::string region;  // seat; "" = the origin's first region
  Sector sector = Sector::agriculture;
  std::string kind;
  Month founded = distant_future;          // named: the observed founding
  std::vector<std::string> recruits_from;  // origins; empty = its own
  Month recruits_until = distant_future;
  std::int64_t target_members = 100;  // enrolment stops when so many households are in
  bool party_only = false;
  bool skilled_only = false;
  bool all_branches = false;    // recruits outside its sector too
  double max_age = 50;          // years, of the head
  double share_fee = 140;       // dollars a member
  double adult_fee = 55;        // dollars an adult, travel apart from the fare
  double child_fee = 28;        // dollars a child
  double equipment = 40;        // dollars a head to be spent on machines before departure
  std::string site;             // agreed place; "" = the commission offers one
  double language_mix = 0;      // chance that two members have no common mother tongue
  std::string report_group;     // name of a movement, for readers; no effect
  Series appeal{1.0};           // prominence: factor on the hazard of joining
  Series conscription{0.0};     // 1/month, of leaving over it: men of 18 to 44, not citizens
  std::vector<WorkPlan> works;  // industry: what it builds, in order
  Month works_until = distant_future;
  Month merges_from = distant_future;  // earliest dated pressure to merge or be taken over
  std::string note;
};
void fields(FieldVisitor& visitor, CollectivePlan& plan);

enum class Stage : std::uint8_t {
  initiative,
  chartered,
  applied,
  offered,
  accepted,
  preparing,
  departing,
  settled,
  merged,
  nationalised,
  dissolved,
  liquidated,
};
inline constexpr int stage_count = 12;
std::string_view name_of(Stage stage);

enum class Matter : std::uint8_t {
  charter,
  apply,
  send_delegates,
  accept_site,
  set_departure,
  send_the_rest,
  drop_party_rule,
  merge,
  dissolve,
};
inline constexpr int matter_count = 9;
std::string_view name_of(Matter matter);

struct Vote {
  Month month;
  Matter matter = Matter::charter;
  int in_favour = 0;
  int against = 0;
  bool carried = false;
};

struct StageChange {
  Month month;
  Stage stage = Stage::initiative;
};

struct Contract {
  bool offered = false;
  Month offered_in = distant_future;
  Month signed_in = distant_future;
  Month ends = distant_future;
  Index site = none;
  Index declined = none;        // the site the members declined last
  double land = 0;              // hectares
  double capital_per_head = 0;  // dollars demanded
  double tax_free_years = 0;
  bool own_agreement = false;  // settled beside the gate
  int times_refused = 0;       // by the members
};

struct Train {
  int ordinal = 0;
  Month departed;
  Month arrives;
  int adults = 0;
  int children = 0;
  int deaths = 0;
  double equipment = 0;  // dollars carried
  std::vector<Index> households;
  bool arrived = false;
};

// What kept a farm from sowing more.
enum class Scarce : std::uint8_t { land, labour, draught };
std::string_view name_of(Scarce scarce);

struct Harvest {
  int year = 0;
  double sown = 0;        // hectares
  double yield = 0;       // centners a hectare
  double neighbours = 0;  // centners a hectare
  double per_head = 0;    // centners of grain a person after deliveries
  double taken = 0;       // share of the grain that was delivered or requisitioned
  Scarce scarce = Scarce::draught;
};

struct FinishedWork {
  Month month;     // finished
  Index work = 0;  // within the plan
  Month begun;     // the work before it was finished, or the site opened
};

// The life at the site since the first train.
struct Settlement {
  Month arrived = distant_future;
  double housing = 0;  // level 0..1
  double food = 1;     // level 0 hunger .. 1 enough
  double health = 0;   // share of excess deaths avoided by doctors and wells
  double schooling = 0;
  double income = 0;     // real wage of a member, dollars a month
  Outlook reality;       // as lived
  double equipment = 0;  // dollars still working
  double tractors = 0;   // draught power, hectares that can be worked a season
  double progress = 0;   // skilled person-months on the present work
  Index next_work = 0;
  Month work_begun;  // when it could be begun
  int persons = 0;   // living there, updated monthly
  int adults = 0;
  int skilled = 0;
  int locals = 0;                 // neighbours who joined
  int local_children_taught = 0;  // at a time
  double pupil_years = 0;         // of neighbours' children, since the beginning
  double patients = 0;            // neighbours treated, since the beginning
  double land_worked = 0;
  double horses = 0;  // at the last harvest
  int deaths_first_year = 0;
  bool citizenship_forced = false;
  bool begun = false;  // the levels were set at the first arrival
  double roofs = 0;    // persons who can be housed well
  double grain = 0;    // centners in store
  double output = 0;   // income from finished works, relative to local wages
};

struct Collective {
  std::string id;
  std::string name;
  std::uint32_t key = 0;       // semantic id for draws
  Index plan = none;           // in the world's list of plans or of templates
  bool from_template = false;  // founded by the model
  bool explained = true;       // false: the baseline hazard of a named founding was zero
  Sector sector = Sector::agriculture;
  Index kind = 0;
  Index origin = 0;
  Index region = 0;  // in the list of all regions
  Month founded;
  Stage stage = Stage::initiative;
  Month stage_since;
  bool recruiting = true;
  bool party_only = false;
  std::vector<Index> pool;     // cells it recruits from, filled when first needed
  std::vector<Index> members;  // households in order of joining; those who left stay listed
  std::vector<Index> local_households;  // neighbours who joined at the site; they do not vote
  double fund = 0;                      // dollars in hand
  double equipment = 0;                 // dollars of machines bought and not yet carried
  bool licence_asked = false;
  int licences_asked = 0;             // requests so far
  Month licence_in = distant_future;  // when the home authority answers
  bool licence_denied = false;        // what that answer will be
  bool licence_refused = false;       // the answer came and was no
  bool licensed = false;
  Month applied_in = distant_future;
  Month queued_for = distant_future;  // the application the gate has put in its queue
  bool drew_ahead = false;            // used its one chance to overdraw the gate's account
  double reported = -1;               // living standard the delegates reported; -1 = none sent
  int applications = 0;               // times it applied at the gate
  Month departs = distant_future;     // month of the next train, once voted
  Month next_vote;                    // no vote before this month
  std::vector<Index> waiting;         // members at home, kept by waiting_members (membership.hpp)
  std::size_t listed = 0;             // so many of `members` have been taken into `waiting`
  std::vector<Index> residents;       // households at the site, kept by list_residents
  Month residents_in;                 // the month they were listed in (residence.hpp)
  Contract contract;
  Settlement settlement;
  std::vector<Train> trains;
  std::vector<Vote> votes;
  std::vector<StageChange> stages;
  std::vector<Harvest> harvests;
  std::vector<FinishedWork> works;
  // Running totals in persons, for the gate, the reports and the targets.
  int enrolled_households = 0;
  int admitted = 0;
  int departed = 0;
  int arrived = 0;
  int born = 0;
  int died = 0;
  int returned = 0;
  int left_for_ussr = 0;
  int third_country = 0;
  int withdrawn = 0;
  int arrested = 0;
  int executed = 0;
  int hired = 0;  // neighbours for a wage, ever
  int called_up = 0;
};

bool ended(Stage stage);
// At home and not ended: may enrol, vote, apply.
bool at_home(Stage stage);
void enter_stage(Collective& collective, Stage stage, Month month);

}  // namespace komuna
