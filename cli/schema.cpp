#include "cli/schema.hpp"

#include "cli/screen.hpp"
#include "engine/scenario/document/schema.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

int schema() {
  Parameters parameters;
  print(json_schema([&](FieldVisitor& visitor) { fields(visitor, parameters); },
                    "A scenario of komuna"));
  return 0;
}

}  // namespace komuna
