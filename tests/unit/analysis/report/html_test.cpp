#include "analysis/report/html.hpp"

#include <catch2/catch.hpp>

using namespace komuna::report;

TEST_CASE("report html: text is escaped in contents and attributes") {
  CHECK(escaped("a < b & \"c\" > 'd'") == "a &lt; b &amp; &quot;c&quot; &gt; &#39;d&#39;");
  CHECK(escaped("Čechocentrum") == "Čechocentrum");
  CHECK(escaped(std::string("a\x01") + "b\nc") == "ab\nc");
  CHECK(paragraph("<b>") == "<p>&lt;b&gt;</p>\n");
  CHECK(bullets({}) == "");
}

TEST_CASE("report html: a table names its rows and columns") {
  Table table;
  table.caption = "Who & where";
  table.heads = {"Who", "Where", "Persons"};
  table.columns = "ttn";
  table.rows = {{"A", "B", "1"}};
  CHECK(html(table) ==
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"Who &amp; where\">\n"
        "<table>\n<caption>Who &amp; where</caption>\n<thead><tr><th scope=\"col\">Who</th>"
        "<th scope=\"col\">Where</th><th scope=\"col\" class=\"n\">Persons</th></tr></thead>\n"
        "<tbody>\n<tr><th scope=\"row\">A</th><td>B</td><td class=\"n\">1</td></tr>\n</tbody>\n"
        "</table>\n</div>\n");
}

TEST_CASE("report html: only what can be nothing but an address is a link") {
  CHECK(
      linked("en.wikipedia.org/wiki/Interhelpo") ==
      "<a href=\"https://en.wikipedia.org/wiki/Interhelpo\">en.wikipedia.org/wiki/Interhelpo</a>");
  CHECK(linked("https://gulag.online") ==
        "<a href=\"https://gulag.online\">https://gulag.online</a>");
  for (const char* words : {"phil.muni.cz/journal/proudy, 2019/2", "javascript:alert(1)",
                            "archive of the party", "../secret.txt", "ftp://a.b", "page 12"})
    CHECK(linked(words) == words);
  CHECK(linked("a.b/\"><script>") == "a.b/&quot;&gt;&lt;script&gt;");
}
