#pragma once
// `komuna schema`: the JSON Schema of scenario files, or of calibration files, for editors that
// complete and check.

namespace komuna {

// Returns the exit code.
int schema(bool of_calibrations);

}  // namespace komuna
