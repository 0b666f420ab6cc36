#pragma once
// Points that fill a cube evenly: a scrambled Sobol sequence.
//
// Direction numbers of Joe and Kuo (2008) by way of Boost; each coordinate is scrambled by a nested
// uniform scramble (Owen 1995) in the hash form of Laine and Karras (2011) as improved by Burley
// (2020): equidistribution is kept, points are uniform in (0, 1), and the error of a mean over
// smooth functions falls nearly as 1/n instead of 1/sqrt(n). Use powers of two.

#include <cstdint>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/points.hpp"

namespace komuna::calibration {

// n points of `dimensions` (1 .. 3667) coordinates in (0, 1), in the order of the sequence.
Table scrambled_sobol(std::size_t n, std::size_t dimensions, const Chance& chance);

}  // namespace komuna::calibration
