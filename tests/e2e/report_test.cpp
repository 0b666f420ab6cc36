// report.html, as a reader gets it.

#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "tests/support/html_reader.hpp"
#include "tests/support/process.hpp"

using namespace komuna::tests;

namespace {

// An empty folder as PATH: no program is found.
Ended run_tiny(const TemporaryFolder& folder, const std::string& name, bool with_programs = true,
               const std::string& scenario = "tiny") {
  ProcessOptions options;
  std::filesystem::create_directory(folder / "empty");
  if (!with_programs) options.programs = folder / "empty";
  return komuna::tests::call_komuna(
      {"run", scenario, "--replicates", "25", "--quiet", "--out", folder / name}, options);
}

std::size_t count_of(const std::string& text, const std::string& what) {
  std::size_t n = 0;
  for (std::size_t at = text.find(what); at != std::string::npos; at = text.find(what, at + 1)) ++n;
  return n;
}

// Nothing is fetched: addresses stand only in links that a reader may follow.
void check_self_contained(const HtmlPage& page, const std::string& text) {
  for (const HtmlTag& tag : page.tags) {
    CHECK(tag.name != "script");
    CHECK(tag.name != "link");
    CHECK(tag.name != "img");
    CHECK(tag.name != "iframe");
    for (const auto& [name, value] : tag.attributes)
      if (value.find("://") != std::string::npos) CHECK((tag.name == "a" && name == "href"));
  }
  CHECK(text.find("url(") == std::string::npos);
  CHECK(text.find("@import") == std::string::npos);
}

void check_names(const HtmlPage& page) {
  std::set<std::string> ids;
  for (const HtmlTag& tag : page.tags)
    if (const auto id = tag.attributes.find("id"); id != tag.attributes.end()) {
      INFO(id->second);
      CHECK(ids.insert(id->second).second);
    }
  for (const HtmlTag& tag : page.tags)
    for (const char* name : {"href", "aria-labelledby"}) {
      const auto found = tag.attributes.find(name);
      if (found == tag.attributes.end()) continue;
      INFO(found->second);
      if (found->second.rfind('#', 0) == 0) CHECK(ids.count(found->second.substr(1)) == 1);
      if (std::string(name) == "aria-labelledby")
        CHECK(ids.count(found->second.substr(0, found->second.find(' '))) == 1);
    }
}

void check_structure(const HtmlPage& page) {
  int level = 0;
  for (const HtmlTag& tag : page.tags)
    if (tag.name.size() == 2 && tag.name[0] == 'h' && tag.name[1] >= '1' && tag.name[1] <= '6') {
      INFO(tag.text);
      CHECK(tag.name[1] - '0' <= level + 1);
      level = tag.name[1] - '0';
    }
  CHECK(page.named("h1").size() == 1);
  CHECK(page.named("html").at(0)->attributes.at("lang") == "en");
  for (const HtmlTag* head : page.named("th")) CHECK(head->attributes.count("scope") == 1);
  for (const HtmlTag* table : page.named("table")) CHECK(count_of(table->text, "<caption>") == 1);
}

}  // namespace

TEST_CASE("report: one whole page of its own") {
  const TemporaryFolder folder;
  const Ended ended = run_tiny(folder, "r");
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string text = read_text(folder / "r/report.html");
  const HtmlPage page = read_html(text);
  REQUIRE(page.problem == "");
  check_self_contained(page, text);
  check_names(page);
  check_structure(page);
  for (const char* part : {"synthetic", "assumption", "How to cite", "SHA-256", "komuna run",
                           "Beehive", "of 25 histories"})
    CHECK(text.find(part) != std::string::npos);
}

TEST_CASE("report: every chart has words and a table behind it, drawn or not") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder, "with").code == 0);
  REQUIRE(run_tiny(folder, "without", false).code == 0);
  const HtmlPage with = read_html(read_text(folder / "with/report.html"));
  const std::string bare_text = read_text(folder / "without/report.html");
  const HtmlPage without = read_html(bare_text);
  REQUIRE(with.problem == "");
  REQUIRE(without.problem == "");
  const auto figures = with.named("figure");
  REQUIRE(figures.size() >= 8);
  CHECK(without.named("figure").size() == figures.size());
  for (const HtmlTag* figure : figures) {
    CHECK(count_of(figure->text, "<svg ") == 1);
    CHECK(count_of(figure->text, "role=\"img\"") == 1);
    CHECK(count_of(figure->text, "<title id=") == 1);
    CHECK(count_of(figure->text, "<desc id=") == 1);
    CHECK(count_of(figure->text, "<table>") == 1);
    CHECK(count_of(figure->text, "<figcaption>") == 1);
    // All colours are the page's, so that they change with it.
    CHECK(count_of(figure->text, "rgb(") == 0);
    CHECK(count_of(figure->text, "black") == 0);
  }
  CHECK(without.named("svg").empty());
  CHECK(bare_text.find("gnuplot was not found") != std::string::npos);
  CHECK(without.named("table").size() == with.named("table").size());
  check_names(without);
  check_structure(without);
}

TEST_CASE("report: the same run gives the same bytes") {
  const TemporaryFolder folder;
  REQUIRE(run_tiny(folder, "one").code == 0);
  REQUIRE(run_tiny(folder, "two").code == 0);
  CHECK(read_text(folder / "one/report.html") == read_text(folder / "two/report.html"));
}

TEST_CASE("report: names that look like HTML or commands stay names") {
  const TemporaryFolder folder;
  std::string scenario = tiny_text();
  const std::string name = "name: Arcadia";
  REQUIRE(scenario.find(name) != std::string::npos);
  scenario.replace(scenario.find(name), name.size(),
                   "name: \"<script>x</script>' `touch made` \\\" & ${HOME}\"");
  write_text(folder / "odd/scenario.yaml", scenario);
  ProcessOptions options;
  options.folder = folder.path();
  const Ended ended = komuna::tests::call_komuna(
      {"run", "odd", "--replicates", "25", "--quiet", "--out", "r"}, options);
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string text = read_text(folder / "r/report.html");
  const HtmlPage page = read_html(text);
  REQUIRE(page.problem == "");
  CHECK(page.named("script").empty());
  CHECK(text.find("&lt;script&gt;x&lt;/script&gt;") != std::string::npos);
  CHECK(page.named("svg").size() == page.named("figure").size());
  CHECK(!std::filesystem::exists(folder / "made"));
}

TEST_CASE("report: a comparison shows what differs and who would have gone") {
  const TemporaryFolder folder;
  const Ended ended = call_komuna(
      {"compare", "tiny", "tiny_what_if", "--replicates", "6", "--quiet", "--out", folder / "c"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string text = read_text(folder / "c/report.html");
  const HtmlPage page = read_html(text);
  REQUIRE(page.problem == "");
  check_self_contained(page, text);
  check_names(page);
  check_structure(page);
  for (const char* part :
       {"6 pairs of histories", "Mean difference", "Only in the alternative", "What kept them back",
        "The worlds part in", "not the uncertainty of a", "In neither", "by political stratum",
        "What happened in the base", "people of the place", "with the base", "read: scenario.yaml",
        "compared with"})
    CHECK(text.find(part) != std::string::npos);
  CHECK(count_of(text, "<caption>What kept them back") == 1);
  // The explanation and the legend stand before the charts.
  CHECK(text.find("The worlds part in") < text.find("<figure "));
  CHECK(text.find("class=\"legend\"") < text.find("<figure "));
  CHECK(count_of(text, "Alternative minus base, pair by pair") >= 2);
}

TEST_CASE("report: levers are shown with their parts") {
  const TemporaryFolder folder;
  const Ended ended =
      call_komuna({"compare", "tiny", "--levers", "obstacles_doubled,nothing_changes",
                   "--replicates", "4", "--quiet", "--out", folder / "c"});
  INFO(ended.err);
  REQUIRE(ended.code == 0);
  const std::string text = read_text(folder / "c/report.html");
  const HtmlPage page = read_html(text);
  REQUIRE(page.problem == "");
  check_names(page);
  CHECK(count_of(text, "id=\"levers-figure\"") == 1);
  CHECK(text.find("Shapley") != std::string::npos);
  for (const HtmlTag* figure : page.named("figure")) CHECK(count_of(figure->text, "<svg ") == 1);
}
