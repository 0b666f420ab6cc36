#pragma once
// What every fuzz target has: one input, and promises that hold for any bytes.
//
// A target NAME is targets/NAME.cpp. With the preset fuzz it becomes NAME_fuzz, which libFuzzer
// drives (libfuzzer.cpp); in every build it becomes NAME_replay, a test that hands it each file of
// corpus/NAME again (replay.cpp). What a fuzzer has found is kept there.

#include <string_view>

namespace komuna::fuzz {

// Defined by each target. A broken promise ends the program.
void fuzz_one(std::string_view bytes);

// Ends the program with this text unless `holds`.
void promise(bool holds, const char* text);

}  // namespace komuna::fuzz
