#include "engine/scenario/document/spelling.hpp"

#include <algorithm>
#include <array>
#include <cstddef>

namespace komuna {
namespace {

constexpr std::size_t longest = 64;       // longer words get no proposal
constexpr std::size_t most_tried = 4000;  // known words looked at

char folded(char c) {
  if (c >= 'A' && c <= 'Z') return static_cast<char>(c - 'A' + 'a');
  return c == '-' ? '_' : c;
}

}  // namespace

int spelling_distance(std::string_view a, std::string_view b, int limit) {
  const auto gap = static_cast<int>(std::max(a.size(), b.size()) - std::min(a.size(), b.size()));
  if (a.size() > longest || b.size() > longest || gap > limit) return limit + 1;
  using Row = std::array<int, longest + 2>;
  Row before{}, previous{}, current{};
  const auto band = static_cast<std::size_t>(limit);  // cells further off count more than limit
  for (std::size_t j = 0; j <= b.size(); ++j) previous[j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    const std::size_t first = i > band ? i - band : 1;
    const std::size_t last = std::min(b.size(), i + band);
    current[first - 1] = first == 1 ? static_cast<int>(i) : limit + 1;
    int least = current[first - 1];
    for (std::size_t j = first; j <= last; ++j) {
      const char x = folded(a[i - 1]), y = folded(b[j - 1]);
      int best =
          std::min({previous[j] + 1, current[j - 1] + 1, previous[j - 1] + (x == y ? 0 : 1)});
      if (i > 1 && j > 1 && x == folded(b[j - 2]) && folded(a[i - 2]) == y)
        best = std::min(best, before[j - 2] + 1);
      current[j] = best;
      least = std::min(least, best);
    }
    if (least > limit) return limit + 1;
    current[last + 1] = limit + 1;
    before = previous;
    previous = current;
  }
  return std::min(previous[b.size()], limit + 1);
}

std::string nearest_word(std::string_view given, const std::vector<std::string_view>& known) {
  std::string_view nearest;
  int least = 4;
  const std::size_t tried = std::min(known.size(), most_tried);
  for (std::size_t at = 0; at < tried && least > 0; ++at) {
    const auto length = static_cast<int>(std::max(given.size(), known[at].size()));
    const int limit = std::min({3, std::max(1, length / 3), least - 1});
    const int distance = spelling_distance(given, known[at], limit);
    if (distance <= limit && distance < least) {
      least = distance;
      nearest = known[at];
    }
  }
  return std::string(nearest);
}

std::string did_you_mean(std::string_view given, const std::vector<std::string_view>& known) {
  const std::string word = nearest_word(given, known);
  return word.empty() || word == given ? "" : "; did you mean \"" + word + "\"?";
}

std::string list_words(const std::vector<std::string_view>& words) {
  constexpr std::size_t most = 12;
  std::string text;
  for (std::size_t at = 0; at < words.size() && at < most; ++at) {
    if (at > 0) text += ", ";
    text += words[at];
  }
  if (words.size() > most) text += " and " + std::to_string(words.size() - most) + " more";
  return text;
}

}  // namespace komuna
