#pragma once
// A question put to a scenario: a heading and a few interventions, laid over any scenario that has
// the parameters it changes.
//
//   extends: historical            # what it asks about when it is run alone
//   title: Prague prohibits
//   summary: What it means, and what it leaves out.
//   informed: false
//   caption: What no figure of history says.
//   interventions:
//     - {change: home_authorities.authorities.x.prohibited, set: 1, from: 1923-01}
//
// Laid over another scenario (`--what-if`) it adds its interventions and nothing else: the baseline
// stays the scenario's own, and `extends` is left aside. Several may be laid over one scenario as
// long as no two give one parameter a value in the same month: then their order would decide.

#include <string>
#include <vector>

#include "engine/scenario/document/interventions.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/simulation/heading.hpp"

namespace komuna {

// As found in a file.
struct WhatIfDocument {
  std::string name;  // "prague_prohibits"
  NodePtr root;
};

struct WhatIf {
  std::string name;
  Heading heading;
  std::vector<Intervention> interventions;
};

// A document with other keys than those above is refused: a change of the baseline is no what-if.
WhatIf read_what_if(const WhatIfDocument& document, Problems& problems);

// Reports what-ifs that set the same parameter, differently, in months they share, and what-ifs
// that clash with the scenario's own interventions. Scaling twice or adding twice is no clash.
void check_overlaps(const std::vector<Intervention>& own, const std::vector<WhatIf>& what_ifs,
                    Problems& problems);

}  // namespace komuna
