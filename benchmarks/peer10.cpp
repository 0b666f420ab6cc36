// PEER10, the micro-model by which other engines were measured, from this engine's own rooms.
//
// N agents with ten fixed random in-neighbours, synchronous, 100 steps, 1 % active at the start. In
// each step an inactive agent becomes active with probability 1e-4 + 0.05 x (active share of its
// neighbours), an active one inactive with probability 0.02. The active share ends near 0.15.
//
//   peer10 [--agents N] [--times N] [--short]
//
// Four ways, in one run:
//   plain       a loop over all agents that always looks at the neighbours (peer10_plain.hpp)
//   plain, lazy the same, but only when the random number is low enough to matter
//   dense       keyed draws for all agents, in batches (philox_lanes.hpp)
//   rain        the drops of the rain below the highest hazard of anybody (rain.hpp); an agent acts
//               with probability p when a drop falls below -log(1 - p): the same law
// The last two keep for each agent how many of its neighbours are active, and change that only when
// somebody changes; they run on any number of threads with the same bits, which is checked.

#include <algorithm>
#include <array>
#include <atomic>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <string>
#include <utility>
#include <vector>

#include "benchmarks/peer10_plain.hpp"
#include "build_info.hpp"
#include "engine/base/math.hpp"
#include "engine/base/parallel.hpp"
#include "engine/random/philox_lanes.hpp"
#include "engine/random/rain.hpp"

using namespace komuna;
using benchmarks::neighbours;

namespace {

constexpr int steps = 100;
constexpr std::uint32_t plot = 1u << 16;  // agents of one task
constexpr std::uint32_t batch = 4 * static_cast<std::uint32_t>(philox_batch);
constexpr std::uint8_t is_active = 0x80, changes = 0x40, count_bits = 0x0F, unchanged = 0xBF;

struct Network {
  std::vector<std::uint32_t> sources;  // ten for each agent
  std::vector<std::uint32_t> first;    // of the agents it is a source of, and one past the last
  std::vector<std::uint32_t> targets;
};

Network network_of(std::uint32_t agents) {
  Network net;
  const Draws draws(10, 0);
  net.sources.resize(std::size_t{agents} * neighbours);
  for (std::size_t i = 0; i < net.sources.size(); ++i) {
    const Block words = draws.block(1, static_cast<std::uint32_t>(i), timeless, Stream::kin);
    net.sources[i] = static_cast<std::uint32_t>((std::uint64_t{words.w0} * agents) >> 32);
  }
  net.first.assign(agents + 1, 0);
  for (const std::uint32_t source : net.sources) ++net.first[source + 1];
  for (std::size_t i = 0; i < agents; ++i) net.first[i + 1] += net.first[i];
  net.targets.resize(net.sources.size());
  std::vector<std::uint32_t> at(net.first.begin(), net.first.end() - 1);
  for (std::size_t i = 0; i < net.sources.size(); ++i)
    net.targets[at[net.sources[i]]++] = static_cast<std::uint32_t>(i / neighbours);
  return net;
}

std::vector<std::uint8_t> start(std::uint32_t agents) {
  std::vector<std::uint8_t> active(agents);
  const Draws draws(11, 0);
  for (std::uint32_t i = 0; i < agents; ++i)
    active[i] = draws.uniform(1, i, timeless, Stream::trait) < 0.01 ? 1 : 0;
  return active;
}

// Probability of changing, by state: inactive with 0 to 10 active neighbours, then active.
double chance(std::uint8_t state) {
  if ((state & is_active) != 0) return 0.02;
  return 1e-4 + 0.05 * (state & count_bits) / static_cast<double>(neighbours);
}

class Peer10 {
 public:
  Peer10(const Network& net, const std::vector<std::uint8_t>& active, int threads)
      : net_(net), threads_(threads), state_(active.size()), draws_(1921, 0) {
    for (std::size_t i = 0; i < state_.size(); ++i)
      if (active[i] != 0) {
        state_[i] = static_cast<std::uint8_t>(state_[i] | is_active);
        for (std::uint32_t t = net_.first[i]; t < net_.first[i + 1]; ++t) ++state_[net_.targets[t]];
      }
    for (std::size_t s = 0; s < hazards_.size(); ++s) {
      const double p = chance(static_cast<std::uint8_t>(s));
      chances_[s] = static_cast<std::uint32_t>(p * 4294967296.0);
      hazards_[s] = -math::log(1.0 - p);
    }
    changed_.resize((state_.size() + plot - 1) / plot);
    told_.resize(changed_.size());
    rooms_.resize(changed_.size());
  }

  void run(bool by_rain) {
    const auto plots = static_cast<std::int64_t>(changed_.size());
    for (int step = 0; step < steps; ++step) {
      parallel_for(threads_, plots, [&](std::int64_t p) {
        const auto number = static_cast<std::uint32_t>(p);
        changed_[number].clear();
        if (by_rain)
          rain_on(number, step);
        else
          draw_all(number, step);
      });
      parallel_for(threads_, plots, [&](std::int64_t p) {
        if (threads_ == 1)
          tell<false>(static_cast<std::size_t>(p));
        else
          tell<true>(static_cast<std::size_t>(p));
      });
      for (std::size_t number = 0; number < changed_.size(); ++number) change(number);
    }
  }

  double share() const {
    const auto active = std::count_if(state_.begin(), state_.end(),
                                      [](std::uint8_t s) { return (s & is_active) != 0; });
    return static_cast<double>(active) / static_cast<double>(state_.size());
  }
  std::uint64_t digest() const {
    std::uint64_t sum = 0xCBF29CE484222325u;
    for (const std::uint8_t s : state_) sum = (sum ^ s) * 0x100000001B3u;
    return sum;
  }

 private:
  std::uint32_t heads(std::uint32_t number) const {
    return std::min(plot, static_cast<std::uint32_t>(state_.size()) - number * plot);
  }

  // The state is read as it was at the start of the step: a change is only marked.
  void mark(std::uint32_t agent, std::uint32_t number) {
    if ((state_[agent] & changes) != 0) return;
    state_[agent] = static_cast<std::uint8_t>(state_[agent] | changes);
    changed_[number].push_back(agent);
  }

  void rain_on(std::uint32_t number, int step) {
    const double most = hazards_[neighbours];
    rain_in_batches<people_first_bits>(
        draws_, RainKey{number, 1, Month{step}, Stream::recruitment}, heads(number), rooms_[number],
        [most](std::uint32_t, std::uint32_t) { return most; },
        [&](const DropBatch& drops) {
          for (std::size_t i = 0; i < drops.count; ++i) {
            const std::uint32_t agent = number * plot + drops.slot[i];
            if (drops.height[i] < hazards_[state_[agent] & unchanged]) mark(agent, number);
          }
        });
  }

  // Four agents a block, 64 blocks a batch.
  void draw_all(std::uint32_t number, int step) {
    PhiloxColumn ordinals{};
    PhiloxBlocks words;
    const std::uint32_t end = number * plot + heads(number);
    for (std::uint32_t first = number * plot; first < end; first += batch) {
      for (std::size_t i = 0; i < philox_batch; ++i)
        ordinals[i] = first / 4 + static_cast<std::uint32_t>(i);
      philox_many({draws_.counter(1, 0, Month{step}, Stream::trait), &ordinals, nullptr, nullptr},
                  philox_batch, draws_.words(), words);
      const std::array<const PhiloxColumn*, 4> columns{&words.w0, &words.w1, &words.w2, &words.w3};
      for (std::uint32_t quarter = 0; quarter < 4; ++quarter)
        for (std::size_t i = 0; i < philox_batch; ++i) {
          const auto agent = first + quarter * (batch / 4) + static_cast<std::uint32_t>(i);
          if (agent < end && (*columns[quarter])[i] < chances_[state_[agent]]) mark(agent, number);
        }
    }
  }

  // Sums of whole numbers: the order of threads decides nothing. In three rounds, so that each has
  // many loads from far away under way at once.
  template <bool shared>
  void tell(std::size_t number) {
    Told& told = told_[number];
    for (const bool becoming : {true, false}) {
      told.spans.clear();
      told.targets.clear();
      for (const std::uint32_t agent : changed_[number]) {
        if (((look<shared>(agent) & is_active) == 0) != becoming) continue;
        told.spans.push_back({net_.first[agent], net_.first[agent + 1]});
      }
      for (const auto& [from, to] : told.spans)
        for (std::uint32_t t = from; t < to; ++t) told.targets.push_back(net_.targets[t]);
      for (const std::uint32_t target : told.targets) add<shared>(target, becoming ? 1 : 255);
    }
  }
  // One more in the bit that marks a change carries it into the bit of the state.
  void change(std::size_t number) {
    for (const std::uint32_t agent : changed_[number])
      state_[agent] = static_cast<std::uint8_t>(state_[agent] + changes);
  }
  template <bool shared>
  void add(std::uint32_t agent, std::uint8_t amount) {
    if constexpr (shared)
      std::atomic_ref<std::uint8_t>(state_[agent]).fetch_add(amount, std::memory_order_relaxed);
    else
      state_[agent] = static_cast<std::uint8_t>(state_[agent] + amount);
  }
  template <bool shared>
  std::uint8_t look(std::uint32_t agent) {
    if constexpr (shared)
      return std::atomic_ref<std::uint8_t>(state_[agent]).load(std::memory_order_relaxed);
    else
      return state_[agent];
  }

  const Network& net_;
  int threads_;
  std::vector<std::uint8_t> state_;  // active, changing, active neighbours
  Draws draws_;
  std::array<std::uint32_t, 256> chances_{};
  std::array<double, 256> hazards_{};
  std::vector<std::vector<std::uint32_t>> changed_;  // by plot
  struct Told {
    std::vector<std::pair<std::uint32_t, std::uint32_t>> spans;
    std::vector<std::uint32_t> targets;
  };
  std::vector<Told> told_;
  std::vector<RainRoom> rooms_;
};

struct Line {
  std::string name;
  double speed = 0;      // agent-steps a second, median
  double processor = 0;  // the same by processor time of all threads
  double share = 0;
  std::string digest;
};

// Wall clock and processor time; the latter does not grow when others use the machine too.
struct Watch {
  std::chrono::steady_clock::time_point wall = std::chrono::steady_clock::now();
  std::clock_t processor = std::clock();

  void stop(std::vector<double>& seconds, std::vector<double>& busy) const {
    seconds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - wall).count());
    busy.push_back(static_cast<double>(std::clock() - processor) / CLOCKS_PER_SEC);
  }
};

double median(std::vector<double> values) {
  std::sort(values.begin(), values.end());
  return values[values.size() / 2];
}

Line plain(const Network& net, const std::vector<std::uint8_t>& active, int times, bool lazily) {
  Line line{lazily ? "plain, lazy" : "plain", 0, 0, 0, "-"};
  std::vector<double> seconds, busy;
  for (int i = 0; i < times; ++i) {
    const Watch watch;
    const auto end = benchmarks::plain_peer10(net.sources, active, steps, lazily);
    watch.stop(seconds, busy);
    const auto sum = std::count(end.begin(), end.end(), 1);
    line.share = static_cast<double>(sum) / static_cast<double>(active.size());
  }
  line.speed = steps * static_cast<double>(active.size()) / median(seconds);
  line.processor = steps * static_cast<double>(active.size()) / median(busy);
  return line;
}

Line engine(const Network& net, const std::vector<std::uint8_t>& active, int times, bool by_rain,
            int threads) {
  Line line;
  line.name = (by_rain ? "rain, " : "dense, ") + std::to_string(threads) +
              (threads == 1 ? " thread" : " threads");
  std::vector<double> seconds, busy;
  for (int i = 0; i < times; ++i) {
    Peer10 model(net, active, threads);
    const Watch watch;
    model.run(by_rain);
    watch.stop(seconds, busy);
    line.share = model.share();
    std::array<char, 17> text{};
    std::snprintf(text.data(), text.size(), "%016llx",
                  static_cast<unsigned long long>(model.digest()));
    line.digest = text.data();
  }
  line.speed = steps * static_cast<double>(active.size()) / median(seconds);
  line.processor = steps * static_cast<double>(active.size()) / median(busy);
  return line;
}

}  // namespace

int main(int argc, char** argv) {
  std::uint32_t agents = 1'000'000;
  int times = 7;
  for (int i = 1; i < argc; ++i) {
    if (std::strcmp(argv[i], "--short") == 0) {
      agents = 20'000;
      times = 1;
    } else if (std::strcmp(argv[i], "--agents") == 0 && i + 1 < argc) {
      agents = static_cast<std::uint32_t>(std::max(1000L, std::atol(argv[++i])));
    } else if (std::strcmp(argv[i], "--times") == 0 && i + 1 < argc) {
      times = std::max(1, std::atoi(argv[++i]));
    }
  }
  const Network net = network_of(agents);
  const std::vector<std::uint8_t> active = start(agents);
  std::vector<Line> lines{plain(net, active, times, false), plain(net, active, times, true)};
  bool same = true;
  for (const bool by_rain : {false, true})
    for (const int threads : {1, 2, 4}) {
      lines.push_back(engine(net, active, times, by_rain, threads));
      same = same && (threads == 1 || lines.back().digest == lines[lines.size() - 2].digest);
    }
  std::printf("PEER10, %u agents, %d steps, median of %d\n\n", agents, steps, times);
  std::printf("%-18s %14s %8s %16s %8s %8s  %s\n", "way", "agent-steps/s", "x plain",
              "/s of processor", "x plain", "active", "digest");
  for (const Line& line : lines)
    std::printf("%-18s %14.3g %8.1f %16.3g %8.1f %8.4f  %s\n", line.name.c_str(), line.speed,
                line.speed / lines.front().speed, line.processor,
                line.processor / lines.front().processor, line.share, line.digest.c_str());
  std::printf("\nthe digest is the same on 1, 2 and 4 threads: %s\n", same ? "yes" : "NO");
  return same ? 0 : 1;
}
