#include "cli/calibration_shapes.hpp"

namespace komuna {
namespace {

// Ids of targets may hold letters that column names must not.
std::string column_of(const std::string& prefix, const std::string& id) {
  std::string name = prefix;
  for (const char c : id) {
    const bool is_plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '_';
    name += is_plain ? c : c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : '_';
  }
  return name;
}

void add_parameters(TableShape& shape, const CalibrationDocument& document) {
  for (const PriorEntry& entry : document.parameters)
    shape.columns.push_back(
        number_column("theta_" + entry.id, "", entry.name.empty() ? entry.path : entry.name));
}

Column key_column() {
  return text_column("replicate_key",
                     "Key of the history, hexadecimal: its replicate number under "
                     "the seed of the calibration.");
}

std::vector<Column> spread_columns() {
  return {number_column("mean", "", "Mean of the posterior."),
          number_column("sd", "", "Standard deviation."),
          number_column("q05", "", "Quantile 0.05."),
          number_column("q25", "", "Quantile 0.25."),
          number_column("q50", "", "Median."),
          number_column("q75", "", "Quantile 0.75."),
          number_column("q95", "", "Quantile 0.95.")};
}

}  // namespace

TableShape posterior_shape(const CalibrationDocument& document) {
  TableShape shape{
      "posterior",
      "Draws of the posterior",
      "Equally weighted draws: for each chain as many, by systematic resampling; one "
      "history may stand in several rows.",
      {count_column("chain", "", "Independent calibration, from 0."),
       count_column("draw", "", "Number within the chain, from 0."),
       number_column("weight", "",
                     "Share of all weight that the draw had before "
                     "resampling."),
       key_column(), count_column("round", "", "Round it was drawn in; 0 = the prior table."),
       number_column("log_likelihood", "", "Of the fitted figures given this world.")},
      {"chain", "draw"}};
  add_parameters(shape, document);
  return shape;
}

TableShape reference_table_shape(const CalibrationDocument& document,
                                 const Parameters& parameters) {
  TableShape shape{"reference_table",
                   "Draws from the prior and their figures",
                   "A scrambled Sobol sample of the prior, one world each; an empty figure was not "
                   "produced. For other methods (R abc, abcrf, Python sbi).",
                   {key_column()},
                   {"replicate_key"}};
  add_parameters(shape, document);
  for (const Target& target : parameters.targets)
    shape.columns.push_back(
        number_column(column_of("figure_", target.id), "", target.name, Filled::sometimes));
  return shape;
}

TableShape parameters_shape() {
  TableShape shape{"parameters",
                   "What was learned of each parameter",
                   "",
                   {text_column("parameter", "Free parameter."),
                    text_column("path", "Its path in the scenario; several with spaces between."),
                    text_column("change", "What the number does there.", Filled::always,
                                {"set", "scale", "add"}),
                    text_column("prior", "What was believed before."),
                    number_column("prior_mean", "", "Mean before."),
                    number_column("prior_sd", "", "Standard deviation before.")},
                   {"parameter"}};
  for (Column& column : spread_columns()) shape.columns.push_back(std::move(column));
  shape.columns.push_back(number_column("contraction", "1",
                                        "1 - variance / variance before; below "
                                        "0.1 nothing was learned."));
  shape.columns.push_back(
      number_column("r_hat", "1", "Agreement of the chains; 1 = they agree.", Filled::sometimes));
  shape.columns.push_back(number_column("prior_sensitivity", "sd",
                                        "Shift of the mean when the prior is sharpened by 1.2.",
                                        Filled::sometimes));
  return shape;
}

TableShape calibrated_targets_shape() {
  TableShape shape{
      "targets",
      "Figures of history beside the calibrated model",
      "What the posterior predicts. Of a figure that was fitted or read: worlds with parameters of "
      "the posterior and fresh luck; of the others the weighted worlds themselves. z: distance of "
      "the figure from their mean, on the figure's scale, in standard deviations.",
      {text_column("target_id", "Target."), text_column("name", "What the figure says."),
       text_column("role", "Its role.", Filled::always, {"fit", "holdout", "report", "reading"}),
       text_column("family", "Law of its errors."),
       number_column("observed", "",
                     "The figure of history; of an interval its "
                     "middle."),
       number_column("error", "", "Its standard error, on the family's scale."),
       number_column("discrepancy", "", "What the model may miss, same scale."),
       number_column("undefined", "1",
                     "Share of these worlds without it, or with none of it on a scale "
                     "without 0.")},
      {"target_id"}};
  for (Column& column : spread_columns()) {
    column.filled = Filled::sometimes;
    shape.columns.push_back(std::move(column));
  }
  for (const auto& [name, help] :
       {std::pair{"prior_q05", "Quantile 0.05 under the prior."},
        {"prior_q95", "Quantile 0.95 under the prior."},
        {"z_error", "(predicted - observed) by the error of the figure alone."},
        {"z_total", "(predicted - observed) by the error and the discrepancy of the model."},
        {"noise_ratio",
         "Chance of one world, from pairs of the same parameters, against "
         "error and discrepancy together."},
        {"discrepancy_ratio", "Squared ratio of discrepancy to error."}})
    shape.columns.push_back(number_column(name, "", help, Filled::sometimes));
  return shape;
}

TableShape diagnostics_shape() {
  return {"diagnostics",
          "Whether to believe it",
          "",
          {text_column("name", "What is checked."),
           text_column("of", "Parameter or figure; empty = the whole.", Filled::sometimes),
           number_column("value", "", "What was found.", Filled::sometimes),
           text_column("threshold", "What it should be."),
           text_column("verdict", "", Filled::always, {"good", "warning", "bad"}),
           text_column("sentence", "What it means here.")},
          {}};
}

TableShape directions_shape() {
  return {"directions",
          "Combinations of parameters, best known first",
          "Eigenvectors of the posterior covariance in prior standard deviations.",
          {count_column("direction", "", "From 0, best known first."),
           number_column("eigenvalue", "1", "Near 0 well known, near 1 as unknown as before."),
           text_column("parameter", "Free parameter."),
           number_column("loading", "1", "Its part in the combination.")},
          {"direction", "parameter"}};
}

TableShape readings_shape() {
  const auto probability = [](const char* name, const char* help) {
    return number_column(name, "1", help, Filled::sometimes);
  };
  return {"readings",
          "What an ambiguous figure may have counted",
          "Of the readings of a figure exactly one is right. support: probability of the figure "
          "under the reading, relative to the mixture; the ratio of two rows is their Bayes factor "
          "and does not depend on the prior.",
          {text_column("figure", "What is read."), text_column("target_id", "The reading."),
           text_column("name", "What it says."),
           number_column("observed", "", "The figure of history."),
           probability("model_q05", "Quantile 0.05 of the same figure in the posterior's worlds."),
           probability("model_q50", "Median."), probability("model_q95", "Quantile 0.95."),
           number_column("prior", "1", "Probability before the data."),
           probability("posterior", "Probability given the data."),
           probability("standard_error", "Monte-Carlo error of the posterior."),
           probability("support", "Of the data for this reading."),
           probability("posterior_equal_prior", "Had all readings been equally probable."),
           probability("posterior_half_error", "With half the error of the figure."),
           probability("posterior_double_error", "With twice the error of the figure.")},
          {"figure", "target_id"}};
}

}  // namespace komuna
