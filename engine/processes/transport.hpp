#pragma once
// Trains: who gets in, what happens on the way, and the arrival.
//
// In the month the members voted for, all households that are admitted, have their papers and have
// paid leave together; nobody boards any more once the train has reached its longest (the last
// household may exceed it). A family that does not agree to go stays behind, with
// or without its head: the head goes first with a keyed chance, and the family may follow while the
// Soviet rules let families follow (hazard 1/month). Some drop out at the last moment; a founder
// stays behind with a chance of his own. The fund pays the fares.
//
// The journey of a train takes one month, two when the home of any household on it lies beyond a
// distance
//   d = 111.2 km * sqrt(dlat^2 + (cos(mean lat) dlon)^2);
// single applicants and families that follow a head take one month.
// On the way a person dies with probability 1 - exp(-h * months), h by age: small children, others.
// What is expected at home when leaving is noted: illusion is that minus the first year at the
// place (settlement). History: Interhelpo's first train took 26 days; its organiser did not travel
// with it.

#include "engine/world/world.hpp"

namespace komuna {

struct TransportParameters {
  double longest_train = 500;  // persons at which boarding ends
  double head_first = 0.3;     // of families that do not agree: the head leaves before them
  double founder_stays = 0.1;
  double drop_out = 0.02;
  double far_km = 6000;          // trains from beyond take two months
  double child_deaths = 0.008;   // 1/month, under three
  double other_deaths = 0.0008;  // 1/month
  double reunion = 0.04;         // 1/month
};
void fields(FieldVisitor& visitor, TransportParameters& parameters);

void transport(World& world, const TransportParameters& parameters);

// Rough distance in km between two places given in degrees (error below 2 % up to 3,000 km and 60
// degrees of latitude, up to a sixth across an ocean): enough to say one month or two.
double distance_km(double longitude1, double latitude1, double longitude2, double latitude2);

}  // namespace komuna
