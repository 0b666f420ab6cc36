#pragma once
// An mpirun that has lost a host waits for it for ever and hears neither TERM nor Ctrl-C.

namespace komuna {

// Call when a rank is lost and this process, rank 0, is about to end. Where mpirun is its parent
// and has not ended ten seconds later, it is killed, so that whoever waits for the job need not
// wait longer. Returns at once.
void end_launcher_that_hangs();

}  // namespace komuna
