#pragma once
// What an outcome consists of, for those that store it whole: each struct with the list of its
// members. A member that is missing here does not compile (record_bytes.hpp).

#include <tuple>

#include "engine/output/record_bytes.hpp"
#include "engine/simulation/outcome.hpp"

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

}  // namespace komuna
