#pragma once
// Where the emigrants came from: the branches people worked in, the groups that mattered for the
// decision (the Russian-born of America), and the origins with their regions.
//
// These are the facts of a scenario, as data: no country and no trade is known to the code by name.
// Money is in US dollars of the period, wages a month.

#include <cstdint>
#include <string>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna {

enum class Sector { agriculture, industry, other };
inline const std::vector<std::string_view> sector_names{"agriculture", "industry", "other"};
inline constexpr int sector_count = 3;

// A branch of the labour force, the same list for every origin.
struct Branch {
  std::string id;
  std::string name;
  Sector sector = Sector::other;
  double skilled_share = 0.3;        // of heads in the branch
  double wage_factor = 1.0;          // wage of the branch / mean wage of the origin
  double skilled_premium = 1.4;      // wage of skilled / unskilled in the branch
  double savings_median = 2.0;       // months of own wage, median head
  double savings_spread = 1.2;       // standard deviation of the logarithm
  double property_share = 0.2;       // of heads who own a house or land they can sell
  double property_median = 12.0;     // months of own wage, median owner
  double property_spread = 0.8;      // standard deviation of the logarithm
  double unemployment_factor = 1.0;  // unemployment of the branch / rate of the origin
  std::int64_t workplace_size = 50;  // heads who work together
  double party_weight = 1.0;         // party members per head, relative to other branches
};
void fields(FieldVisitor& visitor, Branch& branch);

// A rare trait with a large effect is a dimension of the cells, not a draw.
struct Group {
  std::string id;
  std::string name;
  double ties = 0.0;  // ties to the Soviet Union, 0 none .. 1 born there
};
void fields(FieldVisitor& visitor, Group& group);

struct Region {
  std::string id;
  std::string name;
  std::int64_t heads = 0;     // heads of households and single earners
  NumbersById branches;       // share of heads by branch, sums to 1
  NumbersById groups;         // share of heads by group; what is missing is `default_group`
  double party_weight = 1.0;  // party members per head, relative to the origin's other regions
  double unemployment_factor = 1.0;
  double longitude = 0.0;  // degrees east
  double latitude = 0.0;   // degrees north
};
void fields(FieldVisitor& visitor, Region& region);

struct Origin {
  std::string id;
  std::string name;
  std::string default_group;
  std::vector<Region> regions;
  Series labour_force{1.0};            // heads relative to the regions' figures
  Series unemployment{0.05};           // share of heads without work
  Series wage{20.0};                   // mean wage, dollars a month, real
  Series party_members{0.0};           // persons
  double activist_share = 0.1;         // of party members
  double sympathisers = 4.0;           // per party member
  double household_factor = 1.0;       // children per couple relative to the household model
  Month closed_from = distant_future;  // home processes stop here (occupation, war)
  Series fare{30.0};                   // dollars a person to the Soviet border
};
void fields(FieldVisitor& visitor, Origin& origin);

// Everything about who lives where before anything happens.
struct PopulationParameters {
  std::vector<Branch> branches;
  std::vector<Group> groups;
  std::vector<Origin> origins;
  double half_rank = 0.02;            // share of a cell above the point where commitment has halved
  double conviction_noise = 0.1;      // half-width of the keyed noise on conviction
  std::int64_t employment_spell = 6;  // months between redraws of the latent state
  double kin_circle = 8.0;            // heads in a circle of kin
};
void fields(FieldVisitor& visitor, PopulationParameters& population);

}  // namespace komuna
