#include "engine/scenario/document/spelling.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

using namespace komuna;

TEST_CASE("spelling: slips are counted") {
  CHECK(spelling_distance("gate", "gate", 3) == 0);
  CHECK(spelling_distance("gaet", "gate", 3) == 1);   // swapped
  CHECK(spelling_distance("gat", "gate", 3) == 1);    // left out
  CHECK(spelling_distance("gatte", "gate", 3) == 1);  // inserted
  CHECK(spelling_distance("gafe", "gate", 3) == 1);   // exchanged
  CHECK(spelling_distance("Birth-Rate", "birth_rate", 3) == 0);
  CHECK(spelling_distance("kitten", "sitting", 3) == 3);
  CHECK(spelling_distance("kitten", "sitting", 2) == 3);  // limit + 1
  CHECK(spelling_distance("", "abcdefgh", 3) == 4);
  CHECK(spelling_distance(std::string(1000, 'a'), std::string(1000, 'a'), 3) == 4);
}

namespace {

// The textbook recursion, for comparison.
int slow_distance(std::string_view a, std::string_view b) {
  if (a.empty() || b.empty()) return static_cast<int>(a.size() + b.size());
  const auto without = [](std::string_view word, std::size_t letters) {
    return word.substr(0, word.size() - letters);
  };
  int best = std::min({slow_distance(without(a, 1), b) + 1, slow_distance(a, without(b, 1)) + 1,
                       slow_distance(without(a, 1), without(b, 1)) + (a.back() != b.back())});
  if (a.size() > 1 && b.size() > 1 && a.back() == b[b.size() - 2] && a[a.size() - 2] == b.back())
    best = std::min(best, slow_distance(without(a, 2), without(b, 2)) + 1);
  return best;
}

}  // namespace

TEST_CASE("spelling: the same distances as the textbook recursion") {
  std::mt19937 engine(3);
  const auto word = [&] {
    std::string text;
    for (auto k = engine() % 7; k > 0; --k) text += static_cast<char>('a' + engine() % 3);
    return text;
  };
  for (int k = 0; k < 2000; ++k) {
    const std::string a = word(), b = word();
    CAPTURE(a, b);
    const int distance = slow_distance(a, b);
    for (const int limit : {0, 1, 2, 3, 9})
      REQUIRE(spelling_distance(a, b, limit) == std::min(distance, limit + 1));
  }
}

TEST_CASE("spelling: the nearest word is proposed, a far one never") {
  CHECK(nearest_word("unemploiment", {"employment", "unemployment"}) == "unemployment");
  CHECK(nearest_word("Seed", {"speed", "seed"}) == "seed");
  CHECK(nearest_word("gats", {"origins", "gates"}) == "gates");
  CHECK(nearest_word("wages", {"gates", "origins"}).empty());  // two slips in five letters
  CHECK(nearest_word("xyz", {"abc", "origins"}).empty());
  CHECK(nearest_word("a", {"bcd"}).empty());
  CHECK(did_you_mean("sede", {"seed"}) == "; did you mean \"seed\"?");
  CHECK(did_you_mean("seed", {"seed"}).empty());
}
