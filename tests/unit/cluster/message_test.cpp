#include "cluster/message.hpp"

#include <catch2/catch.hpp>
#include <limits>

using namespace komuna;

TEST_CASE("message: what is said is what is heard") {
  for (const std::int64_t number :
       {std::int64_t{0}, std::int64_t{1}, std::int64_t{-1},
        std::numeric_limits<std::int64_t>::max(), std::numeric_limits<std::int64_t>::min()}) {
    const Message heard = message_of(bytes_of({Message::result, number, std::string("a\0b\n", 4)}));
    CHECK(heard.kind == Message::result);
    CHECK(heard.number == number);
    CHECK(heard.body == std::string("a\0b\n", 4));
  }
  CHECK(bytes_of({Message::task, 258, "x"}) == std::string("T\2\1\0\0\0\0\0\0x", 10));
}

TEST_CASE("message: bytes that are cut short say nothing") {
  const std::string whole = bytes_of({Message::end, 7, ""});
  for (std::size_t length = 0; length < whole.size(); ++length)
    CHECK(message_of(whole.substr(0, length)).kind == Message::alive);
}

TEST_CASE("message: an order keeps its three parts") {
  const WorkOrder order = work_order_of(body_of({"run", "line\nline", "komuna 1"}));
  CHECK(order.kind == "run");
  CHECK(order.program == "komuna 1");
  CHECK(order.description == "line\nline");
  CHECK(work_order_of("run").kind.empty());
  CHECK(work_order_of("run\nkomuna").kind.empty());
}
