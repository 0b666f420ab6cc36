// The entry point libFuzzer and AFL++ call.

#include <cstddef>
#include <cstdint>

#include "tests/fuzz/fuzz_one.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  komuna::fuzz::fuzz_one({reinterpret_cast<const char*>(data), size});
  return 0;
}
