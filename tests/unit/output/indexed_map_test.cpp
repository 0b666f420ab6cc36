#include "engine/output/indexed_map.hpp"

#include <catch2/catch.hpp>
#include <cstddef>
#include <functional>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

using namespace komuna;

namespace {

using IndexedJson = nlohmann::basic_json<IndexedMap>;

// A name that counts how often names are compared or hashed.
struct CountedName {
  int number = 0;
  long* count = nullptr;
  bool operator==(const CountedName& other) const {
    ++*count;
    return number == other.number;
  }
};

std::string name_of(int number) {
  std::string name = std::to_string(number);
  name.insert(name.begin(), 'n');
  return name;
}

// Map in a map in a list, names twice, and more names than are looked through.
std::string document(int names) {
  std::ostringstream text;
  text << R"({"z": {"b": 1, "a": [{"y": 0.1, "x": null}], "b": 2}, "": true)";
  for (int i = names; i > 0; --i) text << ", \"n" << i % 97 << "\": " << i;
  text << '}';
  return text.str();
}

}  // namespace

template <>
struct std::hash<CountedName> {
  std::size_t operator()(const CountedName& name) const {
    ++*name.count;
    return static_cast<std::size_t>(name.number);
  }
};

TEST_CASE("indexed map: written and read as by the library's own maps in order") {
  for (const int names : {0, 3, 13, 14, 15, 16, 40, 300}) {
    const std::string text = document(names);
    const IndexedJson ours = IndexedJson::parse(text);
    const auto theirs = nlohmann::ordered_json::parse(text);
    CHECK(ours.dump(2) == theirs.dump(2));
    CHECK(ours.size() == theirs.size());
    CHECK(ours == IndexedJson(ours));
    for (const auto& [name, value] : theirs.items()) {
      REQUIRE(ours.contains(name));
      CHECK(ours.at(name).dump() == value.dump());
    }
    CHECK_FALSE(ours.contains("nowhere"));
    CHECK(ours.find("nowhere") == ours.end());
    CHECK_THROWS(ours.at("nowhere"));
  }
}

TEST_CASE("indexed map: what is taken out leaves the others where they were") {
  IndexedJson json;
  for (int i = 0; i < 30; ++i) json[name_of(i)] = i;
  for (const int gone : {29, 0, 7, 20, 21, 22, 23, 24, 25, 26, 27, 28, 1, 2, 3, 4}) {
    const std::string name = name_of(gone);
    json.erase(json.find(name));
    CHECK_FALSE(json.contains(name));
  }
  CHECK(json.size() == 14);
  int last = -1;
  for (const auto& [name, value] : json.items()) {
    CHECK(name == name_of(value.get<int>()));
    CHECK(value.get<int>() > last);
    last = value.get<int>();
  }
  json["n7"] = 7;
  CHECK(json.back() == 7);
  json.clear();
  CHECK(json.empty());
  json["n8"] = 8;
  CHECK(json.dump() == R"({"n8":8})");
}

// Sixteen comparisons look through a few names; a hash and a comparison find one among many, and a
// growing table hashes each name again a few times.
TEST_CASE("indexed map: a name more costs the same however many there are") {
  for (const int names : {100, 1000, 10000}) {
    long count = 0;
    IndexedMap<CountedName, int> map;
    for (int i = 0; i < names; ++i) map.emplace({i, &count}, int{i});
    for (int i = 0; i < names; ++i) CHECK(map.find({i, &count})->second == i);
    CHECK(count < 20L * names);
  }
}
