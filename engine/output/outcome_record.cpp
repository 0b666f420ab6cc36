#include "engine/output/outcome_record.hpp"

#include "engine/output/packed.hpp"
#include "engine/output/record_bytes.hpp"

namespace komuna {

// One line a member, in the order of the struct.

constexpr auto members_of(Of<Measured>) {
  return std::tuple(&Measured::defined,  //
                    &Measured::value);
}

constexpr auto members_of(Of<Totals>) {
  return std::tuple(&Totals::money_given,       //
                    &Totals::provisions_given,  //
                    &Totals::relief,            //
                    &Totals::equipment);
}

constexpr auto members_of(Of<YearRow>) {
  return std::tuple(&YearRow::year,        //
                    &YearRow::origin,      //
                    &YearRow::collective,  //
                    &YearRow::counts);
}

constexpr auto members_of(Of<CollectiveOutcome>) {
  using Row = CollectiveOutcome;
  return std::tuple(&Row::id,                //
                    &Row::name,              //
                    &Row::origin,            //
                    &Row::region,            //
                    &Row::kind,              //
                    &Row::site,              //
                    &Row::sector,            //
                    &Row::named,             //
                    &Row::explained,         //
                    &Row::stage,             //
                    &Row::founded,           //
                    &Row::applied,           //
                    &Row::contracted,        //
                    &Row::first_departed,    //
                    &Row::first_arrived,     //
                    &Row::ended,             //
                    &Row::trains,            //
                    &Row::households,        //
                    &Row::members_departed,  //
                    &Row::admitted,          //
                    &Row::departed,          //
                    &Row::arrived,           //
                    &Row::locals,            //
                    &Row::born,              //
                    &Row::died,              //
                    &Row::returned,          //
                    &Row::left_for_ussr,     //
                    &Row::third_country,     //
                    &Row::withdrawn,         //
                    &Row::arrested,          //
                    &Row::executed,          //
                    &Row::living_there,      //
                    &Row::votes,             //
                    &Row::works,             //
                    &Row::mean_yield_ratio,  //
                    &Row::illusion);
}

constexpr auto members_of(Of<Outcome>) {
  return std::tuple(&Outcome::replicate,        //
                    &Outcome::key,              //
                    &Outcome::error,            //
                    &Outcome::beyond_limits,    //
                    &Outcome::from,             //
                    &Outcome::until,            //
                    &Outcome::years,            //
                    &Outcome::months,           //
                    &Outcome::targets,          //
                    &Outcome::collectives,      //
                    &Outcome::elsewhere,        //
                    &Outcome::totals,           //
                    &Outcome::touched,          //
                    &Outcome::places_credited,  //
                    &Outcome::places_used);
}

std::uint32_t outcome_layout() { return layout_of<Outcome>(); }

std::string pack_outcome(const Outcome& outcome) {
  ByteWriter writer;
  writer.put(outcome);
  return pack(writer.bytes());
}

Outcome unpack_outcome(std::string_view packed) {
  const std::string bytes = unpack(packed);
  ByteReader reader(bytes);
  Outcome outcome;
  reader.get(outcome);
  if (!reader.at_end()) throw DamagedRecord("an outcome has bytes left over");
  return outcome;
}

}  // namespace komuna
