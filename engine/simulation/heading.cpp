#include "engine/simulation/heading.hpp"

namespace komuna {

void fields(FieldVisitor& v, Heading& h) {
  v.text(h.title,
         {.key = "title", .help = "Title shown to readers.", .presence = Presence::required});
  v.text(h.summary, {.key = "summary", .help = "What the scenario is about, in a few sentences."});
  v.text(h.caption, {.key = "caption", .help = "Warning that is shown beside every result of it."});
  v.flag(h.informed, {.key = "informed",
                      .help = "A figure of history says how strongly its levers work; if not, the "
                              "caption says so.",
                      .basis = "assumption: informed unless it says otherwise"});
  v.flag(h.classroom, {.key = "classroom",
                       .help = "May be shown in lessons; if not, it is for research alone.",
                       .basis = "assumption: fit for lessons unless it says otherwise"});
}

}  // namespace komuna
