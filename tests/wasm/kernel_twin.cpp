// Fingerprints of the kernel: must be the same on this machine and in the browser.
//
// Philox is checked against the known answers published with it; everything after that prints
// hashes of many results, bit by bit.

#include <cstdint>
#include <cstdio>
#include <cstring>

#include "engine/base/math.hpp"
#include "engine/base/month.hpp"
#include "engine/random/draws.hpp"
#include "engine/random/permutation.hpp"
#include "engine/random/philox.hpp"
#include "engine/random/quantile.hpp"
#include "engine/random/rain.hpp"

namespace {

using komuna::Block;

// FNV-1a over 64-bit words.
class Fingerprint {
 public:
  void add(std::uint64_t word) {
    hash_ ^= word;
    hash_ *= 0x100000001B3u;
    hash_ ^= hash_ >> 29;
  }
  void add(double x) {
    std::uint64_t bits = 0;
    std::memcpy(&bits, &x, sizeof bits);
    add(bits);
  }
  void print(const char* name) const {
    std::printf("%s %08lx%08lx\n", name, static_cast<unsigned long>(hash_ >> 32),
                static_cast<unsigned long>(hash_ & 0xffffffffu));
  }

 private:
  std::uint64_t hash_ = 0xCBF29CE484222325u;
};

bool equal(const Block& a, const Block& b) {
  return a.w0 == b.w0 && a.w1 == b.w1 && a.w2 == b.w2 && a.w3 == b.w3;
}

bool philox_is_right() {
  using komuna::Counter;
  using komuna::Key64;
  using komuna::philox4x32;
  constexpr std::uint32_t ones = 0xffffffffu;
  return equal(philox4x32(Counter{0, 0, 0, 0}, Key64{0, 0}),
               Block{0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u}) &&
         equal(philox4x32(Counter{ones, ones, ones, ones}, Key64{ones, ones}),
               Block{0x408f276du, 0x41c83b0eu, 0xa20bc7c6u, 0x6d5451fdu}) &&
         equal(philox4x32(Counter{0x243f6a88u, 0x85a308d3u, 0x13198a2eu, 0x03707344u},
                          Key64{0xa4093822u, 0x299f31d0u}),
               Block{0xd16cfe09u, 0x94fdccebu, 0x5001e420u, 0x24126ea1u});
}

template <class Function>
void print_function(const char* name, double from, double to, Function function) {
  constexpr int steps = 200000;
  Fingerprint print;
  for (int i = 0; i < steps; ++i) print.add(function(from + (to - from) * (i + 0.5) / steps));
  print.print(name);
}

void print_functions() {
  namespace math = komuna::math;
  print_function("exp", -750, 712, [](double x) { return math::exp(x); });
  print_function("log", 0, 1000, [](double x) { return math::log(x); });
  print_function("log1p", -1, 10, [](double x) { return math::log1p(x); });
  print_function("expm1", -40, 40, [](double x) { return math::expm1(x); });
  print_function("logistic", -50, 50, [](double x) { return math::logistic(x); });
  print_function("logit", 0, 1, [](double x) { return math::logit(x); });
  print_function("pow", 0, 50, [](double x) { return math::pow(x, 1.7); });
  print_function("normal_cdf", -38, 9, [](double x) { return math::normal_cdf(x); });
  print_function("normal_quantile", 0, 1, [](double x) { return math::normal_quantile(x); });
}

void print_draws(const komuna::Draws& draws) {
  Fingerprint counts;
  for (int i = 0; i < 20000; ++i) {
    const double u =
        draws.uniform(7, static_cast<std::uint32_t>(i), komuna::Month{300}, komuna::Stream::trait);
    const double mean = 0.01 * i + 0.001 * i * (i % 50);
    counts.add(static_cast<std::uint64_t>(komuna::poisson_quantile(mean, u)));
    counts.add(static_cast<std::uint64_t>(komuna::binomial_quantile(i + 1, 0.003 + u / 2, 1 - u)));
  }
  counts.print("counts");

  Fingerprint places;
  const komuna::Permutation permutation(draws, 11, komuna::Stream::workplace, 12345);
  for (std::uint32_t i = 0; i < 12345; ++i) {
    places.add(std::uint64_t{permutation.forward(i)});
    places.add(std::uint64_t{permutation.inverse(i)});
  }
  places.print("permutation");
}

void print_rain(const komuna::Draws& draws) {
  Fingerprint print;
  for (int month = 252; month < 300; ++month) {
    const komuna::RainKey key{3, komuna::semantic_id("collective/example"), komuna::Month{month},
                              komuna::Stream::recruitment};
    komuna::rain<komuna::people_first_bits>(
        draws, key, 1000000,
        [](std::uint32_t first, std::uint32_t) { return 1e-4 + 0.05 / (1.0 + first); },
        [&print](const komuna::Drop& drop) {
          print.add(std::uint64_t{drop.slot});
          print.add(drop.height);
          print.add(drop.time);
        });
  }
  print.print("rain");
}

}  // namespace

int main() {
  if (!philox_is_right()) {
    std::puts("Philox4x32-10 does not give its published answers");
    return 1;
  }
  std::puts("Philox4x32-10 gives its published answers");
  print_functions();
  const komuna::Draws draws(2441, 5);
  print_draws(draws);
  print_rain(draws);
  return 0;
}
