#include "cli/run_record.hpp"

#include <catch2/catch.hpp>

using namespace komuna;

TEST_CASE("run ids: UUIDs of version 7, in the order of time, never twice") {
  const std::string first = new_run_id();
  const std::string second = new_run_id();
  REQUIRE(first.size() == 36);
  for (const std::size_t dash : {8u, 13u, 18u, 23u}) CHECK(first[dash] == '-');
  CHECK(first[14] == '7');
  CHECK(std::string("89ab").find(first[19]) != std::string::npos);
  CHECK(first != second);
  CHECK(first.substr(0, 8) <= second.substr(0, 8));
}
