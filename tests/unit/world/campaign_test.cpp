#include "engine/world/campaign.hpp"

#include <catch2/catch.hpp>

#include "tests/support/field_audit.hpp"

using namespace komuna;
using namespace komuna::tests;

TEST_CASE("campaigns are declared with meaning, range and source") {
  Campaign campaign;
  CHECK(FieldAudit::of(campaign) == std::vector<std::string>{});
}

TEST_CASE("a campaign ends after it began, and one for a collective names it") {
  Campaign campaign;
  campaign.from = campaign.until = Month::of(1922, 3);
  CHECK(FieldAudit::of(campaign).empty());
  campaign.until = Month::of(1922, 2);
  CHECK(FieldAudit::of(campaign).size() == 1);
  campaign.until = campaign.from;
  campaign.purpose = Purpose::collective;
  CHECK(FieldAudit::of(campaign).size() == 1);
  campaign.collective = "spring";
  CHECK(FieldAudit::of(campaign).empty());
}
