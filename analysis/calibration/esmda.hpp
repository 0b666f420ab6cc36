#pragma once
// A quick second opinion, and the first guess of the sampler: the ensemble smoother with multiple
// data assimilation (Emerick and Reynolds 2013, Computers & Geosciences 55).
//
// An ensemble of J parameter points is moved N times towards the figures by the linear relation it
// shows itself between parameters and figures:
//   phi_j += C_ps (C_ss + a R + (a - 1) C_u)^-1 (o_j - s_j - sqrt(a) e_j - sqrt(a - 1) u_j),  a =
//   N,
// on the figures' scales, R = diag(sigma^2) of error and discrepancy, e_j ~ N(0, R). The
// simulator's own chance is in C_ss once in every step, so the figures would be used N times with
// it and once with R: it is inflated too. C_u is the covariance of what the linear relation leaves
// unexplained, u_j that rest of another member. Exact in the limit for linear models with normal
// errors; otherwise an approximation without a word on its own error. Intervals and bounds pull
// only those outside.

#include <cstdint>
#include <span>
#include <vector>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/observation.hpp"
#include "analysis/calibration/points.hpp"
#include "analysis/calibration/prior.hpp"
#include "analysis/calibration/simulator.hpp"

namespace komuna::calibration {

// One update of all members by the figures of `trials` (same order). Members whose world failed or
// lacks a figure are replaced by copies of others before the update. Returns new free coordinates.
Table esmda_update(std::span<const Trial> trials, std::span<const Observation> observations,
                   double inflation, const Chance& chance, std::uint32_t step);

}  // namespace komuna::calibration
