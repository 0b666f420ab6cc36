// What a worker of the page can call. A page makes one engine and keeps its address; every call
// leaves its result in the engine, as text or as whole numbers, until the next call.
//
// Returns 0 when it went well, 1 when something was wrong; the text then says what.

#include <cstdint>
#include <exception>
#include <string>
#include <vector>

#include "classroom/wasm/close_up.hpp"
#include "classroom/wasm/course.hpp"
#include "classroom/wasm/description.hpp"
#include "classroom/wasm/persons.hpp"
#include "classroom/wasm/worlds.hpp"

namespace {

using namespace komuna::classroom;

struct Engine {
  Worlds worlds;
  std::string text;
  std::vector<std::int32_t> numbers;
};

// Nothing is thrown into JavaScript.
template <class Call>
int guarded(Engine* engine, const Call& call) {
  engine->text.clear();
  engine->numbers.clear();
  try {
    return call();
  } catch (const std::exception& problem) {
    engine->text = problem.what();
  } catch (...) {
    engine->text = "unknown fault";
  }
  return 1;
}

Which world_of(int number) { return number == 0 ? Which::history : Which::changed; }

}  // namespace

extern "C" {

Engine* komuna_new() { return new Engine; }
void komuna_delete(Engine* engine) { delete engine; }

const char* komuna_text(const Engine* engine) { return engine->text.c_str(); }
const std::int32_t* komuna_numbers(const Engine* engine) { return engine->numbers.data(); }
int komuna_count(const Engine* engine) { return static_cast<int>(engine->numbers.size()); }

int komuna_load(Engine* engine, const char* document) {
  return guarded(engine, [&] {
    engine->text = engine->worlds.load(document);
    if (!engine->text.empty()) return 1;
    engine->text = describe(engine->worlds);
    return 0;
  });
}

int komuna_change(Engine* engine, const char* interventions) {
  return guarded(engine, [&] {
    engine->text = engine->worlds.change(interventions);
    if (!engine->text.empty()) return 1;
    engine->text = engine->worlds.parts() ? to_string(*engine->worlds.parts()) : "";
    return 0;
  });
}

int komuna_run(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate) {
  return guarded(engine, [&] {
    const komuna::Simulation simulation = engine->worlds.run(world_of(world), seed, replicate);
    engine->numbers = course_of(simulation, simulation.outcome(replicate));
    return 0;
  });
}

int komuna_close_up(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate) {
  return guarded(engine, [&] {
    engine->text = close_up(engine->worlds, world_of(world), seed, replicate);
    return 0;
  });
}

int komuna_persons(Engine* engine, std::uint32_t seed, std::uint32_t replicate, int most) {
  return guarded(engine, [&] {
    engine->text = list_persons(engine->worlds, seed, replicate,
                                static_cast<std::size_t>(most < 1 ? 1 : most));
    return 0;
  });
}

int komuna_life(Engine* engine, std::uint32_t seed, std::uint32_t replicate, std::uint32_t entity,
                std::uint32_t ordinal, std::uint32_t partner) {
  return guarded(engine, [&] {
    engine->text = tell_life(engine->worlds, seed, replicate, {entity, ordinal, partner});
    return 0;
  });
}

}  // extern "C"
