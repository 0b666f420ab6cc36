#pragma once
// Takes the cells of a table, from left to right, a row after the other. Where they go (a text
// file, a database) is its own affair; what they are is said once, in tables.cpp.

#include <cstdint>
#include <string_view>

#include "engine/base/month.hpp"

namespace komuna {

class RowWriter {
 public:
  virtual ~RowWriter() = default;
  virtual RowWriter& text(std::string_view value) = 0;
  virtual RowWriter& integer(std::int64_t value) = 0;
  virtual RowWriter& number(double value) = 0;  // not finite = empty
  virtual RowWriter& flag(bool value) = 0;
  virtual RowWriter& date(Month month) = 0;  // distant_future = empty
  virtual RowWriter& missing() = 0;
  virtual void end_row() = 0;
};

}  // namespace komuna
