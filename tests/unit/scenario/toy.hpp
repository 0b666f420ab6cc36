#pragma once
// A small invented emigration with a field of every kind, for the tests of the scenario loader.

#include <string>
#include <vector>

#include "engine/base/field.hpp"

namespace komuna::toy {

enum class Mood { calm, eager, weary };

struct Skill {
  std::string id;
  double wage = 1.0;
};

struct Gate {
  std::string id;
  std::int64_t places = 100;
  double strictness = 0.5;
  bool is_open = true;
  Month opens = Month::of(1922, 1);
  Series quota{50.0};
  std::string slogan = "welcome";
};

struct Region {
  std::string id;
  std::int64_t heads = 0;
  Series unemployment{0.1};
};

struct Origin {
  std::string id;
  Mood mood = Mood::calm;
  std::string gate;
  std::string main_skill;
  std::string capital;
  std::vector<std::string> allies;
  NumbersById skill_shares;
  std::vector<Region> regions;
};

struct Calendar {
  Month start = Month::of(1921, 1);
  Month end = Month::of(1930, 12);
  double birth_rate = 0.02;
};

struct World {
  std::string title;
  std::int64_t seed = 1;
  bool is_quiet = false;
  Calendar calendar;
  std::vector<Skill> skills;
  std::vector<Gate> gates;
  std::vector<Origin> origins;
};

inline void fields(FieldVisitor& v, Skill& s) {
  v.number(s.wage, {.key = "wage", .unit = "Kc/day", .min = 0, .help = "Wage of a day."});
}

inline void fields(FieldVisitor& v, Gate& g) {
  v.integer(g.places, {.key = "places",
                       .unit = "persons/month",
                       .min = 0,
                       .max = 1e6,
                       .help = "Persons let in each month.",
                       .basis = "assumption: toy",
                       .timing = Timing::monthly});
  v.number(g.strictness, {.key = "strictness",
                          .min = 0,
                          .max = 1,
                          .help = "Share refused by rule.",
                          .timing = Timing::monthly});
  v.flag(g.is_open, {.key = "is_open", .help = "Is it open?", .timing = Timing::monthly});
  v.month(g.opens, {.key = "opens", .help = "First month."});
  v.series(g.quota, {.key = "quota", .unit = "persons", .min = 0, .help = "Yearly quota."});
  v.text(g.slogan, {.key = "slogan", .help = "Words above it.", .timing = Timing::monthly});
}

inline void fields(FieldVisitor& v, Region& r) {
  v.integer(r.heads, {.key = "heads",
                      .unit = "persons",
                      .min = 0,
                      .help = "People who could go.",
                      .presence = Presence::required});
  v.series(r.unemployment,
           {.key = "unemployment", .min = 0, .max = 1, .help = "Share without work."});
}

inline void fields(FieldVisitor& v, Origin& o) {
  visit_option(v, o.mood, {"calm", "eager", "weary"}, {.key = "mood", .help = "Mood of the day."});
  v.reference(o.gate, "gate",
              {.key = "gate", .help = "Where they apply.", .presence = Presence::required});
  v.reference(o.main_skill, "skill", {.key = "main_skill", .help = "Most common skill."});
  v.reference(o.capital, "region", {.key = "capital", .help = "Where they decide."});
  v.references(o.allies, "origin", {.key = "allies", .help = "Friendly origins."});
  v.numbers(o.skill_shares, "skill",
            {.key = "skill_shares", .min = 0, .max = 1, .help = "Share of each skill."});
  visit_table(v, o.regions, "region", {.key = "regions", .help = "Parts of the country."});
  double sum = 0;
  for (const auto& share : o.skill_shares) sum += share.second;
  v.require(o.skill_shares.empty() || (sum > 0.999 && sum < 1.001), "skill_shares",
            "the shares must sum to 1");
}

inline void fields(FieldVisitor& v, Calendar& c) {
  v.month(c.start, {.key = "start", .help = "First month."});
  v.month(c.end, {.key = "end", .help = "Last month."});
  v.number(c.birth_rate,
           {.key = "birth_rate", .unit = "1/year", .min = 0, .max = 1, .help = "Births."});
  v.require(c.start < c.end, "end", "must come after start");
}

inline void fields(FieldVisitor& v, World& w) {
  v.text(w.title, {.key = "title", .help = "Name of it all.", .presence = Presence::required});
  v.integer(w.seed, {.key = "seed", .help = "Number of the random stream."});
  v.flag(w.is_quiet, {.key = "is_quiet", .help = "Says nothing."});
  visit_object(v, w.calendar, {.key = "calendar", .help = "From when to when."});
  visit_table(v, w.skills, "skill", {.key = "skills", .help = "What people can do."});
  visit_table(v, w.gates, "gate",
              {.key = "gates", .help = "Who lets people in.", .presence = Presence::required});
  visit_table(v, w.origins, "origin", {.key = "origins", .help = "Where people come from."});
}

inline FieldVisitor::Body body_of(World& world) {
  return [&world](FieldVisitor& visitor) { fields(visitor, world); };
}

// A document without a mistake that uses every form a value can be written in.
inline constexpr const char* good_text = R"(
title: Ruritania
seed: 7
is_quiet: true
calendar: {start: 1921, end: 1926-12, birth_rate: {value: 0.03, assumption: "as next door"}}
skills:
  smith: {wage: {value: 12.5, source: ledger, confidence: high, note: page 3}}
  weaver: {}
gates:
  south:
    source: ledger
    places: 115
    strictness: 0.25
    opens: 1922-05
    quota: {linear: {1921: 10, 1923: 34}}
  north: {is_open: false, quota: {step: {1921: 0.5, 1923-05: {value: 3, source: ledger}}}}
origins:
  hills:
    mood: eager
    gate: south
    allies: [plains]
    main_skill: smith
    skill_shares: {smith: 0.25, weaver: 0.75, source: ledger}
    regions:
      upper: {heads: 1000, unemployment: {step: {1921: 0.05, 1923-07: 0.15}, source: ledger}}
      lower: {heads: {value: 500, calibrated: fit_1.yaml}}
  plains: {gate: north}
)";

}  // namespace komuna::toy
