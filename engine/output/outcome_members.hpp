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
                    &Row::illusion,          //
                    &Row::land,              //
                    &Row::land_from,         //
                    &Row::hired,             //
                    &Row::called_up,         //
                    &Row::pupil_years,       //
                    &Row::patients,          //
                    &Row::mean_wait,         //
                    &Row::income_ratio);
}

constexpr auto members_of(Of<VoteRow>) {
  return std::tuple(&VoteRow::collective,  //
                    &VoteRow::ballot,      //
                    &VoteRow::month,       //
                    &VoteRow::matter,      //
                    &VoteRow::in_favour,   //
                    &VoteRow::against,     //
                    &VoteRow::carried);
}

constexpr auto members_of(Of<WorkRow>) {
  return std::tuple(&WorkRow::collective,  //
                    &WorkRow::order,       //
                    &WorkRow::work,        //
                    &WorkRow::name,        //
                    &WorkRow::begun,       //
                    &WorkRow::finished);
}

constexpr auto members_of(Of<Harvest>) {
  return std::tuple(&Harvest::year,        //
                    &Harvest::sown,        //
                    &Harvest::yield,       //
                    &Harvest::neighbours,  //
                    &Harvest::per_head,    //
                    &Harvest::taken,       //
                    &Harvest::scarce);
}

constexpr auto members_of(Of<HarvestRow>) {
  return std::tuple(&HarvestRow::collective,  //
                    &HarvestRow::harvest);
}

constexpr auto members_of(Of<SettlementRow>) {
  using Row = SettlementRow;
  return std::tuple(&Row::year,        //
                    &Row::collective,  //
                    &Row::persons,     //
                    &Row::adults,      //
                    &Row::locals,      //
                    &Row::housing,     //
                    &Row::food,        //
                    &Row::health,      //
                    &Row::schooling,   //
                    &Row::living,      //
                    &Row::income_ratio);
}

constexpr auto members_of(Of<ExitRow>) {
  return std::tuple(&ExitRow::year,        //
                    &ExitRow::origin,      //
                    &ExitRow::collective,  //
                    &ExitRow::from,        //
                    &ExitRow::to,          //
                    &ExitRow::cause,       //
                    &ExitRow::persons,     //
                    &ExitRow::excess);
}

constexpr auto members_of(Of<RepressedRow>) {
  using Row = RepressedRow;
  return std::tuple(&Row::year,          //
                    &Row::wave,          //
                    &Row::origin,        //
                    &Row::collective,    //
                    &Row::years_there,   //
                    &Row::party,         //
                    &Row::sentence,      //
                    &Row::died_in_camp,  //
                    &Row::persons);
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
                    &Outcome::places_used,      //
                    &Outcome::votes,            //
                    &Outcome::works,            //
                    &Outcome::harvests,         //
                    &Outcome::settlements,      //
                    &Outcome::exits,            //
                    &Outcome::repressed);
}

}  // namespace komuna
