#include "benchmarks/dense_loop.hpp"

#include <cmath>
#include <random>

namespace komuna::benchmarks {

DenseLoop::DenseLoop(std::size_t heads)
    : multiplier_(heads / lanes * lanes), latent_(multiplier_.size()) {
  std::mt19937 random(1921);
  std::uniform_real_distribution<float> uniform;
  for (std::size_t i = 0; i < multiplier_.size(); ++i) {
    const float rank = static_cast<float>(i) / static_cast<float>(heads);
    multiplier_[i] = std::exp(3.0f * 0.02f / (0.02f + rank) + 1.5f * uniform(random));
    latent_[i] = uniform(random);
  }
  for (std::uint32_t& state : random_) state = static_cast<std::uint32_t>(random()) | 1u;
}

std::uint64_t DenseLoop::pass(float base, float unemployment, float idle) {
  constexpr float scale = 1.0f / 2147483648.0f;
  std::array<std::int32_t, lanes> acted{};
  for (std::size_t i = 0; i < multiplier_.size(); i += lanes) {
    const float* multiplier = multiplier_.data() + i;
    const float* latent = latent_.data() + i;
    for (std::size_t l = 0; l < lanes; ++l) {
      std::uint32_t x = random_[l];
      x ^= x << 13;
      x ^= x >> 17;
      x ^= x << 5;
      random_[l] = x;
      const float u = static_cast<float>(static_cast<std::int32_t>(x >> 1)) * scale;
      const float hazard = base * multiplier[l] * (latent[l] < unemployment ? idle : 1.0f);
      acted[l] += u < hazard ? 1 : 0;
    }
  }
  std::uint64_t sum = 0;
  for (const std::int32_t n : acted) sum += static_cast<std::uint64_t>(n);
  return sum;
}

}  // namespace komuna::benchmarks
