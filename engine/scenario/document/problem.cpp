#include "engine/scenario/document/problem.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>
#include <utility>

#include "engine/scenario/document/plain_text.hpp"

namespace komuna {

std::string to_string(const Problem& problem) {
  std::string line = on_one_line(to_string(problem.position));
  for (const std::string* part : {&problem.path, &problem.message}) {
    if (part->empty()) continue;
    if (!line.empty()) line += ": ";
    line += on_one_line(*part);
  }
  return line;
}

void Problems::add(Position position, std::string path, std::string message, Trouble trouble) {
  ++count_;
  if (full()) return;
  kept_.push_back({std::move(position), std::move(path), std::move(message), trouble});
}

std::vector<Problem> Problems::sorted() const {
  std::vector<std::size_t> order(kept_.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  const auto key = [this](std::size_t at) {
    const Position& place = kept_[at].position;
    return std::make_tuple(place.file_name(), place.line, place.column, at);
  };
  std::sort(order.begin(), order.end(),
            [&](std::size_t a, std::size_t b) { return key(a) < key(b); });
  std::vector<Problem> list;
  list.reserve(order.size());
  for (const std::size_t at : order) list.push_back(kept_[at]);
  return list;
}

std::string Problems::report(std::size_t most_shown) const {
  std::string text;
  std::size_t shown = 0;
  for (const Problem& problem : sorted()) {
    if (shown == most_shown) break;
    text += to_string(problem) + '\n';
    ++shown;
  }
  if (count_ > shown) text += "and " + std::to_string(count_ - shown) + " more\n";
  return text;
}

int Problems::exit_code() const {
  const auto any = [this](Trouble trouble) {
    return std::any_of(kept_.begin(), kept_.end(),
                       [=](const Problem& problem) { return problem.trouble == trouble; });
  };
  if (empty()) return 0;
  if (any(Trouble::usage)) return 64;
  return any(Trouble::file) ? 74 : 65;
}

}  // namespace komuna
