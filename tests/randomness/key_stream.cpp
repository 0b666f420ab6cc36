// Writes the words of the keyed draws to standard output, for ever, in an order the engine uses
// them: key_stream month|worker|process|rain [SEED]
//
//   month    one world through time: for every month, every head of every cell is asked
//   worker   eight worlds at the same time, a block from each in turn, as threads take them
//   process  one question (stream) after the other, each for many heads over all months
//   rain     the counts and drops of the rain: rectangles above the heads of a cell
//
// A generator that is sound when its counter goes up by one may show patterns when only some bits
// of its address change; here they change as in a run. Between worlds the replicate is the next
// one.

#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <string_view>
#include <vector>

#include "engine/random/draws.hpp"

namespace {

using namespace komuna;

constexpr std::uint32_t cells = 20;
constexpr std::uint32_t heads = 500;
constexpr int months = 276;  // of the historical scenario
const Month begin = Month::of(1921, 1);

Month month_number(int k) { return Month{begin.index + k}; }

std::uint32_t cell_id(std::uint32_t k) {
  return semantic_id("origin/region/branch/" + std::to_string(k));
}

class Output {
 public:
  void add(const Block& block) {
    words_.insert(words_.end(), {block.w0, block.w1, block.w2, block.w3});
    if (words_.size() < 16384) return;
    if (std::fwrite(words_.data(), sizeof words_[0], words_.size(), stdout) != words_.size())
      std::exit(0);  // the reader has enough
    words_.clear();
  }

 private:
  std::vector<std::uint32_t> words_;
};

void write_month(Output& out, const Draws& draws, Month month) {
  for (std::uint32_t cell = 0; cell < cells; ++cell)
    for (std::uint32_t head = 0; head < heads; ++head)
      for (const Stream stream : {Stream::employment, Stream::recruitment, Stream::exit})
        out.add(draws.block(cell_id(cell), head, month, stream));
}

void by_month(Output& out, const Draws& draws) {
  for (int k = 0; k < months; ++k) write_month(out, draws, month_number(k));
}

void by_worker(Output& out, std::uint64_t seed, std::uint64_t first) {
  constexpr std::uint64_t workers = 8;
  std::vector<Draws> worlds;
  for (std::uint64_t w = 0; w < workers; ++w) worlds.emplace_back(seed, first * workers + w);
  for (int k = 0; k < months; ++k)
    for (std::uint32_t head = 0; head < cells * heads; ++head)
      for (const Draws& draws : worlds)
        out.add(draws.block(cell_id(head / heads), head % heads, month_number(k), Stream::vote));
}

void by_process(Output& out, const Draws& draws) {
  for (int stream = 1; stream <= 45; ++stream)
    for (std::uint32_t head = 0; head < heads; ++head)
      for (int k = 0; k < months; ++k)
        out.add(draws.block(cell_id(head % cells), head, month_number(k),
                            static_cast<Stream>(stream), 0, head / cells));
}

void rain(Output& out, const Draws& draws) {
  for (int k = 0; k < months; ++k)
    for (std::uint32_t cell = 0; cell < cells; ++cell) {
      const auto row = [&](std::uint8_t draw) {
        return draws.row(cell_id(cell), semantic_id("collective"), month_number(k),
                         Stream::recruitment, draw);
      };
      const PhiloxRow counts = row(rain_count_draw), drops = row(rain_drop_draw);
      for (std::uint32_t block = 0; block < 12; ++block)
        for (std::uint32_t rectangle = 0; rectangle < 16; ++rectangle) {
          if (rectangle % 4 == 0) out.add(counts.at(block << 27 | rectangle << 6));
          out.add(drops.at(block << 27 | rectangle << 6));
        }
    }
}

}  // namespace

int main(int count, char** words) {
  const std::string_view order = count > 1 ? words[1] : "";
  const std::uint64_t seed = count > 2 ? std::strtoull(words[2], nullptr, 10) : 1921;
  if (order != "month" && order != "worker" && order != "process" && order != "rain") {
    std::fputs("key_stream month|worker|process|rain [SEED]\n", stderr);
    return 64;
  }
  Output out;
  for (std::uint64_t replicate = 0;; ++replicate) {
    const Draws draws(seed, replicate);
    if (order == "month") by_month(out, draws);
    if (order == "worker") by_worker(out, seed, replicate);
    if (order == "process") by_process(out, draws);
    if (order == "rain") rain(out, draws);
  }
}
