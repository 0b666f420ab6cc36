#include "engine/simulation/lever.hpp"

namespace komuna {

void fields(FieldVisitor& v, LeverChange& c) {
  v.text(c.parameter, {.key = "parameter",
                       .help = "Path of the parameter that is changed.",
                       .presence = Presence::required});
  visit_option(v, c.how, {"set", "scale", "add"},
               {.key = "how",
                .help = "What is done with it.",
                .basis = "assumption: most levers are shares of what happened"});
  v.number(c.plus, {.key = "plus",
                    .help = "Amount of the change at position 0.",
                    .basis = "assumption: the position itself is the amount"});
  v.number(c.times, {.key = "times",
                     .help = "Amount of the change for each unit of the position.",
                     .basis = "assumption: the position itself is the amount"});
}

void fields(FieldVisitor& v, LeverOffered& l) {
  v.text(l.name, {.key = "name", .help = "What a class reads.", .presence = Presence::required});
  v.text(l.unit, {.key = "unit", .help = "Unit of its position, in words."});
  v.number(l.smallest, {.key = "smallest", .help = "One end.", .basis = "assumption: off"});
  v.number(l.largest, {.key = "largest", .help = "The other end.", .basis = "assumption: on"});
  v.number(l.step, {.key = "step",
                    .min = 1e-6,
                    .help = "Distance of two positions.",
                    .basis = "assumption: a switch"});
  v.number(l.history, {.key = "history",
                       .help = "The position at which nothing is changed.",
                       .basis = "assumption: on, as in history"});
  v.month(l.from, {.key = "from",
                   .help = "First month in which it acts.",
                   .basis = "assumption: the whole run"});
  v.month(l.until, {.key = "until",
                    .help = "Last month in which it acts.",
                    .basis = "assumption: the whole run"});
  v.flag(l.informed, {.key = "informed",
                      .help = "A figure of history says how strongly it works.",
                      .basis = "assumption: not informed unless it says otherwise"});
  v.text(l.about,
         {.key = "about", .help = "What turning it means and leaves out, for those who turn it."});
  visit_table(v, l.changes, "change", {.key = "changes", .help = "The parameters it changes."});
  v.require(l.smallest < l.largest, "largest", "must lie above `smallest`");
  v.require(l.history >= l.smallest && l.history <= l.largest, "history",
            "must lie between `smallest` and `largest`");
  v.require(l.from <= l.until, "until", "must not be before `from`");
}

}  // namespace komuna
