#include "cli/schema.hpp"

#include "analysis/calibration_file.hpp"
#include "cli/screen.hpp"
#include "engine/scenario/document/schema.hpp"
#include "engine/simulation/parameters.hpp"

namespace komuna {

int schema(bool of_calibrations) {
  if (of_calibrations) {
    print(calibration_schema());
    return 0;
  }
  Parameters parameters;
  print(json_schema([&](FieldVisitor& visitor) { fields(visitor, parameters); },
                    "A scenario of komuna"));
  return 0;
}

}  // namespace komuna
