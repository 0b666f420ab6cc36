#pragma once
// Reads what was typed and hands it to the sub-command. Exit codes say who can act:
//
//   0    done
//   64   whoever typed the command        65   whoever wrote the scenario
//   70   us: a fault of komuna            74   whoever looks after the disk
//   130  stopped by Ctrl-C
//
// Every error is one clear message on the standard error.

namespace komuna {

int run_command_line(int count, const char* const* words);

}  // namespace komuna
