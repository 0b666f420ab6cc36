#include "engine/world/arrest.hpp"

#include <array>

namespace komuna {

std::string_view name_of(Sentence sentence) {
  constexpr std::array<std::string_view, 5> names{"executed", "camp", "expelled", "released",
                                                  "exiled"};
  return names[static_cast<std::size_t>(sentence)];
}

}  // namespace komuna
