// The register of streams is permanent: this list may only grow at its end.

#include "engine/random/stream.hpp"

#include <catch2/catch.hpp>
#include <cstddef>

using komuna::Stream;

TEST_CASE("No stream was renumbered") {
  const Stream in_order[] = {Stream::trait,
                             Stream::employment,
                             Stream::workplace,
                             Stream::recruitment,
                             Stream::rival,
                             Stream::founding,
                             Stream::counted_request,
                             Stream::household,
                             Stream::vote,
                             Stream::paper,
                             Stream::transport,
                             Stream::birth,
                             Stream::death,
                             Stream::exit,
                             Stream::arrest,
                             Stream::sentence,
                             Stream::camp,
                             Stream::harvest,
                             Stream::weather,
                             Stream::contract,
                             Stream::report,
                             Stream::finance,
                             Stream::local_joining,
                             Stream::coming_of_age,
                             Stream::army,
                             Stream::individual_request,
                             Stream::conviction,
                             Stream::consent,
                             Stream::waiting,
                             Stream::letter,
                             Stream::drive,
                             Stream::construction,
                             Stream::illness,
                             Stream::hiring,
                             Stream::citizenship,
                             Stream::nationalisation,
                             Stream::merger,
                             Stream::expulsion,
                             Stream::family_fate,
                             Stream::marriage,
                             Stream::delegation,
                             Stream::gate,
                             Stream::destination,
                             Stream::site};
  std::size_t number = 1;
  for (const Stream stream : in_order) CHECK(static_cast<std::size_t>(stream) == number++);
}
