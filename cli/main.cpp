#include <cstdlib>  // tells what C library this is

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include "cli/command_line.hpp"

namespace {

// Tables that grow are large blocks for a moment. Left to itself the C library comes to keep such
// blocks for later, in every thread: half as much memory again in a run of the history. Given back
// at once they cost no time that could be measured, and change no result.
void give_back_large_blocks() {
#ifdef __GLIBC__
  constexpr int large = 256 << 10;  // bytes
  ::mallopt(M_MMAP_THRESHOLD, large);
#endif
}

}  // namespace

int main(int count, char** words) {
  give_back_large_blocks();
  return komuna::run_command_line(count, words);
}
