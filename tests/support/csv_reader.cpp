#include "tests/support/csv_reader.hpp"

#include <algorithm>
#include <stdexcept>

#include "tests/support/process.hpp"

namespace komuna::tests {
namespace {

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  bool at_end() const { return at_ >= text_.size(); }

  CsvRow row() {
    CsvRow cells;
    while (true) {
      cells.push_back(cell());
      if (at_end()) throw std::runtime_error("the last line is not ended");
      const char c = text_[at_++];
      if (c == ',') continue;
      if (c == '\r' && !at_end() && text_[at_++] == '\n') return cells;
      throw std::runtime_error("a stray letter after a cell");
    }
  }

 private:
  std::string cell() {
    std::string value;
    if (at_end() || text_[at_] != '"') {
      while (!at_end() && std::string(",\r\n\"").find(text_[at_]) == std::string::npos)
        value += text_[at_++];
      return value;
    }
    for (++at_; !at_end(); ++at_) {
      if (text_[at_] == '"') {
        ++at_;
        if (at_end() || text_[at_] != '"') return value;
      }
      value += text_[at_];
    }
    throw std::runtime_error("a quote is not closed");
  }

  const std::string& text_;
  std::size_t at_ = 0;
};

}  // namespace

std::size_t CsvFile::column(const std::string& name) const {
  const auto found = std::find(header.begin(), header.end(), name);
  if (found == header.end()) throw std::runtime_error("no column " + name);
  return static_cast<std::size_t>(found - header.begin());
}

CsvFile read_csv(const std::string& path) {
  const std::string text = read_text(path);
  Reader reader(text);
  CsvFile file;
  file.header = reader.row();
  while (!reader.at_end()) {
    file.rows.push_back(reader.row());
    if (file.rows.back().size() != file.header.size())
      throw std::runtime_error(path + ": rows differ in length");
  }
  return file;
}

}  // namespace komuna::tests
