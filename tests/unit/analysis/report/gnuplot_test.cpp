#include "analysis/report/gnuplot.hpp"

#include <catch2/catch.hpp>

#include "analysis/report/drawing.hpp"

using namespace komuna::report;

TEST_CASE("gnuplot: a text in a script is nothing but text") {
  CHECK(quoted("plain") == "'plain'");
  CHECK(quoted("it's `date` \"x\" @y") == "'it''s `date` \"x\" @y'");
  CHECK(quoted("two\nlines") == "'twolines'");
}

// Shaped as gnuplot 5.4 writes it.
TEST_CASE("drawing: named, described, in the page's colours") {
  const std::string drawing =
      "<?xml version=\"1.0\"?>\n<svg \n viewBox=\"0 0 40 30\"\n xmlns=\"http://x\"\n>\n"
      "<title>Gnuplot</title>\n<desc>Produced by GNUPLOT</desc>\n<g id=\"gnuplot_canvas\">\n"
      "<rect x=\"0\" y=\"0\" width=\"40\" height=\"30\" fill=\"none\"/>\n"
      "<defs>\n<circle id='gpPt5' r='1'/><use xlink:href='#gpPt5' id='gpPt6'/>\n</defs>\n"
      "<g fill=\"none\" color=\"black\">\n</g>\n"
      "<path stroke='rgb(  0,   1,   1)' d='M0,0'/><g fill=\"rgb(0,1,1)\"><text>&lt;b></text></g>\n"
      "<use xlink:href='#gpPt6' color='black'/></g>\n</svg>";
  const std::string page = in_page(drawing, {"left-1", "A & B", "What \"it\" shows"});
  CHECK(page ==
        "<svg viewBox=\"0 0 40 30\" role=\"img\" aria-labelledby=\"left-1-t left-1-d\">\n"
        "<title id=\"left-1-t\">A &amp; B</title>\n<desc id=\"left-1-d\">What &quot;it&quot; "
        "shows</desc>\n<g>\n<defs>\n<circle id='left-1-gpPt5' r='1'/><use href='#left-1-gpPt5' "
        "id='left-1-gpPt6'/>\n</defs>\n<path stroke='var(--ink)' d='M0,0'/><g "
        "fill=\"var(--ink)\"><text>&lt;b></text></g>\n<use href='#left-1-gpPt6'/></g>\n</svg>\n");
}

TEST_CASE("drawing: what is no drawing becomes nothing") {
  CHECK(in_page("", {"a", "b", "c"}) == "");
  CHECK(in_page("<svg>", {"a", "b", "c"}) == "");
}
