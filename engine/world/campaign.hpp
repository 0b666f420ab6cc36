#pragma once
// Solidarity drives: collections of money and provisions for Soviet Russia, for a named collective
// or for equipment.

#include <string>

#include "engine/base/field.hpp"
#include "engine/base/month.hpp"

namespace komuna {

enum class Purpose { relief, equipment, collective };
inline const std::vector<std::string_view> purpose_names{"relief", "equipment", "collective"};

struct Campaign {
  std::string id;
  std::string name;
  std::string origin;
  Month from = distant_past;
  Month until = distant_future;
  Purpose purpose = Purpose::relief;
  std::string collective;   // for purpose `collective`: whose equipment
  double intensity = 0.1;   // hazard a month that a committed head gives
  double gift = 2.0;        // dollars a giver
  double provisions = 0.3;  // share given in kind
};
void fields(FieldVisitor& visitor, Campaign& campaign);

}  // namespace komuna
