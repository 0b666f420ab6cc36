#pragma once
// Small invented countries in which engine and oracle are held against each other: each stresses
// one side of the law of leaving.

#include "tests/support/home_model.hpp"

namespace komuna::tests {

// One cell of 1,500 heads, one collective, nothing changes with time, nobody sees anybody.
HomeModel one_cell();
// Two origins, three regions, three branches, two groups, two skills: forty cells, two collectives
// that recruit in different parts of them, agitation and contacts that grow.
HomeModel many_cells();
// The party falls to a quarter, unemployment jumps to a half and back, the labour force grows.
HomeModel changing_times();
// Colleagues and kin weigh so much that most who join were drawn by somebody.
HomeModel contagion();
// Two collectives of unequal appeal, one of which fills up, and single applicants.
HomeModel competition();
// For party members only; for the skilled below forty only; for everybody.
HomeModel closed_circles();
// A destination without and one with a quota that bites; many leave.
HomeModel rival_country();
// The model founds collectives, and they recruit.
HomeModel foundings();
// Twenty years of a few heads: generations follow each other.
HomeModel twenty_years();

}  // namespace komuna::tests
