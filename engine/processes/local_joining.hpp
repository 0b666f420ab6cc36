#pragma once
// The people of the place: neighbours who are hired or join, and children who are taught.
//
// A settlement wants `wanted` neighbours for each adult settler (works more than farms); of the
// places still open a share site.local_hiring is filled in a month, as a Poisson count of one keyed
// number. A neighbour who joins is a person of his or her own household, without a place among the
// origins (cell none): served, housed, fed, taught and endangered like everybody, without a vote.
// A share of them is hired for a wage and never becomes a member (cause `hired`): it is recorded
// apart and leaves sooner (leaving.hpp).
// Served without joining, as counts, in a month:
//   children taught = schooling * min(children * neighbours, teachers * adult settlers * pupils)
//                                                             (pupil-years: a twelfth each month)
//   patients        = health * patients * neighbours / 12
// schooling and health are what the settlement's finished works give.
// Keys: the collective and the ordinal of the neighbour who joins.

#include "engine/world/world.hpp"

namespace komuna {

struct LocalJoiningParameters {
  double wanted_farm = 0.1;
  double wanted_works = 0.4;
  double skilled = 0.2;
  double women = 0.3;
  double age = 26;
  double age_spread = 12;
  double children = 0.2;
  double teachers = 0.02;
  double pupils = 30;
  double hired_farm = 0.6;
  double hired_works = 0.5;
  double patients = 0.5;
};
void fields(FieldVisitor& visitor, LocalJoiningParameters& local_joining);

void local_joining(World& world, const LocalJoiningParameters& parameters);

}  // namespace komuna
