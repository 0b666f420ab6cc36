#pragma once
// What the page looks like: by day and by night, on a telephone, on a wide screen and on paper.
// Contrast of text to ground is at least 4.5 to 1, of lines in charts 3 to 1.

#include <string_view>

namespace komuna::report {

extern const std::string_view style_sheet;

}  // namespace komuna::report
