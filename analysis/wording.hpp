#pragma once
// Figures as people read them.

#include <string>
#include <string_view>
#include <vector>

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

}  // namespace komuna
