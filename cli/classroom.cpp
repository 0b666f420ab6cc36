#include "cli/classroom.hpp"

#include <fmt/format.h>

#include <filesystem>
#include <optional>

#include "cli/classroom_data.hpp"
#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/output/new_file.hpp"
#include "engine/scenario/files/text_file.hpp"

namespace komuna {
namespace {

constexpr std::string_view empty_data = R"(<script type="application/json" id="komuna-data">null<)";
constexpr std::string_view end_of_data = "null<";
constexpr std::size_t largest_page = std::size_t{16} << 20U;

std::string page_place(const ClassroomOptions& options) {
  if (!options.page.empty()) return options.page;
  const std::filesystem::path scenarios = scenario_libraries().front();
  return (scenarios.parent_path() / "build" / "classroom" / "page.html").string();
}

std::string read_page(const ClassroomOptions& options) {
  const std::string place = page_place(options);
  Problems problems;
  const std::optional<std::string> page = read_bytes(place, largest_page, problems);
  if (!page)
    throw UsageError(fmt::format(
        "there is no classroom page at {}; `python3 classroom/build.py` in the checkout builds it "
        "(it needs emscripten, Node 20.19 or newer and npm; docs/classroom.md), or --page names "
        "one built elsewhere",
        place));
  if (page->find(empty_data) == std::string::npos)
    throw UsageError(place + " is not a classroom page without scenarios");
  return *page;
}

std::string with_data(std::string page, const std::string& data) {
  const std::size_t at = page.find(empty_data) + empty_data.size() - end_of_data.size();
  return page.replace(at, end_of_data.size() - 1, data);
}

}  // namespace

int write_classroom(const ClassroomOptions& options) {
  ClassroomOptions wish = options;
  if (wish.scenarios.empty()) wish.scenarios = {"classroom"};
  const std::string page = wish.data_only ? std::string() : read_page(wish);
  std::string data;
  if (const int code = classroom_data(wish, data); code != 0) return code;
  NewFile file(wish.out);
  file.write(wish.data_only ? data + '\n' : with_data(page, data));
  file.commit();
  tell(fmt::format("{:.1f} MB, {}\n", static_cast<double>(file.bytes()) / 1e6,
                   wish.data_only ? "the data of the page" : "open it in a browser"));
  print(std::filesystem::absolute(wish.out).string() + '\n');
  return 0;
}

}  // namespace komuna
