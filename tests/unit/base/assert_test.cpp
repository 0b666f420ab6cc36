#include "engine/base/assert.hpp"

#include <catch2/catch.hpp>
#include <string>

#include "engine/base/error.hpp"

TEST_CASE("A promise kept costs nothing, a broken one names its place") {
  int calls = 0;
  const auto holds = [&calls](bool value) { return ++calls, value; };
  CHECK_NOTHROW([&] { KOMUNA_ASSERT(holds(true), "never seen"); }());
  CHECK(calls == 1);
  try {
    KOMUNA_ASSERT(holds(2 + 2 == 5), "the ledger does not balance");
    FAIL("no exception");
  } catch (const komuna::InternalError& error) {
    const std::string text = error.what();
    CHECK(text.find("assert_test.cpp:") != std::string::npos);
    CHECK(text.find("the ledger does not balance") != std::string::npos);
    CHECK(text.find("2 + 2 == 5") != std::string::npos);
  }
  CHECK(calls == 2);
}
