#pragma once
// `komuna schema`: the JSON Schema of scenario files, for editors that complete and check.

namespace komuna {

// Returns the exit code.
int schema();

}  // namespace komuna
