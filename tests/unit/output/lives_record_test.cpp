#include "engine/output/lives_record.hpp"

#include <catch2/catch.hpp>

#include "engine/output/packed.hpp"
#include "tests/support/outcome_text.hpp"

using namespace komuna;

namespace {

Life step(int number) {
  Life life;
  life.month = Month::of(1921, 1) + number / 1000;
  life.household = "arcadia/hills#" + std::to_string(number * 7919 % 10007) + ".0";
  life.person = number % 5;
  life.event = "waiting";
  life.origin = "arcadia";
  life.collective = number % 3 == 0 ? "" : "beehive";
  life.age = -1 + number % 90;
  return life;
}

}  // namespace

TEST_CASE("lives record: steps come back in order, over many parts") {
  LivesRecord record;
  std::vector<std::string> told, read;
  for (int i = 0; i < 50000; ++i) {
    record.add(step(i));
    told.push_back(tests::life_text(step(i)));
  }
  CHECK(record.parts().size() > 1);
  CHECK(record.parts().size() == record.parts().size());  // asking closes no part twice
  for (const std::string& part : record.parts())
    each_life_of(part, [&](const Life& life) { read.push_back(tests::life_text(life)); });
  CHECK(read == told);
}

TEST_CASE("lives record: of nobody, and damaged") {
  LivesRecord nobody;
  CHECK(nobody.parts().empty());
  LivesRecord record;
  record.add(step(1));
  const std::string part = record.parts().front();
  const auto ignore = [](const Life&) {};
  CHECK_THROWS_AS(each_life_of(part.substr(0, part.size() - 1), ignore), DamagedRecord);
  const std::string bytes = unpack(part);
  const std::string short_by_one = bytes.substr(0, bytes.size() - 1);
  CHECK_THROWS_AS(each_life_of(pack(short_by_one), ignore), DamagedRecord);
}
