#pragma once
// What is shown: results on the standard output, messages and progress on the standard error.
//
// A reader that has seen enough (`komuna describe | head`) is no error: the rest is dropped. Any
// other trouble with the standard output is a FileError, so that a full disk behind
// `komuna schema > file` is noticed.

#include <string_view>

namespace komuna {

// Once, first thing: a closed pipe or a file that has grown too large must not end the program
// without a message, and a standard stream that is closed must not have its number given to a
// table.
void prepare_streams();

// Control characters are shown as \x1B, but for line ends and tabs, and for the carriage return and
// the erasing at the two ends of a line that is drawn again.
void print(std::string_view text);  // to the standard output
void tell(std::string_view text);   // to the standard error; errors are ignored
bool messages_on_terminal();
int terminal_width();  // of the standard error; 80 if unknown

}  // namespace komuna
