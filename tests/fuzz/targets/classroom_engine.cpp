// What the classroom page hands to its engine: a document, a zero, and the levers. Where there is
// no document, the levers are laid over a small world, which is then run for two months.

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "engine/scenario/document/json_tree.hpp"
#include "tests/fuzz/fuzz_one.hpp"
#include "tests/wasm/arcadia.hpp"

extern "C" {
struct Engine;
Engine* komuna_new();
void komuna_delete(Engine* engine);
const char* komuna_text(const Engine* engine);
const double* komuna_hazards(const Engine* engine);
int komuna_hazard_count(const Engine* engine);
int komuna_know(Engine* engine, std::uint32_t seed, std::uint32_t replicate, const double* hazards,
                int count);
int komuna_load(Engine* engine, const char* document);
int komuna_change(Engine* engine, const char* interventions);
int komuna_run(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate);
int komuna_begin(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate);
int komuna_advance(Engine* engine, int months);
}

namespace {

// No pointer to the function: the sanitizer takes this Engine and that of the bindings for two
// types.
struct EndEngine {
  void operator()(Engine* engine) const { komuna_delete(engine); }
};
using EngineOwner = std::unique_ptr<Engine, EndEngine>;

std::string small_world() {
  return std::string(R"({"name": "arcadia", "resolved": )").append(komuna::tests::arcadia) + '}';
}

std::vector<double> hazards_of_small_world() {
  const EngineOwner engine(komuna_new());
  komuna::fuzz::promise(komuna_load(engine.get(), small_world().c_str()) == 0,
                        "the small world is a scenario");
  komuna::fuzz::promise(komuna_run(engine.get(), 0, 1921, 0) == 0, "the small world runs");
  const double* first = komuna_hazards(engine.get());
  return {first, first + komuna_hazard_count(engine.get())};
}

void check_answer(const Engine* engine, int code) {
  const std::string text = komuna_text(engine);
  komuna::fuzz::promise(code == 0 || !text.empty(), "what is refused gets a message");
}

void check_months(Engine* engine) {
  static const std::vector<double> hazards = hazards_of_small_world();
  komuna_know(engine, 1921, 0, hazards.data(), static_cast<int>(hazards.size()));
  check_answer(engine, komuna_begin(engine, 1, 1921, 0));
  check_answer(engine, komuna_advance(engine, 2) == 1 ? 1 : 0);
}

}  // namespace

void komuna::fuzz::fuzz_one(std::string_view bytes) {
  const std::size_t end = bytes.find('\0');
  const std::string document(bytes.substr(0, end));
  const std::string levers(end == std::string_view::npos ? "" : bytes.substr(end + 1));
  static const std::string usual = small_world();
  const EngineOwner engine(komuna_new());
  const int loaded = komuna_load(engine.get(), document.empty() ? usual.c_str() : document.c_str());
  check_answer(engine.get(), loaded);
  if (loaded == 0) {
    Problems problems;
    promise(parse_json(komuna_text(engine.get()), "answer", problems) && problems.empty(),
            "a world is described in JSON");
  }
  const int changed = komuna_change(engine.get(), levers.c_str());  // refused without a world, too
  check_answer(engine.get(), changed);
  if (document.empty() && changed == 0) check_months(engine.get());
}
