#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "cli/sensitivity_files.hpp"
#include "cli/wording.hpp"

namespace komuna {
namespace {

using sensitivity::Estimate;

constexpr std::size_t name_width = 34;

// What orders the parameters: mu*, the total order, or the Shapley effect.
const char* leading_index(SensitivityMethod method) {
  return method == SensitivityMethod::morris  ? "mu_star"
         : method == SensitivityMethod::sobol ? "total_order"
                                              : "first_order";
}

// What stands beside it.
std::vector<std::pair<const char*, const char*>> further(SensitivityMethod method) {
  if (method == SensitivityMethod::morris) return {{"mu", "direction"}, {"sigma", "sigma"}};
  if (method == SensitivityMethod::sobol)
    return {{"first_order", "first"}, {"total_order_of_sd", "of chance"}};
  return {{"partial_rank_correlation", "rank corr."}, {"shapley", "Shapley"}};
}

class Text {
 public:
  explicit Text(const SensitivityResults& results) : results_(results) {}

  std::string all(const std::string& folder) {
    std::string text;
    for (const Metric& metric : results_.inputs.outputs) text += of_output(metric);
    text += care();
    const double own = 1 - results_.rows.seconds / results_.seconds;
    text += fmt::format(
        "\n{} simulations of {} points, {}; the analysis itself took {:.1f} % of the time.\n",
        with_commas(static_cast<double>(results_.design.runs())), results_.design.rows(),
        name_of(results_.design.method), 100 * own);
    return text + "\nFILES in " + folder +
           "\n  sensitivity.csv, design.csv, datapackage.json, manifest.json\n";
  }

 private:
  const Estimate* find(const std::string& output, const std::string& parameter,
                       const std::string& index) const {
    for (const SensitivityIndex& i : results_.indices)
      if (i.output == output && i.parameter == parameter && i.index == index) return &i.estimate;
    return nullptr;
  }

  static std::string number(const Estimate* e) {
    return e == nullptr || std::isnan(e->value) ? "-" : fmt::format("{:.3g}", e->value);
  }

  std::string of_output(const Metric& metric) const {
    const char* leading = leading_index(results_.design.method);
    std::vector<std::size_t> order;
    for (std::size_t i = 0; i < results_.inputs.parameters.size(); ++i) order.push_back(i);
    const auto size = [&](std::size_t i) {
      const Estimate* e = find(metric.name, results_.inputs.parameters[i].id, leading);
      return std::isnan(e->value) ? -1.0 : std::fabs(e->value);
    };
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return size(a) > size(b); });
    return fmt::format("\n{}{}\n", metric.name,
                       metric.unit.empty() ? "" : " (" + metric.unit + ')') +
           "  " + wrapped(sentence(metric, order), 88, 2) + '\n' + table(metric, order);
  }

  std::string sentence(const Metric& metric, const std::vector<std::size_t>& order) const {
    const auto estimate = [&](std::size_t i) {
      return *find(metric.name, results_.inputs.parameters[i].id,
                   leading_index(results_.design.method));
    };
    const Estimate first = estimate(order.front());
    if (std::isnan(first.value))
      return "Nothing can be said: the figure is the same in all histories, or too few have it.";
    const std::string& name = results_.inputs.names[order.front()];
    if (!(first.value > 0)) return "None of these parameters moves it within its range.";
    if (results_.design.method == SensitivityMethod::morris) {
      std::string text = fmt::format("Over its whole range {} moves it most, by {} on average.",
                                     name, figure(first.value));
      std::string silent;
      for (const std::size_t i : order)
        if (estimate(i).value < 0.05 * first.value)
          silent += (silent.empty() ? "" : ", ") + results_.inputs.names[i];
      return silent.empty() ? text : text + " Less than a twentieth of that: " + silent + '.';
    }
    const bool total = results_.design.method == SensitivityMethod::sobol;
    std::string text = fmt::format(
        "{} {} of its variance, between {} and {}.", name,
        total ? "is involved in " + percent(first.value) : "alone explains " + percent(first.value),
        percent(first.low), percent(first.high));
    if (const Estimate* noise = find(metric.name, "", "noise_share");
        noise != nullptr && !std::isnan(noise->value))
      text +=
          fmt::format(" Of the variance of a single history {} is chance.", percent(noise->value));
    return text;
  }

  std::string table(const Metric& metric, const std::vector<std::size_t>& order) const {
    const auto columns = further(results_.design.method);
    std::string text =
        fmt::format("  {} {:>10} {:>20}", left("", name_width), leading_name(), "95 % interval");
    for (const auto& column : columns) text += fmt::format(" {:>10}", column.second);
    text += '\n';
    for (const std::size_t i : order) {
      const std::string& id = results_.inputs.parameters[i].id;
      const Estimate* e = find(metric.name, id, leading_index(results_.design.method));
      text +=
          fmt::format("  {} {:>10} {:>20}", left(results_.inputs.names[i], name_width), number(e),
                      std::isnan(e->low) ? "-" : fmt::format("{:.3g} .. {:.3g}", e->low, e->high));
      for (const auto& column : columns)
        text += fmt::format(" {:>10}", number(find(metric.name, id, column.first)));
      text += '\n';
    }
    return text;
  }

  const char* leading_name() const {
    return results_.design.method == SensitivityMethod::morris  ? "mu*"
           : results_.design.method == SensitivityMethod::sobol ? "total"
                                                                : "first";
  }

  std::string care() const {
    std::string text = "\nTO BE CAREFUL ABOUT\n";
    if (results_.rows.failed > 0) {
      text += fmt::format("  - {} of {} histories failed and are left out:\n", results_.rows.failed,
                          results_.design.runs());
      for (const std::string& error : results_.rows.errors) text += "      " + error + '\n';
    }
    text +=
        "  - All this holds for these ranges: a parameter with a wider range matters more.\n"
        "  - An index whose truth is 0 is estimated a little above or below it; look at its "
        "interval.\n";
    if (results_.design.method != SensitivityMethod::given_data && results_.design.replicates > 1)
      text += fmt::format("  - All points were simulated under the same {} keys.\n",
                          results_.design.replicates);
    return text;
  }

  const SensitivityResults& results_;
};

}  // namespace

std::string sensitivity_report(const SensitivityResults& results, const std::string& folder) {
  return Text(results).all(folder).substr(1);
}

}  // namespace komuna
