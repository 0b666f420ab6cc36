#include "cli/sensitivity.hpp"

#include <chrono>

#include "cli/executor.hpp"
#include "cli/progress.hpp"
#include "cli/run_record.hpp"
#include "cli/screen.hpp"
#include "cli/sensitivity_files.hpp"
#include "cli/usage.hpp"
#include "engine/output/run_folder.hpp"

namespace komuna {

int analyse_sensitivity(const SensitivityOptions& options) {
  SensitivityInputs inputs;
  if (const int code = load_inputs(options, inputs); code != 0) return code;
  const SensitivityDesign design = design_of(options, inputs);
  const auto begun = std::chrono::steady_clock::now();
  const StopRequest stop;
  const std::string name = plain_name(inputs.scenario.name);
  RunFolder folder(options.out.empty() ? free_path("out/sensitivity-" + name + '-' + folder_time())
                                       : options.out);
  SensitivityRows rows;
  {
    Progress progress(design.rows(), "points", options.quiet);
    rows =
        simulate(inputs, design, options.threads, options.crew, stop, [&] { progress.advance(); });
  }
  if (rows.failed == design.runs())
    throw UsageError("every history failed, the first: " + rows.errors.front());
  const std::vector<SensitivityIndex> indices = indices_of(inputs, design, rows);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - begun;
  const SensitivityResults results{options,
                                   inputs,
                                   design,
                                   rows,
                                   indices,
                                   took.count(),
                                   computing_threads(options.threads, options.crew)};
  write_sensitivity(folder, results);
  folder.keep();
  if (!options.quiet) print(sensitivity_report(results, folder.path()));
  return 0;
}

}  // namespace komuna
