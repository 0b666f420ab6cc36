#pragma once
// Figures as people read them.

#include <string>

namespace komuna {

// Whole number with commas: "5,503". Not finite: "-".
std::string with_commas(double value);
// A figure of any size with about three or four telling digits: "5,503", "0.304", "12.5".
std::string figure(double value);
// "45 %"
std::string percent(double share);

}  // namespace komuna
