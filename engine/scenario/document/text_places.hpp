#pragma once
// Turns "the 4,711th byte of this file" into line and column as an editor shows them.
//
// Columns count characters of UTF-8. A file on one line of 4 MiB must not make this slow, so the
// number of characters before every 256th byte is kept: a look-up costs O(log lines + 256).

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/scenario/document/node.hpp"

namespace komuna {

class TextPlaces {
 public:
  // `text` must outlive this object.
  TextPlaces(std::string_view file, std::string_view text);

  Position at(std::size_t offset) const;                         // byte offset from 0
  Position at(std::size_t line, std::size_t byte_column) const;  // both from 0
  Position beginning() const { return Position{file_, 1, 1}; }
  std::string_view line_text(std::size_t line) const;  // from 0; "" beyond the end

 private:
  std::size_t characters_before(std::size_t offset) const;

  std::shared_ptr<const std::string> file_;
  std::string_view text_;
  std::vector<std::size_t> line_starts_;
  std::vector<std::size_t> characters_;  // before byte 0, 256, 512, ...
};

}  // namespace komuna
