#pragma once
// What the other ranks do: makes the work that rank 0 describes.

#include "cluster/crew.hpp"

namespace komuna {

// Errors: FileError when the scenario does not fit this program, which is then another one than
// that of rank 0.
DoTask do_task_of(const WorkOrder& order);

}  // namespace komuna
