#include "analysis/calibration/prior.hpp"

#include <algorithm>
#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/gamma.hpp>
#include <cmath>
#include <limits>
#include <set>

#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();
constexpr double half_log_two_pi = 0.91893853320467274178;

void require(bool holds, const std::string& name, const char* what) {
  if (!holds) throw PriorError(name + ": " + what);
}

double log_normal_density(double x, double mean, double sd) {
  const double z = (x - mean) / sd;
  return -0.5 * z * z - math::log(sd) - half_log_two_pi;
}

// log(e^x / (1 + e^x)^2): the logit's Jacobian, without overflow.
double log_logistic_density(double x) {
  const double a = std::fabs(x);
  return -a - 2 * math::log1p(math::exp(-a));
}

// Quantiles outside (0, 1) do not exist; the free coordinate may round to them.
double inside(double u) { return std::clamp(u, 1e-300, 1 - 1e-16); }

}  // namespace

Prior::Prior(std::string name, PriorFamily family, double a, double b, double lower, double upper)
    : name_(std::move(name)), family_(family), a_(a), b_(b), lower_(lower), upper_(upper) {
  require(std::isfinite(a) && std::isfinite(b), name_, "the numbers of a prior must be finite");
  require(lower < upper, name_, "the lower bound of a prior must be below the upper");
}

Prior Prior::sound(Prior prior) {
  const double low = prior.quantile(0.05), high = prior.quantile(0.95);
  const double size = std::max(std::fabs(low), std::fabs(high));
  require(high - low > std::max(1e-9 * size, 1e-150), prior.name_,
          "the prior leaves one number only: it needs a spread that can be told from 0");
  require(std::isfinite(prior.variance()), prior.name_,
          "the prior is too wide: its variance is no number");
  return prior;
}

Prior Prior::uniform(std::string name, double lower, double upper) {
  return sound({std::move(name), PriorFamily::uniform, lower, upper, lower, upper});
}

Prior Prior::normal(std::string name, double mean, double sd) {
  require(sd > 0, name, "the standard deviation of a prior must be above 0");
  return sound({std::move(name), PriorFamily::normal, mean, sd, -infinity, infinity});
}

Prior Prior::truncated_normal(std::string name, double mean, double sd, double lower,
                              double upper) {
  require(sd > 0, name, "the standard deviation of a prior must be above 0");
  require(std::isfinite(lower) && std::isfinite(upper), name, "the bounds must be finite");
  require(math::normal_cdf((upper - mean) / sd) - math::normal_cdf((lower - mean) / sd) > 1e-12,
          name, "the bounds leave nothing of the normal distribution");
  return sound({std::move(name), PriorFamily::truncated_normal, mean, sd, lower, upper});
}

Prior Prior::lognormal(std::string name, double median, double sd_of_log) {
  require(median > 0, name, "the median of a lognormal prior must be above 0");
  require(sd_of_log > 0, name, "the standard deviation of a prior must be above 0");
  return sound(
      {std::move(name), PriorFamily::lognormal, math::log(median), sd_of_log, 0, infinity});
}

Prior Prior::log_uniform(std::string name, double lower, double upper) {
  require(lower > 0, name, "a log-uniform prior needs a lower bound above 0");
  return sound({std::move(name), PriorFamily::log_uniform, lower, upper, lower, upper});
}

Prior Prior::beta(std::string name, double a, double b, double lower, double upper) {
  require(a > 0 && b > 0, name, "both shapes of a beta prior must be above 0");
  require(std::isfinite(lower) && std::isfinite(upper), name, "the bounds must be finite");
  return sound({std::move(name), PriorFamily::beta, a, b, lower, upper});
}

Prior Prior::gamma(std::string name, double shape, double rate) {
  require(shape > 0 && rate > 0, name, "shape and rate of a gamma prior must be above 0");
  return sound({std::move(name), PriorFamily::gamma, shape, rate, 0, infinity});
}

Prior Prior::discrete(std::string name, std::vector<double> values,
                      std::vector<double> probabilities) {
  require(values.size() >= 2, name, "a discrete prior needs two values or more");
  require(values.size() == probabilities.size(), name,
          "a discrete prior needs a probability for each value");
  double sum = 0;
  for (const double p : probabilities) {
    require(p > 0 && std::isfinite(p), name, "probabilities must be above 0");
    sum += p;
  }
  require(std::fabs(sum - 1) < 1e-9, name, "the probabilities of a discrete prior must sum to 1");
  const auto [least, greatest] = std::minmax_element(values.begin(), values.end());
  Prior prior(std::move(name), PriorFamily::discrete, 0, 1, *least, *greatest);
  double cumulative = 0;
  for (const double p : probabilities) prior.cumulative_.push_back(cumulative += p);
  prior.cumulative_.back() = 1;
  prior.values_ = std::move(values);
  return prior;
}

double Prior::mean() const {
  switch (family_) {
    case PriorFamily::uniform:
      return 0.5 * (lower_ + upper_);
    case PriorFamily::normal:
      return a_;
    case PriorFamily::lognormal:
      return math::exp(a_ + 0.5 * b_ * b_);
    case PriorFamily::log_uniform:
      return (upper_ - lower_) / math::log(upper_ / lower_);
    case PriorFamily::beta:
      return lower_ + (upper_ - lower_) * a_ / (a_ + b_);
    case PriorFamily::gamma:
      return a_ / b_;
    case PriorFamily::truncated_normal: {
      const double za = (lower_ - a_) / b_, zb = (upper_ - a_) / b_;
      const double mass = math::normal_cdf(zb) - math::normal_cdf(za);
      const double fa = math::exp(log_normal_density(za, 0, 1));
      const double fb = math::exp(log_normal_density(zb, 0, 1));
      return a_ + b_ * (fa - fb) / mass;
    }
    case PriorFamily::discrete:
      break;
  }
  double sum = 0, before = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    sum += values_[i] * (cumulative_[i] - before);
    before = cumulative_[i];
  }
  return sum;
}

double Prior::variance() const {
  switch (family_) {
    case PriorFamily::uniform:
      return (upper_ - lower_) * (upper_ - lower_) / 12;
    case PriorFamily::normal:
      return b_ * b_;
    case PriorFamily::lognormal:
      return math::expm1(b_ * b_) * math::exp(2 * a_ + b_ * b_);
    case PriorFamily::log_uniform: {
      const double width = math::log(upper_ / lower_);
      const double m = mean();
      return 0.5 * (upper_ * upper_ - lower_ * lower_) / width - m * m;
    }
    case PriorFamily::beta: {
      const double s = a_ + b_, width = upper_ - lower_;
      return width * width * a_ * b_ / (s * s * (s + 1));
    }
    case PriorFamily::gamma:
      return a_ / (b_ * b_);
    case PriorFamily::truncated_normal: {
      const double za = (lower_ - a_) / b_, zb = (upper_ - a_) / b_;
      const double mass = math::normal_cdf(zb) - math::normal_cdf(za);
      const double fa = math::exp(log_normal_density(za, 0, 1));
      const double fb = math::exp(log_normal_density(zb, 0, 1));
      const double shift = (fa - fb) / mass;
      return b_ * b_ * (1 + (za * fa - zb * fb) / mass - shift * shift);
    }
    case PriorFamily::discrete:
      break;
  }
  const double m = mean();
  double sum = 0, before = 0;
  for (std::size_t i = 0; i < values_.size(); ++i) {
    sum += (values_[i] - m) * (values_[i] - m) * (cumulative_[i] - before);
    before = cumulative_[i];
  }
  return sum;
}

double Prior::quantile(double u) const {
  const double p = inside(u);
  switch (family_) {
    case PriorFamily::uniform:
      return lower_ + p * (upper_ - lower_);
    case PriorFamily::normal:
      return a_ + b_ * math::normal_quantile(p);
    case PriorFamily::lognormal:
      return math::exp(a_ + b_ * math::normal_quantile(p));
    case PriorFamily::log_uniform:
      return lower_ * math::exp(p * math::log(upper_ / lower_));
    case PriorFamily::beta:
      return lower_ +
             (upper_ - lower_) * boost::math::quantile(boost::math::beta_distribution<>(a_, b_), p);
    case PriorFamily::gamma:
      return boost::math::quantile(boost::math::gamma_distribution<>(a_, 1 / b_), p);
    case PriorFamily::truncated_normal: {
      const double fa = math::normal_cdf((lower_ - a_) / b_);
      const double fb = math::normal_cdf((upper_ - a_) / b_);
      return std::clamp(a_ + b_ * math::normal_quantile(inside(fa + p * (fb - fa))), lower_,
                        upper_);
    }
    case PriorFamily::discrete:
      break;
  }
  const auto place = std::upper_bound(cumulative_.begin(), cumulative_.end() - 1, p);
  return values_[static_cast<std::size_t>(place - cumulative_.begin())];
}

double Prior::from_free(double phi) const {
  switch (family_) {
    case PriorFamily::normal:
      return phi;
    case PriorFamily::lognormal:
    case PriorFamily::gamma:
      return math::exp(phi);
    case PriorFamily::discrete:
      return quantile(math::logistic(phi));
    case PriorFamily::uniform:
    case PriorFamily::log_uniform:
    case PriorFamily::beta:
    case PriorFamily::truncated_normal:
      break;
  }
  return std::clamp(lower_ + (upper_ - lower_) * math::logistic(phi), lower_, upper_);
}

double Prior::to_free(double theta) const {
  switch (family_) {
    case PriorFamily::normal:
      return theta;
    case PriorFamily::lognormal:
    case PriorFamily::gamma:
      return math::log(std::max(theta, 1e-300));
    case PriorFamily::discrete: {
      double before = 0;
      for (std::size_t i = 0; i < values_.size(); ++i) {
        if (values_[i] == theta) return math::logit(0.5 * (before + cumulative_[i]));
        before = cumulative_[i];
      }
      return 0;
    }
    case PriorFamily::uniform:
    case PriorFamily::log_uniform:
    case PriorFamily::beta:
    case PriorFamily::truncated_normal:
      break;
  }
  return math::logit(inside((theta - lower_) / (upper_ - lower_)));
}

double Prior::free_quantile(double u) const {
  return family_ == PriorFamily::discrete ? math::logit(inside(u)) : to_free(quantile(u));
}

double Prior::log_density(double theta) const {
  switch (family_) {
    case PriorFamily::uniform:
      return -math::log(upper_ - lower_);
    case PriorFamily::normal:
      return log_normal_density(theta, a_, b_);
    case PriorFamily::lognormal:
      return log_normal_density(math::log(theta), a_, b_) - math::log(theta);
    case PriorFamily::log_uniform:
      return -math::log(theta) - math::log(math::log(upper_ / lower_));
    case PriorFamily::beta: {
      const double width = upper_ - lower_, x = inside((theta - lower_) / width);
      return (a_ - 1) * math::log(x) + (b_ - 1) * math::log1p(-x) -
             math::log(boost::math::beta(a_, b_)) - math::log(width);
    }
    case PriorFamily::gamma:
      return a_ * math::log(b_) + (a_ - 1) * math::log(theta) - b_ * theta -
             boost::math::lgamma(a_);
    case PriorFamily::truncated_normal:
      return log_normal_density(theta, a_, b_) -
             math::log(math::normal_cdf((upper_ - a_) / b_) - math::normal_cdf((lower_ - a_) / b_));
    case PriorFamily::discrete:
      break;
  }
  return 0;
}

double Prior::log_density_free(double phi) const {
  switch (family_) {
    case PriorFamily::normal:
      return log_density(phi);
    case PriorFamily::lognormal:
      return log_normal_density(phi, a_, b_);
    case PriorFamily::gamma:
      return log_density(math::exp(phi)) + phi;
    case PriorFamily::uniform:
    case PriorFamily::discrete:
      return log_logistic_density(phi);  // a uniform latent
    case PriorFamily::log_uniform:
    case PriorFamily::beta:
    case PriorFamily::truncated_normal:
      break;
  }
  return log_density(from_free(phi)) + math::log(upper_ - lower_) + log_logistic_density(phi);
}

Priors::Priors(std::vector<Prior> priors) : priors_(std::move(priors)) {
  if (priors_.empty()) throw PriorError("a calibration needs at least one free parameter");
  std::set<std::string> names;
  for (const Prior& prior : priors_)
    require(names.insert(prior.name()).second, prior.name(), "has two priors");
}

Point Priors::quantile(std::span<const double> u) const {
  Point theta(size());
  for (std::size_t i = 0; i < size(); ++i) theta[i] = priors_[i].quantile(u[i]);
  return theta;
}

Point Priors::from_free(std::span<const double> phi) const {
  Point theta(size());
  for (std::size_t i = 0; i < size(); ++i) theta[i] = priors_[i].from_free(phi[i]);
  return theta;
}

Point Priors::to_free(std::span<const double> theta) const {
  Point phi(size());
  for (std::size_t i = 0; i < size(); ++i) phi[i] = priors_[i].to_free(theta[i]);
  return phi;
}

Point Priors::free_quantile(std::span<const double> u) const {
  Point phi(size());
  for (std::size_t i = 0; i < size(); ++i) phi[i] = priors_[i].free_quantile(u[i]);
  return phi;
}

double Priors::log_density_free(std::span<const double> phi) const {
  double sum = 0;
  for (std::size_t i = 0; i < size(); ++i) sum += priors_[i].log_density_free(phi[i]);
  return sum;
}

}  // namespace komuna::calibration
