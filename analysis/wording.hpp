#pragma once
// Figures as people read them.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "engine/measures/target.hpp"

namespace komuna {

// Whole number with commas: "5,503". Not finite: "-".
std::string with_commas(double value);
// A figure of any size with about three or four telling digits: "5,503", "0.304", "12.5".
std::string figure(double value);
// Figures that stand beside each other, with as many decimals as the largest needs: 7, -3.19 and
// 17.2 are "7.0", "-3.2", "17.2"; whole numbers have none. figure_like() writes one of them.
int decimals_of(const std::vector<double>& values);
std::string figure_like(double value, int decimals);
// "accept_site": "accept site"
std::string in_words(std::string_view name);
// "45 %"
std::string percent(double share);
// A value of a target's measure. Years have no commas: a work is finished in "1926.5".
std::string value_text(const Target& target, double value);
// What is known of it: "2,441", at least: ">= 40", at most: "<= 40", an interval: "30 to 40".
std::string observed_text(const Target& target);
// "1 pair", "2 pairs", "1,078 persons"
std::string counted(std::int64_t count, std::string_view thing);

}  // namespace komuna
