#pragma once
// How often each whole number came: enough for a median over any number of replicates, in the
// memory of the different numbers only.

#include <cstdint>
#include <map>

namespace komuna {

class Tally {
 public:
  void add(std::int32_t value) {
    ++counts_[value];
    ++size_;
  }
  std::int64_t size() const { return size_; }
  // Of the two in the middle the mean; 0 for none (as median_of in quantiles.hpp).
  double median() const;

 private:
  // The value at a position, 0 = the smallest.
  std::int32_t at(std::int64_t position) const;

  std::map<std::int32_t, std::int64_t> counts_;
  std::int64_t size_ = 0;
};

}  // namespace komuna
