#pragma once
// A small invented world for the twins, eventful enough to exercise every process.

#include <string_view>

namespace komuna::tests {

inline constexpr std::string_view arcadia = R"json({
  "title": "Arcadia",
  "from": "1921-01",
  "until": "1935-12",
  "branches": {"farm": {"name": "Farms", "sector": "agriculture"}, "mill": {"name": "Mills",
     "sector": "industry"}},
  "groups": {"native": {"name": "Native"}, "born_there": {"name": "Born there", "ties": 1}},
  "origins": {"arcadia": {"name": "Arcadia", "default_group": "native", "unemployment": 0.08,
     "wage": 25, "party_members": {"linear": {"1921": 20000, "1925": 6000, "1930": 9000}},
     "fare": 30, "regions": {"north": {"name": "North", "heads": 160000,
     "branches": {"farm": 0.5, "mill": 0.5}, "groups": {"born_there": 0.02}, "longitude": 15,
     "latitude": 50}, "south": {"name": "South", "heads": 90000, "branches": {"farm": 0.7,
     "mill": 0.3}, "longitude": 18, "latitude": 49}}}},
  "economy": {"soviet_unemployed": 0.7, "soviet_wage": 12, "world_revolution": 0.3},
  "kinds": {"commune": {"name": "Commune", "pooling": 1}},
  "sites": {"steppe": {"name": "Steppe", "sector": "agriculture", "room": 20, "longitude": 45,
     "latitude": 50}, "town": {"name": "Town", "sector": "industry", "room": 20,
     "longitude": 74, "latitude": 43}},
  "collectives": {"hope": {"name": "Hope", "origin": "arcadia", "region": "north",
     "sector": "industry", "kind": "commune", "founded": "1922-05", "site": "town",
     "target_members": 150, "recruits_until": "1928-01",
     "works": {"power": {"name": "Power plant"}}}},
  "templates": {"farm": {"name": "Farm", "sector": "agriculture", "kind": "commune",
     "recruits_until": "1928-01"}, "works": {"name": "Works", "sector": "industry",
     "kind": "commune", "recruits_until": "1928-01"}},
  "gate": {"regimes": {"open": {"name": "Open", "from": "1921-01", "until": "1927-02",
     "places_agriculture": 100, "places_industry": 50}, "rest": {"name": "Rest",
     "from": "1927-03", "new_groups": false, "places_agriculture": 20, "places_industry": 20}}},
  "destinations": {"overseas": {"name": "Overseas", "quota_origins": ["arcadia"], "quota": 900,
     "wage": 90, "unemployment": 0.05, "rates": {"arcadia": {"constant": -8.5}}}},
  "campaigns": {"relief": {"name": "Relief", "origin": "arcadia", "from": "1921-08",
     "until": "1923-12", "purpose": "relief"}},
  "decision": {"join_constant": -8.5},
  "repression": {"waves": {"terror": {"name": "Terror", "from": "1930-01", "until": "1933-12",
     "hazard": 0.004}}},
  "interventions": [{"change": "gate.regimes.open.places_agriculture", "scale": 0.5,
     "from": "1924-01", "until": "1925-12"}]
})json";

}  // namespace komuna::tests
