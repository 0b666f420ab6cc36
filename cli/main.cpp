#include "cli/command_line.hpp"

int main(int count, char** words) { return komuna::run_command_line(count, words); }
