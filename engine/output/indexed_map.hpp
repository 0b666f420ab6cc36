#pragma once
// A map that keeps the order in which it was filled and finds a name at once.
//
//   using Json = nlohmann::basic_json<IndexedMap>;
//
// is JSON in order. The library's own maps in order look through all their names for each new one,
// so that a map of n names takes n^2 steps: with ten thousand collectives the list of where each
// number comes from has a hundred thousand names. Here a map beyond a few names also keeps where
// each of them stands. A name that comes twice keeps its first place and has its last value.

#include <cstddef>
#include <functional>
#include <memory>
#include <unordered_map>
#include <utility>
#include <vector>

namespace komuna {

// In order of insertion; entries are only added. What nlohmann::basic_json asks of its maps.
template <class Key, class T, class Less = std::less<>,
          class Allocator = std::allocator<std::pair<const Key, T>>>
class IndexedMap : private std::vector<std::pair<const Key, T>, Allocator> {
  using Entries = std::vector<std::pair<const Key, T>, Allocator>;

 public:
  using key_type = Key;
  using mapped_type = T;
  using key_compare = std::equal_to<>;
  using typename Entries::const_iterator;
  using typename Entries::iterator;
  using typename Entries::size_type;
  using typename Entries::value_type;

  using Entries::begin;
  using Entries::cbegin;
  using Entries::cend;
  using Entries::empty;
  using Entries::end;
  using Entries::max_size;
  using Entries::size;

  IndexedMap() = default;
  template <class Iterator>
  IndexedMap(Iterator first, Iterator last) {
    for (; first != last; ++first) emplace(first->first, T(first->second));
  }

  std::pair<iterator, bool> emplace(Key key, T&& value) {
    const size_type place = place_of(key);
    if (place < size()) return {at_place(place), false};
    this->emplace_back(std::move(key), std::move(value));
    index_last();
    return {at_place(place), true};
  }

  std::pair<iterator, bool> insert(const value_type& value) {
    return emplace(value.first, T(value.second));
  }

  T& operator[](const Key& key) { return emplace(key, T{}).first->second; }

  iterator find(const Key& key) { return at_place(place_of(key)); }
  const_iterator find(const Key& key) const {
    return begin() + static_cast<std::ptrdiff_t>(place_of(key));
  }
  size_type count(const Key& key) const { return place_of(key) < size() ? 1 : 0; }

  // Takes as long as the map: the library asks for it, komuna never takes anything out.
  iterator erase(const_iterator gone) {
    const auto place = gone - cbegin();
    IndexedMap kept;
    for (value_type& value : *this)
      if (&value != &*gone) kept.emplace(value.first, std::move(value.second));
    *this = std::move(kept);
    return begin() + place;
  }

  void clear() {
    Entries::clear();
    places_.clear();
  }

  bool operator==(const IndexedMap& other) const {
    return static_cast<const Entries&>(*this) == static_cast<const Entries&>(other);
  }

 private:
  static constexpr size_type few = 16;  // names that are as soon looked through

  iterator at_place(size_type place) { return begin() + static_cast<std::ptrdiff_t>(place); }

  // size() if there is none.
  size_type place_of(const Key& key) const {
    if (size() > few) {
      const auto found = places_.find(key);
      return found == places_.end() ? size() : found->second;
    }
    size_type place = 0;
    while (place < size() && entry(place).first != key) ++place;
    return place;
  }

  void index_last() {
    if (size() <= few) return;
    for (size_type place = places_.size(); place < size(); ++place)
      places_.emplace(entry(place).first, place);
  }

  const value_type& entry(size_type place) const { return Entries::operator[](place); }

  std::unordered_map<Key, size_type> places_;
};

}  // namespace komuna
