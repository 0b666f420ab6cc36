#include "engine/output/lives_record.hpp"

#include "engine/output/packed.hpp"
#include "engine/output/record_bytes.hpp"

namespace komuna {

// One line a member, in the order of the struct.
constexpr auto members_of(Of<Life>) {
  return std::tuple(&Life::month,       //
                    &Life::household,   //
                    &Life::person,      //
                    &Life::event,       //
                    &Life::from,        //
                    &Life::cause,       //
                    &Life::origin,      //
                    &Life::region,      //
                    &Life::branch,      //
                    &Life::stratum,     //
                    &Life::collective,  //
                    &Life::sex,         //
                    &Life::role,        //
                    &Life::age);
}

namespace {

constexpr std::size_t part_size = std::size_t{1} << 20U;  // bytes before packing

}  // namespace

void LivesRecord::add(const Life& life) {
  open_.put(life);
  if (open_.bytes().size() >= part_size) close_part();
}

const std::vector<std::string>& LivesRecord::parts() {
  if (!open_.bytes().empty()) close_part();
  return parts_;
}

void LivesRecord::close_part() {
  parts_.push_back(pack(open_.bytes()));
  open_.clear();
}

void each_life_of(std::string_view part, const std::function<void(const Life&)>& visit) {
  const std::string bytes = unpack(part);
  ByteReader reader(bytes);
  Life life;
  while (!reader.at_end()) {
    reader.get(life);
    visit(life);
  }
}

std::uint32_t life_layout() { return layout_of<Life>(); }

}  // namespace komuna
