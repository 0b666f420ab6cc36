#pragma once
// `komuna --version`: which program this is, to the commit, and what it was built with.

#include <string>

namespace komuna {

std::string version_text();

}  // namespace komuna
