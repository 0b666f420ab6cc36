#pragma once
// Whether a folder with a manifest is the whole run that its manifest tells of: what `komuna
// resume` looks at before it says that nothing is left to do.
//
// Quick: the store can be opened and is not broken, it is the store of this very run and holds all
// its replicates, and the files that the manifest lists are there. That their bytes are the same is
// for `komuna replay` to find out.

#include <string>

namespace komuna {

inline constexpr const char* manifest_name = "manifest.json";

// Errors: FileError that says what is damaged and how to get out.
void require_whole(const std::string& folder);

}  // namespace komuna
