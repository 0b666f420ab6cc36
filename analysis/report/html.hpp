#pragma once
// The few elements of HTML that a report is made of.
//
// Whatever comes from a scenario goes through escaped(): a name that looks like HTML stays a name.
// Wide tables stand in a box of their own that scrolls sideways and can be reached by keyboard.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace komuna::report {

// Text as the content of an element or the value of an attribute. Control characters are left out.
std::string escaped(std::string_view text);

struct Table {
  std::string caption;
  std::vector<std::string> heads;              // plain text
  std::vector<std::vector<std::string>> rows;  // plain text, as many as heads
  // 't' for a column of words, set left, 'n' for figures, set right; the last letter holds for the
  // columns that follow.
  std::string columns = "tn";
};

// The first column heads its row.
std::string html(const Table& table);

std::string heading(int level, std::string_view id, std::string_view text);
std::string paragraph(std::string_view text);
// `inner` is HTML already.
std::string folded(std::string_view summary, std::string_view inner);
std::string bullets(const std::vector<std::string>& items);

// The address as a link if it is one, else as text. Scenario authors write addresses with and
// without "https://", and sometimes words; only what can be nothing but an address is linked.
std::string linked(const std::string& address);

}  // namespace komuna::report
