#pragma once
// When, where and by which program a run was made: what the manifest says beside the results.

#include <cstdint>
#include <string>

#include "engine/output/manifest.hpp"

namespace komuna {

// UUID version 7: 36 characters that begin with the time.
std::string new_run_id();
// "2026-01-02T15:04:05Z"
std::string utc_now();
// "2026-01-02-150405", local time: part of the name of a folder.
std::string folder_time();
// Most memory the process has held so far, bytes.
std::int64_t peak_memory();

// Fills in what is known of the program itself.
Manifest manifest_of_program();

}  // namespace komuna
