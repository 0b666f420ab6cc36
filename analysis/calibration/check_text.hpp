#pragma once
// Numbers of the checks as a reader meets them within a sentence.

#include <string>
#include <vector>

namespace komuna::calibration {

// In so many digits; up to a million without a power of ten.
std::string rounded(double value, int digits = 3);

// Whole draws, never more than there are: 399.9999 must not be told as the 400 that are asked for.
std::string draws_text(double effective);

// ", Pareto k 0.41"; nothing where weights are all alike or too few to have a shape.
std::string shape_text(double pareto_k);

// "a, b, c".
std::string list(const std::vector<std::string>& names);

}  // namespace komuna::calibration
