#include "analysis/calibration/importance.hpp"

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

#include "analysis/calibration/chance.hpp"
#include "analysis/calibration/esmda.hpp"
#include "analysis/calibration/sobol.hpp"
#include "analysis/calibration/t_mixture.hpp"
#include "analysis/calibration/weights.hpp"
#include "engine/base/math.hpp"

namespace komuna::calibration {
namespace {

constexpr double infinity = std::numeric_limits<double>::infinity();

// Half of a chain: its own draws and proposals. proposals[r] made the draws of round r + 1; the
// table is from the prior. Proposals are fitted to the draws of the other half. Fitted to its own,
// they would lie where a draw was lucky and take that draw's weight away: the evidence of ten
// parameters with as much chance as error would be 40 in 100 too small.
struct Half {
  Chance chance;
  std::vector<Draw> draws;
  std::vector<double> log_prior;   // of each draw
  std::vector<std::int64_t> made;  // draws by round
  std::vector<TMixture> proposals;
  std::vector<std::vector<double>> log_proposal;  // [proposal][draw], of the mixture alone
};

// A power below 1 flattens weights that rest on a handful of draws, for fitting only.
std::vector<double> flattened(std::span<const double> log_weights, double least_effective) {
  double low = 0, high = 1;
  const auto raised = [&](double power) {
    std::vector<double> logs(log_weights.begin(), log_weights.end());
    for (double& l : logs) l = l == -infinity ? l : l * power;
    return normalised(logs);
  };
  std::vector<double> weights = raised(1);
  if (effective_size(weights) >= least_effective) return weights;
  for (int step = 0; step < 30; ++step) {
    const double middle = 0.5 * (low + high);
    (effective_size(raised(middle)) >= least_effective ? low : high) = middle;
  }
  return raised(low);
}

class Run {
 public:
  Run(const Priors& priors, std::span<const Observation> observations,
      const ImportanceOptions& options, std::int64_t planned, Evaluator& evaluator,
      const std::function<bool(const ImportanceProgress&)>& progress)
      : priors_(priors),
        observations_(observations),
        options_(options),
        evaluator_(evaluator),
        progress_(progress) {
    state_.planned = planned;
    for (int c = 0; c < options.chains; ++c)
      for (int h = 0; h < 2; ++h)
        halves_.push_back(
            {Chance(options.seed, static_cast<std::uint64_t>(c)), {}, {}, {}, {}, {}});
  }

  Population finish() {
    if (table() && ensembles()) population_.complete = rounds();
    for (Half& half : halves_) weigh(half);
    for (const Half& half : halves_)
      population_.draws.insert(population_.draws.end(), half.draws.begin(), half.draws.end());
    population_.runs = state_.runs;
    population_.log_evidence = log_mean(population_.log_weights());
    return std::move(population_);
  }

 private:
  // Evaluates in blocks while the budget lasts; returns how many were.
  std::size_t evaluate(std::vector<Trial>& trials) {
    std::size_t done = 0;
    while (done < trials.size() && !stopped_) {
      auto size = std::min(static_cast<std::size_t>(options_.block), trials.size() - done);
      if (options_.most_runs > 0)
        size = std::min(size, static_cast<std::size_t>(options_.most_runs - state_.runs));
      if (size == 0) {
        stopped_ = true;
        break;
      }
      evaluator_.evaluate(std::span(trials).subspan(done, size));
      done += size;
      state_.runs += static_cast<std::int64_t>(size);
      if (progress_ && !progress_(state_)) stopped_ = true;
    }
    return done;
  }

  Trial trial(Point phi) {
    Trial next;
    next.theta = priors_.from_free(phi);
    next.phi = std::move(phi);
    next.key = next_key_++;
    return next;
  }

  void keep(Half& half, int round, Trial&& t) {
    Draw draw;
    draw.chain = static_cast<int>(&half - halves_.data()) / 2;
    draw.round = round;
    draw.key = t.key;
    if (!t.error.empty()) population_.failures.note(t);
    draw.log_likelihood = t.figures.empty()     ? -infinity
                          : options_.likelihood ? options_.likelihood(t)
                                                : log_likelihood(observations_, t.figures);
    if (!t.figures.empty() && draw.log_likelihood == -infinity) ++population_.without_figure;
    half.log_prior.push_back(priors_.log_density_free(t.phi));
    draw.phi = std::move(t.phi);
    draw.theta = std::move(t.theta);
    draw.figures = std::move(t.figures);
    half.draws.push_back(std::move(draw));
    half.made.resize(static_cast<std::size_t>(round) + 1);
    ++half.made.back();
  }

  bool table() {
    state_.phase = "prior table";
    const Chance common(options_.seed, 0xFFFFFFFFu);
    const Table points =
        scrambled_sobol(static_cast<std::size_t>(options_.table), priors_.size(), common);
    // Each half has a run of consecutive points, which covers the prior by itself; every n-th point
    // of the sequence would lie in a part of it. They take turns, so that a budget cuts them alike.
    const std::size_t n = halves_.size(), share = points.rows() / n, longer = points.rows() % n;
    std::vector<Trial> trials;
    for (std::size_t i = 0; i < points.rows(); ++i)
      trials.push_back(
          trial(priors_.free_quantile(points[(i % n) * share + std::min(i % n, longer) + i / n])));
    const std::size_t done = evaluate(trials);
    for (std::size_t i = 0; i < done; ++i) keep(in_turn(i), 0, std::move(trials[i]));
    return !stopped_;
  }

  // First halves of all chains, then second ones, and again.
  Half& in_turn(std::size_t i) {
    const std::size_t chains = halves_.size() / 2, k = i % halves_.size();
    return halves_[k % chains * 2 + k / chains];
  }

  bool ensembles() {
    if (options_.ensemble == 0) return true;
    state_.phase = "ensemble";
    for (std::size_t c = 0; c < halves_.size(); c += 2) {
      std::vector<Trial> members;
      for (std::size_t j = 0; j < static_cast<std::size_t>(options_.ensemble); ++j) {
        const Draw& draw = halves_[c + j % 2].draws[j / 2];
        members.push_back({draw.phi, draw.theta, draw.key, draw.figures, {}});
      }
      const double inflation = options_.ensemble_steps;
      for (int step = 0; step < options_.ensemble_steps; ++step) {
        if (step > 0) {
          if (evaluate(members) < members.size()) return false;
          for (const Trial& member : members)
            if (!member.error.empty()) population_.failures.note(member);
        }
        const Table moved = esmda_update(members, observations_, inflation, halves_[c].chance,
                                         static_cast<std::uint32_t>(step));
        members.clear();
        for (std::size_t j = 0; j < moved.rows(); ++j)
          members.push_back(trial({moved[j].begin(), moved[j].end()}));
      }
      Table last(priors_.size());
      for (const Trial& member : members) last.add(member.phi);
      population_.ensembles.push_back(std::move(last));
    }
    return true;
  }

  bool rounds() {
    for (int round = 1; round <= options_.rounds; ++round) {
      state_.phase = "round " + std::to_string(round) + " of " + std::to_string(options_.rounds);
      population_.rounds_begun = round;
      for (std::size_t c = 0; c < halves_.size(); c += 2) {
        TMixture first = proposal(c, round), second = proposal(c + 1, round);
        add_proposal(halves_[c], std::move(first));
        add_proposal(halves_[c + 1], std::move(second));
        draw_round(c, round);
        if (stopped_) return false;
      }
      report_effective();
    }
    return true;
  }

  TMixture proposal(std::size_t half, int round) {
    const auto number = static_cast<std::uint32_t>(round);
    const Chance& chance = halves_[half].chance;
    if (round == 1 && half / 2 < population_.ensembles.size()) {
      const Table& ensemble = population_.ensembles[half / 2];
      const std::vector<double> equal(ensemble.rows(), 1.0);
      return TMixture::fit(ensemble, equal, 1, options_.degrees, chance, number);
    }
    Half& other = halves_[half ^ 1u];
    weigh(other);
    std::vector<double> logs;
    Table points(priors_.size());
    for (const Draw& draw : other.draws) {
      points.add(draw.phi);
      logs.push_back(draw.log_weight);
    }
    const double enough = 20.0 * static_cast<double>(priors_.size());
    std::vector<double> weights = flattened(logs, enough);
    // A component needs draws enough for its covariance, or it is fitted to luck.
    const int worth = static_cast<int>(effective_size(weights) / enough);
    if (effective_size(weights) == 0) weights.assign(weights.size(), 1.0);
    return TMixture::fit(points, weights, std::clamp(worth, 1, options_.components),
                         options_.degrees, chance, number);
  }

  static void add_proposal(Half& half, TMixture proposal) {
    std::vector<double> logs;
    for (const Draw& draw : half.draws) logs.push_back(proposal.log_density(draw.phi));
    half.log_proposal.push_back(std::move(logs));
    half.proposals.push_back(std::move(proposal));
  }

  // The halves of chain c / 2 in turn.
  void draw_round(std::size_t c, int round) {
    const auto number = static_cast<std::uint32_t>(round);
    const std::int64_t chain = static_cast<std::int64_t>(c / 2), chains = options_.chains;
    const std::int64_t count =
        options_.draws_per_round / chains + (chain < options_.draws_per_round % chains ? 1 : 0);
    std::vector<Trial> trials;
    for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(count); ++i)
      trials.push_back(trial(proposed(halves_[c + i % 2], number, i)));
    const std::size_t done = evaluate(trials);
    for (std::size_t i = 0; i < done; ++i) {
      Half& half = halves_[c + i % 2];
      for (std::size_t p = 0; p < half.proposals.size(); ++p)
        half.log_proposal[p].push_back(half.proposals[p].log_density(trials[i].phi));
      keep(half, round, std::move(trials[i]));
    }
  }

  Point proposed(const Half& half, std::uint32_t round, std::uint32_t index) {
    // Stratified: every tenth draw or so is from the prior, not about every tenth.
    const double share = options_.prior_share;
    const std::uint32_t place = index / 2;  // within the half
    const bool defensive = std::floor((place + 1) * share) > std::floor(place * share);
    if (!defensive) return half.proposals.back().draw(half.chance, round, index);
    Point u(priors_.size());
    for (std::size_t i = 0; i < u.size(); ++i)
      u[i] = half.chance.uniform(Purpose::from_prior, round, index, static_cast<std::uint32_t>(i));
    return priors_.free_quantile(u);
  }

  // log weight = log prior + log likelihood - log of the mixture of all proposals so far.
  void weigh(Half& half) {
    double total = 0;
    for (const std::int64_t made : half.made) total += static_cast<double>(made);
    double prior_share = static_cast<double>(half.made.empty() ? 0 : half.made[0]);
    for (std::size_t r = 1; r < half.made.size(); ++r)
      prior_share += options_.prior_share * static_cast<double>(half.made[r]);
    for (std::size_t i = 0; i < half.draws.size(); ++i) {
      double mixture = math::log(prior_share / total) + half.log_prior[i];
      for (std::size_t r = 1; r < half.made.size(); ++r)
        mixture = log_add(mixture, math::log((1 - options_.prior_share) *
                                             static_cast<double>(half.made[r]) / total) +
                                       half.log_proposal[r - 1][i]);
      Draw& draw = half.draws[i];
      draw.log_weight = draw.log_likelihood == -infinity
                            ? -infinity
                            : half.log_prior[i] + draw.log_likelihood - mixture;
    }
  }

  void report_effective() {
    std::vector<double> logs;
    for (Half& half : halves_) {
      weigh(half);
      for (const Draw& draw : half.draws) logs.push_back(draw.log_weight);
    }
    state_.effective = effective_size(normalised(logs));
  }

  const Priors& priors_;
  std::span<const Observation> observations_;
  const ImportanceOptions& options_;
  Evaluator& evaluator_;
  const std::function<bool(const ImportanceProgress&)>& progress_;
  std::vector<Half> halves_;  // of chain c: 2 c and 2 c + 1
  Population population_;
  ImportanceProgress state_;
  std::uint64_t next_key_ = 0;
  bool stopped_ = false;
};

void require(bool holds, const char* what) {
  if (!holds) throw std::invalid_argument(what);
}

}  // namespace

std::vector<double> Population::log_weights() const {
  std::vector<double> logs;
  for (const Draw& draw : draws) logs.push_back(draw.log_weight);
  return logs;
}

std::vector<double> Population::weights() const { return normalised(log_weights()); }

ImportanceSampler::ImportanceSampler(Priors priors, std::vector<Observation> observations,
                                     ImportanceOptions options)
    : priors_(std::move(priors)), observations_(std::move(observations)), options_(options) {
  check(observations_);
  require(options.chains >= 2 && options.chains <= 64, "chains must be 2 to 64");
  require(options.table >= 20 * options.chains, "the prior table needs 20 draws a chain or more");
  require(options.ensemble >= 0 && options.ensemble * options.chains <= options.table,
          "the ensembles must fit into the prior table");
  require(options.ensemble_steps >= 1, "ES-MDA needs at least one step");
  require(options.rounds >= 1, "at least one round is needed");
  require(options.draws_per_round >= options.chains, "each chain needs a draw in each round");
  require(options.prior_share > 0 && options.prior_share < 1,
          "the share of the prior must lie between 0 and 1");
  require(options.components >= 1, "a mixture needs a component");
  require(options.degrees > 2, "the degrees of freedom must be above 2");
  require(options.block >= 1, "a block holds at least one trial");
  require(options.most_runs == 0 || options.most_runs >= options.table,
          "the budget is too small for the prior table");
}

std::int64_t ImportanceSampler::planned_runs() const {
  return options_.table + options_.chains * options_.ensemble * (options_.ensemble_steps - 1) +
         options_.rounds * options_.draws_per_round;
}

Population ImportanceSampler::run(Evaluator& evaluator,
                                  const std::function<bool(const ImportanceProgress&)>& progress) {
  return Run(priors_, observations_, options_, planned_runs(), evaluator, progress).finish();
}

}  // namespace komuna::calibration
