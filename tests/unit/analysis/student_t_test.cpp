#include "analysis/student_t.hpp"

#include <catch2/catch.hpp>
#include <cmath>

#include "engine/base/error.hpp"

using namespace komuna;

TEST_CASE("quantiles of Student's t are those of the published tables") {
  // Hald, Statistical Tables and Formulas (1952) and later tables, to the digits printed.
  struct Entry {
    double p;
    std::int64_t degrees;
    double value;
  };
  for (const Entry& entry : {Entry{0.975, 1, 12.7062047},
                             {0.975, 2, 4.3026527},
                             {0.975, 3, 3.1824463},
                             {0.975, 4, 2.7764451},
                             {0.975, 10, 2.2281389},
                             {0.975, 30, 2.0422725},
                             {0.975, 99, 1.9842169},
                             {0.95, 5, 2.0150484},
                             {0.995, 7, 3.4994833},
                             {0.975, 1000, 1.9623391}}) {
    INFO(entry.p << " with " << entry.degrees);
    CHECK(student_t_quantile(entry.p, entry.degrees) ==
          Approx(entry.value).epsilon(0).margin(1e-6));
  }
}

TEST_CASE("one and two degrees of freedom have closed forms") {
  // k = 1: tan(pi (p - 1/2)); k = 2: (2p - 1) sqrt(2 / (1 - (2p - 1)^2)).
  CHECK(student_t_quantile(0.75, 1) == Approx(1.0).epsilon(1e-8));
  CHECK(student_t_quantile(0.9, 2) == Approx(0.8 * std::sqrt(2.0 / 0.36)).epsilon(1e-8));
}

TEST_CASE("with very many degrees of freedom it is the normal quantile") {
  CHECK(student_t_quantile(0.975, 1000000) == Approx(1.9599640).margin(1e-5));
  CHECK(student_t_quantile(0.975, 5000000) == Approx(1.9599640).margin(1e-6));
}

TEST_CASE("no quantile below the median or without degrees of freedom") {
  CHECK_THROWS_AS(student_t_quantile(0.5, 3), InternalError);
  CHECK_THROWS_AS(student_t_quantile(0.975, 0), InternalError);
}
