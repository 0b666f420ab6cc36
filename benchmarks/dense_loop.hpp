#pragma once
// The other opponent: the best that can be done while still asking every head every month.
//
// Everything of a head that does not change is worked out once and stored as one float, the
// multiplier of its hazard, and its latent state of employment as another; arrays, no objects.
// A month of an alternative is one pass: one fast random number a head (xorshift generators side by
// side), one multiplication, one comparison; the compiler makes vector instructions of it.
// It is a sketch of the law, not the law: affordability is that of one cost, nobody sees colleagues
// leave, ages stand still. All of that would make it slower.

#include <array>
#include <cstddef>
#include <cstdint>
#include <vector>

namespace komuna::benchmarks {

class DenseLoop {
 public:
  explicit DenseLoop(std::size_t heads);

  // One month of one alternative; returns those who act. `base` is the hazard of a head with
  // multiplier 1 who has work, `idle` the factor for who has none.
  std::uint64_t pass(float base, float unemployment, float idle);
  std::size_t heads() const { return multiplier_.size(); }

 private:
  static constexpr std::size_t lanes = 256;  // generators side by side
  std::vector<float> multiplier_;
  std::vector<float> latent_;
  std::array<std::uint32_t, lanes> random_{};
};

}  // namespace komuna::benchmarks
