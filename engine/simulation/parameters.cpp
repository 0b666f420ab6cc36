#include "engine/simulation/parameters.hpp"

#include <map>
#include <set>

namespace komuna {
namespace {

// Conditions between parts of a scenario that no single part can check.
class CrossCheck {
 public:
  CrossCheck(FieldVisitor& visitor, const Parameters& parameters) : v_(visitor), p_(parameters) {}

  void origins_of(std::string_view key, const std::string& table, const std::string& id) {
    v_.require(find_entry(p_.population.origins, id).has_value(), key,
               "entry \"" + id + "\" of " + table + " must bear the id of an origin");
  }

  void plan(std::string_view key, const CollectivePlan& plan) {
    const auto origin = find_entry(p_.population.origins, plan.origin);
    if (!origin || plan.region.empty()) return;
    v_.require(find_entry(p_.population.origins[*origin].regions, plan.region).has_value(), key,
               "\"" + plan.id + "\": region \"" + plan.region + "\" is not a region of origin \"" +
                   plan.origin + "\"");
  }

  void named(const CollectivePlan& plan) {
    v_.require(plan.founded >= p_.from, "collectives",
               "\"" + plan.id + "\": founded " + to_string(plan.founded) +
                   ", before the scenario's first month " + to_string(p_.from) +
                   ": it would never come about; begin earlier or take it out");
    v_.require(plan.founded < distant_future, "collectives",
               "\"" + plan.id + "\": a named collective must say when it was founded");
    v_.require(!plan.origin.empty(), "collectives",
               "\"" + plan.id + "\": a named collective must have an origin");
  }

  void contract(const ContractTerms& terms) {
    v_.require(find_entry(p_.world.collectives, terms.id).has_value(), "contracts",
               "entry \"" + terms.id + "\" must bear the id of a named collective");
  }

  // Figures may lie beyond the end: shorter runs of a scenario are told that they are outside.
  void target(const Target& target) {
    v_.require(target.until >= p_.from, "targets",
               "\"" + target.id + "\": counts " + window(target) +
                   ", all of it before the first month simulated, " + to_string(p_.from) +
                   ": change one of them, or take the target out");
    const bool relative = target.measure == MeasureKind::arrested_share ||
                          target.measure == MeasureKind::executed_share;
    v_.require(!relative || target.from > p_.from, "targets",
               "\"" + target.id +
                   "\": a share of the settlers present in the month before `from`, " +
                   "which must lie after the scenario's first month " + to_string(p_.from));
    const auto builder = find_entry(p_.world.collectives, target.collective);
    if (target.measure != MeasureKind::work_finished || !builder) return;
    const std::vector<WorkPlan>& works = p_.world.collectives[*builder].works;
    v_.require(find_entry(works, target.work).has_value(), "targets",
               "\"" + target.id + "\": \"" + target.work + "\" is no work of \"" +
                   target.collective + "\"" + among(works));
  }

  void unique(std::string_view key, const std::string& name) {
    const auto [place, fresh] = names_.emplace(semantic_id(name), name);
    v_.require(fresh || place->second == name, key,
               "the random keys of \"" + name + "\" and \"" + place->second +
                   "\" collide: rename one of them");
  }

 private:
  static std::string among(const std::vector<WorkPlan>& works) {
    if (works.empty()) return ", which has no `works`";
    std::string text;
    for (const WorkPlan& work : works) text += (text.empty() ? "" : ", ") + work.id;
    return "; it has " + text;
  }

  static std::string window(const Target& target) {
    if (target.from == distant_past) return "all months until " + to_string(target.until);
    if (target.until == distant_future) return "all months from " + to_string(target.from);
    return to_string(target.from) + " to " + to_string(target.until);
  }

  FieldVisitor& v_;
  const Parameters& p_;
  std::map<std::uint32_t, std::string> names_;
};

void check(FieldVisitor& v, const Parameters& p) {
  v.require(p.from <= p.until, "until", "must not be before `from`");
  v.require(p.until - p.from < 1200, "until", "a scenario may have at most 1,200 months");
  CrossCheck cross(v, p);
  for (const Agitation& channel : p.expectation.channels)
    cross.origins_of("expectation", "channels", channel.id);
  for (const Destination& destination : p.world.destinations)
    for (const DestinationRate& rate : destination.rates)
      cross.origins_of("destinations", destination.id + ".rates", rate.id);
  for (const CollectivePlan& plan : p.world.collectives) {
    cross.plan("collectives", plan);
    cross.named(plan);
    cross.unique("collectives", "collective/" + plan.id);
  }
  for (const ContractTerms& terms : p.world.contracts) cross.contract(terms);
  for (const Target& target : p.targets) cross.target(target);
  for (const CollectivePlan& plan : p.world.templates) cross.plan("templates", plan);
  for (const Origin& origin : p.population.origins)
    for (const Region& region : origin.regions)
      for (const auto& [group, share] : region.groups)
        for (const auto& [branch, part] : region.branches)
          for (const char* skill : {"/skilled", "/unskilled"})
            cross.unique("origins",
                         origin.id + "/" + region.id + "/" + group + "/" + branch + skill);
}

}  // namespace

void fields(FieldVisitor& v, DatedEvent& event) {
  v.month(event.date,
          {.key = "date", .help = "Month of the event.", .presence = Presence::required});
  v.text(event.text,
         {.key = "text", .help = "What happened, in a few words.", .presence = Presence::required});
}

void fields(FieldVisitor& v, Parameters& p) {
  fields(v, static_cast<Heading&>(p));
  v.text(p.destination_name, {.key = "destination_name",
                              .help = "The country people go to, as it stands in a sentence."});
  v.month(p.from, {.key = "from",
                   .help = "First month simulated.",
                   .basis = "assumption: the first contracts with American groups, 1921"});
  v.month(p.until, {.key = "until",
                    .help = "Last month simulated.",
                    .basis = "assumption: Interhelpo was absorbed by the state in 1943"});
  fields(v, p.population);
  visit_object(v, p.household, {.key = "household", .help = "Families of those who act."});
  fields(v, p.world);
  visit_object(v, p.expectation,
               {.key = "expectation", .help = "What people believe awaits them."});
  visit_object(v, p.drives, {.key = "drives", .help = "What giving does to contacts."});
  visit_object(v, p.decision, {.key = "decision", .help = "Why somebody leaves."});
  visit_object(v, p.founding, {.key = "founding", .help = "How collectives come into being."});
  visit_object(v, p.assembly, {.key = "assembly", .help = "How a collective decides."});
  visit_object(v, p.waiting, {.key = "waiting", .help = "Who grows tired of waiting."});
  visit_object(v, p.finance, {.key = "finance", .help = "How it is paid for."});
  visit_object(v, p.home_authorities,
               {.key = "home_authorities", .help = "Licences, passports and their refusal."});
  visit_object(v, p.transport, {.key = "transport", .help = "Trains and what happens on them."});
  visit_object(v, p.settlement,
               {.key = "settlement", .help = "Housing, food and income at the site."});
  visit_object(v, p.harvest, {.key = "harvest", .help = "Sowing, yields, deliveries, hunger."});
  visit_object(v, p.construction, {.key = "construction", .help = "What the works build."});
  visit_object(v, p.lives, {.key = "lives", .help = "Births, deaths, coming of age."});
  visit_object(v, p.leaving, {.key = "leaving", .help = "The three ways out of a collective."});
  visit_object(v, p.local_joining,
               {.key = "local_joining", .help = "Local people who join, and who are taught."});
  visit_object(v, p.letters, {.key = "letters", .help = "Letters home and what they tell."});
  visit_object(v, p.nationalisation,
               {.key = "nationalisation", .help = "Merger and take-over by the state."});
  visit_object(v, p.citizenship,
               {.key = "citizenship",
                .help = "Pressure to take Soviet "
                        "citizenship."});
  visit_object(v, p.army, {.key = "army", .help = "Conscription."});
  visit_object(v, p.repression, {.key = "repression", .help = "Whom the organs chose."});
  visit_table(v, p.targets, "target",
              {.key = "targets", .help = "Figures of history the model is held against."});
  visit_table(v, p.events, "event", {.key = "events", .help = "Dated events for charts."});
  visit_table(v, p.levers, "lever", {.key = "levers", .help = "What a class may turn."});
  check(v, p);
}

}  // namespace komuna
