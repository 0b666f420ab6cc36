// The same calls as engine_twin.mjs makes, on this machine: classroom_twin DOCUMENT CHANGES
//
// On the standard error: milliseconds of processor time of each replicate of the unchanged world.

#include <cstdint>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <fstream>
#include <sstream>
#include <string>

extern "C" {
struct Engine;
Engine* komuna_new();
void komuna_delete(Engine* engine);
const char* komuna_text(const Engine* engine);
const std::int32_t* komuna_numbers(const Engine* engine);
int komuna_count(const Engine* engine);
int komuna_load(Engine* engine, const char* document);
int komuna_change(Engine* engine, const char* interventions);
int komuna_run(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate);
int komuna_close_up(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate);
}

namespace {

constexpr std::uint32_t seed = 1921;

std::string read(const char* path) {
  std::ifstream file(path);
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

// FNV-1a over bytes.
unsigned long long digest(const void* data, std::size_t size) {
  std::uint64_t hash = 0xCBF29CE484222325u;
  const auto* bytes = static_cast<const unsigned char*>(data);
  for (std::size_t i = 0; i < size; ++i) hash = (hash ^ bytes[i]) * 0x100000001B3u;
  return hash;
}

double processor_milliseconds() { return 1e3 * static_cast<double>(std::clock()) / CLOCKS_PER_SEC; }

int fail(const Engine* engine) {
  std::fputs(komuna_text(engine), stderr);
  return 1;
}

}  // namespace

int main(int count, char** words) {
  if (count != 3) return 64;
  Engine* engine = komuna_new();
  if (komuna_load(engine, read(words[1]).c_str()) != 0) return fail(engine);
  if (komuna_change(engine, read(words[2]).c_str()) != 0) return fail(engine);
  for (int world = 0; world < 2; ++world)
    for (std::uint32_t replicate = 0; replicate < 20; ++replicate) {
      const double began = processor_milliseconds();
      if (komuna_run(engine, world, seed, replicate) != 0) return fail(engine);
      if (world == 0) std::fprintf(stderr, "%.2f\n", processor_milliseconds() - began);
      std::printf("%d %u %016llx\n", world, replicate,
                  digest(komuna_numbers(engine),
                         sizeof(std::int32_t) * static_cast<std::size_t>(komuna_count(engine))));
    }
  for (int world = 0; world < 2; ++world) {
    if (komuna_close_up(engine, world, seed, 0) != 0) return fail(engine);
    const char* text = komuna_text(engine);
    std::printf("text %d %016llx\n", world, digest(text, std::strlen(text)));
  }
  komuna_delete(engine);
  return 0;
}
