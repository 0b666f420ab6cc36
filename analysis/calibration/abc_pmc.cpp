#include "analysis/calibration/abc_pmc.hpp"

#include <Eigen/Dense>
#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/sobol.hpp"
#include "analysis/calibration/weights.hpp"
#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

using Matrix = Eigen::MatrixXd;
using Vector = Eigen::VectorXd;

constexpr double infinity = std::numeric_limits<double>::infinity();

Eigen::Index signed_size(std::size_t n) { return static_cast<Eigen::Index>(n); }

// What a simulation must pass: one rule a generation.
struct Rule {
  double temperature = 1;
  double epsilon = infinity;
  std::vector<double> scales;  // of the figures; 0 = without variance, not looked at
};

// Normal kernel around each particle, all with the same covariance.
class Kernel {
 public:
  explicit Kernel(const std::vector<AbcParticle>& particles) {
    const auto d = signed_size(particles.front().phi.size());
    points_ = Matrix(d, signed_size(particles.size()));
    weights_ = Vector(signed_size(particles.size()));
    for (std::size_t i = 0; i < particles.size(); ++i) {
      points_.col(signed_size(i)) = Eigen::Map<const Vector>(particles[i].phi.data(), d);
      weights_(signed_size(i)) = particles[i].weight;
    }
    const Matrix away = points_.colwise() - Vector(points_ * weights_);
    Matrix spread = 2 * away * weights_.asDiagonal() * away.transpose();
    spread.diagonal().array() += 1e-12 + 1e-9 * spread.diagonal().array();
    factor_ = Eigen::LLT<Matrix>(spread).matrixL();
    whitened_ = factor_.triangularView<Eigen::Lower>().solve(points_);
    log_constant_ = -factor_.diagonal().array().log().sum() -
                    0.5 * static_cast<double>(d) * std::log(2 * 3.14159265358979323846);
  }

  Point draw(const Chance& chance, std::uint32_t generation, std::uint32_t index) const {
    double u = chance.uniform(Purpose::component, generation, index);
    Eigen::Index i = 0;
    while (i + 1 < weights_.size() && u > weights_(i)) u -= weights_(i++);
    Vector z(points_.rows());
    for (Eigen::Index k = 0; k < z.size(); ++k)
      z(k) = chance.normal(Purpose::direction, generation, index, static_cast<std::uint32_t>(k));
    const Vector x = points_.col(i) + factor_ * z;
    return {x.begin(), x.end()};
  }

  double log_density(const Point& phi) const {
    const Vector white = factor_.triangularView<Eigen::Lower>().solve(
        Eigen::Map<const Vector>(phi.data(), points_.rows()));
    const Eigen::RowVectorXd logs =
        weights_.transpose().array().log() -
        0.5 * (whitened_.colwise() - white).colwise().squaredNorm().array();
    const double most = logs.maxCoeff();
    return log_constant_ + most + std::log((logs.array() - most).exp().sum());
  }

 private:
  Matrix points_, factor_, whitened_;
  Vector weights_;
  double log_constant_ = 0;
};

double median(std::vector<double> values) {
  const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
  std::nth_element(values.begin(), middle, values.end());
  return *middle;
}

class Run {
 public:
  Run(const Priors& priors, std::span<const Observation> observations, const AbcOptions& options,
      Evaluator& evaluator)
      : priors_(priors),
        observations_(observations),
        options_(options),
        evaluator_(evaluator),
        chance_(options.seed, options.chain),
        next_key_(options.chain << 48),
        best_(greatest_log_likelihood(observations)) {}

  AbcResult finish() {
    if (!first()) return std::move(result_);
    for (int generation = 1;; ++generation) {
      if (ended(generation)) break;
      if (!next(generation)) break;
    }
    return std::move(result_);
  }

 private:
  bool by_errors() const { return options_.acceptance == Acceptance::error_model; }

  std::vector<double> scaled(const Trial& trial, const Rule& rule) const {
    std::vector<double> away;
    for (std::size_t k = 0; k < observations_.size(); ++k) {
      const Observation& o = observations_[k];
      if (o.role != Role::fit) continue;
      const double x = o.on_scale(trial.figures[k]);
      if (!std::isfinite(x))
        away.push_back(std::nan(""));  // a world that lacks a figure is never near
      else if (rule.scales[k] > 0)
        away.push_back((x - o.on_scale(o.centre())) / rule.scales[k]);
    }
    return away;
  }

  double distance(const Trial& trial, const Rule& rule) const {
    if (trial.figures.empty()) return infinity;
    if (by_errors()) return best_ - log_likelihood(observations_, trial.figures);
    double squares = 0;
    for (const double x : scaled(trial, rule)) squares += x * x;
    return std::isnan(squares) ? infinity : std::sqrt(squares);
  }

  bool accepted(const Trial& trial, std::uint32_t generation, std::uint32_t index) const {
    if (by_errors()) {
      const double d = distance(trial, rules_.back());
      return chance_.uniform(Purpose::acceptance, generation, index) <
             math::exp(-d / rules_.back().temperature);
    }
    return std::all_of(rules_.begin(), rules_.end(),
                       [&](const Rule& rule) { return distance(trial, rule) <= rule.epsilon; });
  }

  Trial trial(Point phi) {
    Trial t;
    t.theta = priors_.from_free(phi);
    t.phi = std::move(phi);
    t.key = next_key_++;
    return t;
  }

  // False when the budget does not allow all of them.
  bool evaluate(std::vector<Trial>& trials) {
    if (options_.most_runs > 0) {
      const std::int64_t left = options_.most_runs - result_.runs;
      if (left < static_cast<std::int64_t>(trials.size())) {
        result_.stopped_by = "budget";
        return false;
      }
    }
    if (options_.on && result_.runs > 0 && !options_.on(result_.runs)) {
      result_.stopped_by = "budget";
      return false;
    }
    evaluator_.evaluate(trials);
    result_.runs += static_cast<std::int64_t>(trials.size());
    for (const Trial& t : trials)
      if (!t.error.empty()) result_.failures.note(t);
    return true;
  }

  void measure_scales(const std::vector<Trial>& trials, Rule& rule) const {
    rule.scales.assign(observations_.size(), 0.0);
    for (std::size_t k = 0; k < observations_.size(); ++k) {
      std::vector<double> values;
      for (const Trial& t : trials) {
        const double x = t.figures.empty() ? std::nan("") : observations_[k].on_scale(t.figures[k]);
        if (std::isfinite(x)) values.push_back(x);
      }
      if (values.empty()) continue;
      const double middle = median(values);
      for (double& x : values) x = std::fabs(x - middle);
      rule.scales[k] = median(values);
    }
  }

  bool first() {
    const auto n = static_cast<std::size_t>(options_.population * options_.first_round);
    const Table points = scrambled_sobol(n, priors_.size(), chance_);
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < n; ++i) trials.push_back(trial(priors_.free_quantile(points[i])));
    if (!evaluate(trials)) return false;
    Rule rule;
    rule.temperature = infinity;
    measure_scales(trials, rule);
    std::vector<AbcParticle> all;
    for (Trial& t : trials) {
      const double d = distance(t, rule);
      if (d < infinity) all.push_back({t.phi, t.theta, t.key, t.figures, d, 1.0});
    }
    if (all.size() < 10) {
      result_.stopped_by = "nothing accepted";
      return false;
    }
    const auto kept = std::min(all.size(), static_cast<std::size_t>(options_.population));
    if (!by_errors()) {
      std::stable_sort(all.begin(), all.end(),
                       [](const auto& a, const auto& b) { return a.distance < b.distance; });
      all.resize(kept);
      rule.epsilon = all.back().distance;
    }
    for (AbcParticle& p : all) p.weight = 1.0 / static_cast<double>(all.size());
    rules_.push_back(rule);
    last_ = std::move(trials);
    close(std::move(all), result_.runs, rule);
    return true;
  }

  void close(std::vector<AbcParticle> particles, std::int64_t runs, const Rule& rule) {
    std::vector<double> weights;
    for (const AbcParticle& p : particles) weights.push_back(p.weight);
    AbcGeneration generation;
    generation.temperature = rule.temperature;
    generation.epsilon = rule.epsilon;
    generation.runs = runs;
    generation.accepted = static_cast<std::int64_t>(particles.size());
    generation.effective = effective_size(weights);
    result_.generations.push_back(generation);
    result_.particles = std::move(particles);
    result_.inflation = by_errors() ? std::sqrt(rule.temperature) : 1;
  }

  bool ended(int generation) {
    const AbcGeneration& last = result_.generations.back();
    if (by_errors() && last.temperature == 1) result_.stopped_by = "temperature 1";
    if (!by_errors() && last.epsilon <= options_.least_distance) result_.stopped_by = "epsilon";
    if (result_.stopped_by.empty() && generation >= options_.most_generations)
      result_.stopped_by = "generations";
    if (result_.stopped_by.empty() && generation > 1 &&
        static_cast<double>(last.accepted) <
            options_.least_acceptance * static_cast<double>(last.runs))
      result_.stopped_by = "acceptance";
    return !result_.stopped_by.empty();
  }

  // Largest fall of the temperature that keeps the share `survival` of the weight's effect.
  double next_temperature() const {
    const double now = rules_.back().temperature;
    const double least =
        std::min_element(result_.particles.begin(), result_.particles.end(),
                         [](const auto& a, const auto& b) { return a.distance < b.distance; })
            ->distance;
    const auto surviving = [&](double t) {
      double sum = 0;
      for (const AbcParticle& p : result_.particles)
        sum += p.weight * math::exp(-(p.distance - (now == infinity ? least : 0)) *
                                    (1 / t - (now == infinity ? 0 : 1 / now)));
      return sum;
    };
    if (surviving(1) >= options_.survival) return 1;
    double low = 0, high = now == infinity ? 60 : std::log(now);
    for (int step = 0; step < 60; ++step) {
      const double middle = 0.5 * (low + high);
      (surviving(math::exp(middle)) >= options_.survival ? high : low) = middle;
    }
    return std::max(1.0, math::exp(high));
  }

  Rule next_rule() const {
    Rule rule;
    if (by_errors()) {
      rule.temperature = next_temperature();
      rule.scales = rules_.back().scales;
      return rule;
    }
    measure_scales(last_, rule);
    std::vector<double> distances, weights;
    for (const AbcParticle& p : result_.particles) {
      distances.push_back(distance({p.phi, p.theta, p.key, p.figures, {}}, rule));
      weights.push_back(p.weight);
    }
    rule.epsilon =
        std::max(options_.least_distance, weighted_quantile(distances, weights, options_.survival));
    return rule;
  }

  bool next(int generation) {
    const auto number = static_cast<std::uint32_t>(generation);
    rules_.push_back(next_rule());
    const Kernel kernel(result_.particles);
    std::vector<AbcParticle> particles;
    last_.clear();
    std::int64_t runs = 0;
    std::uint32_t index = 0;
    while (static_cast<std::int64_t>(particles.size()) < options_.population) {
      std::vector<Trial> trials;
      const std::uint32_t begun = index;
      for (std::int64_t i = 0; i < options_.block; ++i)
        trials.push_back(trial(kernel.draw(chance_, number, index++)));
      if (!evaluate(trials)) return false;
      for (std::size_t i = 0; i < trials.size(); ++i) {
        if (static_cast<std::int64_t>(particles.size()) == options_.population) break;
        ++runs;
        const Trial& t = trials[i];
        if (!accepted(t, number, begun + static_cast<std::uint32_t>(i))) continue;
        particles.push_back({t.phi, t.theta, t.key, t.figures, distance(t, rules_.back()),
                             priors_.log_density_free(t.phi) - kernel.log_density(t.phi)});
      }
      std::move(trials.begin(), trials.end(), std::back_inserter(last_));
      if (runs > options_.population && static_cast<double>(particles.size()) <
                                            options_.least_acceptance * static_cast<double>(runs)) {
        result_.stopped_by = "acceptance";
        return false;
      }
    }
    std::vector<double> logs;
    for (const AbcParticle& p : particles) logs.push_back(p.weight);
    const std::vector<double> weights = normalised(logs);
    for (std::size_t i = 0; i < particles.size(); ++i) particles[i].weight = weights[i];
    close(std::move(particles), runs, rules_.back());
    return true;
  }

  const Priors& priors_;
  std::span<const Observation> observations_;
  const AbcOptions& options_;
  Evaluator& evaluator_;
  Chance chance_;
  std::uint64_t next_key_;
  double best_ = 0;  // log likelihood of a world that meets every figure
  std::vector<Rule> rules_;
  std::vector<Trial> last_;  // all simulations of the last generation
  AbcResult result_;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace

AbcResult abc_pmc(const Priors& priors, std::span<const Observation> observations,
                  const AbcOptions& options, Evaluator& evaluator) {
  require(options.population >= 10, "a population needs 10 particles or more");
  require(options.first_round >= 1, "the first round needs one simulation a particle or more");
  require(options.survival > 0 && options.survival < 1, "survival must lie between 0 and 1");
  require(options.block >= 1, "a block holds at least one trial");
  if (options.acceptance == Acceptance::error_model) {
    check(observations);
  } else {
    for (const Observation& o : observations)
      require(o.is_value(), "a distance needs figures with one value each");
  }
  return Run(priors, observations, options, evaluator).finish();
}

}  // namespace komuna::calibration
