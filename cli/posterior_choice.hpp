#pragma once
// The posterior a user names with --posterior: read from a calibration's folder, checked against
// the scenario, and written down in the plan of the run, so that the run can be continued and
// replayed without the calibration's files.

#include <optional>
#include <string>

#include "analysis/posterior.hpp"
#include "engine/output/new_file.hpp"
#include "engine/output/run_folder.hpp"
#include "engine/scenario/document/scenario.hpp"

namespace komuna {

struct PosteriorChoice {
  std::string place;  // a folder or posterior.csv; "" = none
  bool replay = false;

  bool any() const { return !place.empty(); }
};

// Pairs of a comparison that share a draw of the parameters, so that chance and parameters can be
// told apart.
inline constexpr std::int64_t pairs_of_draw = 4;

// The draws for so many replicates. Errors: FileError when the files are none of a calibration or
// were changed; UsageError when its parameters do not fit the scenario.
Posterior load_posterior(const PosteriorChoice& choice, const Scenario& scenario,
                         std::int64_t replicates, std::int64_t per_draw, std::uint64_t seed);

// Whether the draws are allowed in a scenario. Errors: UsageError.
void check_fit(const Posterior& posterior, const Scenario& scenario);
// Values of --set, "path=value", that every replicate would set anew. Errors: UsageError.
void refuse_set(const std::vector<std::string>& overrides, const std::vector<FreeParameter>& drawn,
                const std::string& by);

// As JSON, and back. Errors: FileError naming `place`.
std::string posterior_text(const Posterior& posterior);
Posterior posterior_of(const std::string& text, const std::string& place);
// The posterior in the options of a plan, if there is one.
std::optional<Posterior> posterior_in(const std::string& options, const std::string& place);

// draws.csv: which draw each replicate has. Announced to the folder.
inline constexpr const char* draws_table = "draws.csv";
WrittenFile write_draws(RunFolder& folder, const Posterior& posterior, std::int64_t replicates);

}  // namespace komuna
