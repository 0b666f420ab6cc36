#pragma once
// Points of a space of parameters or of figures, and tables of many of them.

#include <cstddef>
#include <span>
#include <vector>

namespace komuna::calibration {

using Point = std::vector<double>;

// Rows of equal length, one after the other in memory.
class Table {
 public:
  explicit Table(std::size_t columns) : columns_(columns) {}

  std::size_t rows() const { return columns_ == 0 ? 0 : values_.size() / columns_; }
  std::size_t columns() const { return columns_; }
  // row < rows(). The span is good until a row is added.
  std::span<const double> operator[](std::size_t row) const {
    return {values_.data() + row * columns_, columns_};
  }
  // `row` has columns() values.
  void add(std::span<const double> row) { values_.insert(values_.end(), row.begin(), row.end()); }
  void reserve(std::size_t rows) { values_.reserve(rows * columns_); }
  // All values, row by row.
  const std::vector<double>& values() const { return values_; }

 private:
  std::size_t columns_;
  std::vector<double> values_;
};

}  // namespace komuna::calibration
