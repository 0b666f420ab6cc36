#pragma once
// Reads a CSV file by the rules of RFC 4180, independently of what writes it.

#include <string>
#include <vector>

namespace komuna::tests {

using CsvRow = std::vector<std::string>;

struct CsvFile {
  CsvRow header;
  std::vector<CsvRow> rows;

  // Position of a column; throws if there is none.
  std::size_t column(const std::string& name) const;
};

// Throws when a line does not end in CR LF, a quote is never closed, or rows differ in length.
CsvFile read_csv(const std::string& path);

}  // namespace komuna::tests
