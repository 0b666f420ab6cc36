// What a worker of the page can call. A page makes one engine and keeps its address; every call
// leaves its result in the engine, as text or as whole numbers, until the next call.
//
// Returns 0 when it went well, 1 when something was wrong; the text then says what. A history can
// be run in one call, or begun and advanced by a few months at a time, so that a worker can be
// stopped when nobody wants it any more.

#include <cstdint>
#include <exception>
#include <optional>
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
  std::vector<double> hazards;  // of the last run of the unchanged world

  // The history under way.
  std::optional<komuna::Simulation> running;
  Which world = Which::history;
  std::uint32_t seed = 0;
  std::uint32_t replicate = 0;
};

constexpr int goes_on = 2;
constexpr int to_the_end = 1 << 20;  // months

void begin(Engine& engine, Which world, std::uint32_t seed, std::uint32_t replicate) {
  engine.running.reset();  // its model may be gone
  komuna::SimulationOptions only_counted;
  only_counted.recorded = komuna::Recorded::figures;
  engine.running.emplace(engine.worlds.begin(world, seed, replicate, only_counted));
  engine.world = world;
  engine.seed = seed;
  engine.replicate = replicate;
}

int advance(Engine& engine, int months) {
  if (!engine.running) return 0;
  komuna::Simulation& simulation = *engine.running;
  for (int month = 0; month < months && !simulation.done(); ++month) simulation.step();
  if (!simulation.done()) return goes_on;
  engine.worlds.finished(engine.world, engine.seed, engine.replicate, simulation);
  engine.numbers = course_of(simulation, simulation.outcome(engine.replicate));
  if (engine.world == Which::history) engine.hazards = simulation.founding_hazards();
  engine.running.reset();
  return 0;
}

// Nothing is thrown into JavaScript.
template <class Call>
int guarded(Engine* engine, const Call& call) {
  engine->text.clear();
  engine->numbers.clear();
  engine->hazards.clear();
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

const double* komuna_hazards(const Engine* engine) { return engine->hazards.data(); }
int komuna_hazard_count(const Engine* engine) { return static_cast<int>(engine->hazards.size()); }

// What another engine has observed of this replicate's unchanged world.
int komuna_know(Engine* engine, std::uint32_t seed, std::uint32_t replicate, const double* hazards,
                int count) {
  return guarded(engine, [&] {
    engine->worlds.know(seed, replicate, {hazards, hazards + count});
    return 0;
  });
}

int komuna_load(Engine* engine, const char* document) {
  return guarded(engine, [&] {
    engine->running.reset();
    engine->text = engine->worlds.load(document);
    if (!engine->text.empty()) return 1;
    engine->text = describe(engine->worlds);
    return 0;
  });
}

int komuna_change(Engine* engine, const char* interventions) {
  return guarded(engine, [&] {
    engine->running.reset();
    engine->text = engine->worlds.change(interventions);
    if (!engine->text.empty()) return 1;
    engine->text = engine->worlds.parts() ? to_string(*engine->worlds.parts()) : "";
    return 0;
  });
}

int komuna_run(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate) {
  return guarded(engine, [&] {
    begin(*engine, world_of(world), seed, replicate);
    return advance(*engine, to_the_end);
  });
}

int komuna_begin(Engine* engine, int world, std::uint32_t seed, std::uint32_t replicate) {
  return guarded(engine, [&] {
    begin(*engine, world_of(world), seed, replicate);
    return 0;
  });
}

// 2 when there is more to come.
int komuna_advance(Engine* engine, int months) {
  return guarded(engine, [&] { return advance(*engine, months); });
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
