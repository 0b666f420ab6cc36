#include "analysis/calibration/parameter_results.hpp"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

#include "analysis/calibration/convergence.hpp"
#include "analysis/calibration/weights.hpp"

namespace komuna::calibration {
namespace {

constexpr std::size_t draws_a_chain = 1000;

std::vector<double> values_of(const Population& population, std::size_t parameter) {
  std::vector<double> values;
  for (const Draw& draw : population.draws) values.push_back(draw.theta[parameter]);
  return values;
}

int chains_of(const Population& population) {
  int chains = 0;
  for (const Draw& draw : population.draws) chains = std::max(chains, draw.chain + 1);
  return chains;
}

// Each chain as equal draws, in an order that carries no meaning.
std::vector<std::vector<std::size_t>> equal_draws(const Population& population,
                                                  std::uint64_t seed) {
  std::vector<std::vector<std::size_t>> result;
  for (int c = 0; c < chains_of(population); ++c) {
    std::vector<std::size_t> rows;
    std::vector<double> logs;
    for (std::size_t i = 0; i < population.draws.size(); ++i)
      if (population.draws[i].chain == c) {
        rows.push_back(i);
        logs.push_back(population.draws[i].log_weight);
      }
    const Chance chance(seed, static_cast<std::uint64_t>(c));
    std::vector<std::size_t> chosen = resample(normalised(logs), draws_a_chain, chance, 1);
    // Systematic resampling keeps the order of the draws, rounds one after the other; halves of the
    // chain would differ by round. A keyed shuffle takes that away.
    for (std::size_t i = chosen.size(); i > 1; --i) {
      const double u = chance.uniform(Purpose::resample, 2, static_cast<std::uint32_t>(i));
      std::swap(chosen[i - 1], chosen[static_cast<std::size_t>(u * static_cast<double>(i))]);
    }
    for (std::size_t& i : chosen) i = rows[i];
    result.push_back(std::move(chosen));
  }
  return result;
}

double r_hat_of(const Population& population, std::size_t parameter,
                const std::vector<std::vector<std::size_t>>& chosen) {
  std::vector<std::vector<double>> chains;
  for (const auto& rows : chosen) {
    std::vector<double> values;
    for (const std::size_t i : rows) values.push_back(population.draws[i].theta[parameter]);
    chains.push_back(std::move(values));
  }
  return split_r_hat(chains);
}

// Shift of the mean, in posterior sd, when the parameter's prior is raised to 1.2 or 0.8
// (Kallioinen et al. 2024, power-scaling).
double sensitivity_of(const Population& population, const Prior& prior, std::size_t parameter,
                      const std::vector<double>& values, const ParameterResult& result) {
  double most = 0;
  for (const double change : {0.2, -0.2}) {
    std::vector<double> logs;
    for (const Draw& draw : population.draws)
      logs.push_back(draw.log_weight + change * prior.log_density_free(draw.phi[parameter]));
    const double moved = weighted_mean(values, normalised(logs)) - result.mean;
    if (result.sd > 0) most = std::max(most, std::fabs(moved) / result.sd);
  }
  return most;
}

}  // namespace

std::vector<ParameterResult> parameter_results(const Population& population, const Priors& priors,
                                               std::span<const double> weights,
                                               std::uint64_t seed) {
  const auto chosen = equal_draws(population, seed);
  std::vector<ParameterResult> results;
  for (std::size_t p = 0; p < priors.size(); ++p) {
    const std::vector<double> values = values_of(population, p);
    ParameterResult result;
    result.name = priors[p].name();
    result.mean = weighted_mean(values, weights);
    result.sd = std::sqrt(weighted_variance(values, weights));
    result.q05 = weighted_quantile(values, weights, 0.05);
    result.q25 = weighted_quantile(values, weights, 0.25);
    result.q50 = weighted_quantile(values, weights, 0.5);
    result.q75 = weighted_quantile(values, weights, 0.75);
    result.q95 = weighted_quantile(values, weights, 0.95);
    result.prior_mean = priors[p].mean();
    result.prior_sd = std::sqrt(priors[p].variance());
    result.contraction = 1 - result.sd * result.sd / priors[p].variance();
    result.r_hat = r_hat_of(population, p, chosen);
    result.prior_sensitivity = sensitivity_of(population, priors[p], p, values, result);
    results.push_back(std::move(result));
  }
  return results;
}

std::vector<Direction> directions(const Population& population, const Priors& priors,
                                  std::span<const double> weights) {
  const auto d = static_cast<Eigen::Index>(priors.size());
  Eigen::VectorXd mean = Eigen::VectorXd::Zero(d);
  Eigen::MatrixXd spread = Eigen::MatrixXd::Zero(d, d);
  const auto standard = [&](const Draw& draw) {
    Eigen::VectorXd x(d);
    for (Eigen::Index k = 0; k < d; ++k) {
      const Prior& prior = priors[static_cast<std::size_t>(k)];
      x(k) = (draw.theta[static_cast<std::size_t>(k)] - prior.mean()) / std::sqrt(prior.variance());
    }
    return x;
  };
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) mean += weights[i] * standard(population.draws[i]);
  for (std::size_t i = 0; i < weights.size(); ++i)
    if (weights[i] > 0) {
      const Eigen::VectorXd away = standard(population.draws[i]) - mean;
      spread += weights[i] * away * away.transpose();
    }
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solver(spread);
  std::vector<Direction> result;
  for (Eigen::Index k = 0; k < d; ++k) {
    const Eigen::VectorXd vector = solver.eigenvectors().col(k);
    result.push_back({solver.eigenvalues()(k), {vector.begin(), vector.end()}});
  }
  return result;
}

}  // namespace komuna::calibration
