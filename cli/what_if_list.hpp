#pragma once
// `komuna describe --what-ifs`: the shipped questions, each with what it means and leaves out.

#include <cstddef>
#include <string>

#include "engine/scenario/document/what_if.hpp"

namespace komuna {

// Title, meaning, caption, and whether it is for research alone.
std::string what_if_text(const WhatIf& what_if);

// Returns the exit code.
int describe_what_ifs(std::size_t size_limit);

}  // namespace komuna
