#include "analysis/report/html.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace komuna::report {
namespace {

constexpr std::size_t many_columns = 11;  // closer together, so that a usual screen holds them

bool is_figures(const Table& table, std::size_t column) {
  return !table.columns.empty() && table.columns[std::min(column, table.columns.size() - 1)] == 'n';
}

std::string table_row(const Table& table, const std::vector<std::string>& cells) {
  std::string text = "<tr>";
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const char* style = is_figures(table, i) ? " class=\"n\"" : "";
    text += i == 0 ? fmt::format("<th scope=\"row\">{}</th>", escaped(cells[i]))
                   : fmt::format("<td{}>{}</td>", style, escaped(cells[i]));
  }
  return text + "</tr>\n";
}

bool is_address(const std::string& text) {
  constexpr std::string_view signs = "-._~/?=&%+:#@";
  const std::size_t host_end = std::min(text.find('/'), text.size());
  return text.find('.') < host_end && text.find("..") == std::string::npos &&
         std::all_of(
             text.begin(), text.end(),
             [&](char c) {
               return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                      signs.find(c) != std::string_view::npos;
             });
}

}  // namespace

std::string escaped(std::string_view text) {
  std::string result;
  result.reserve(text.size());
  for (const char c : text) {
    switch (c) {
      case '&':
        result += "&amp;";
        break;
      case '<':
        result += "&lt;";
        break;
      case '>':
        result += "&gt;";
        break;
      case '"':
        result += "&quot;";
        break;
      case '\'':
        result += "&#39;";
        break;
      default:
        if (static_cast<unsigned char>(c) >= 0x20U || c == '\n') result += c;
    }
  }
  return result;
}

std::string html(const Table& table) {
  std::string text = fmt::format(
      "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{0}\">\n<table{1}>\n"
      "<caption>{0}</caption>\n<thead><tr>",
      escaped(table.caption), table.heads.size() > many_columns ? " class=\"many\"" : "");
  for (std::size_t i = 0; i < table.heads.size(); ++i)
    text += fmt::format("<th scope=\"col\"{}>{}</th>", is_figures(table, i) ? " class=\"n\"" : "",
                        escaped(table.heads[i]));
  text += "</tr></thead>\n<tbody>\n";
  for (const auto& cells : table.rows) text += table_row(table, cells);
  return text + "</tbody>\n</table>\n</div>\n";
}

std::string heading(int level, std::string_view id, std::string_view text) {
  const std::string place = id.empty() ? "" : fmt::format(" id=\"{}\"", escaped(id));
  return fmt::format("<h{0}{1}>{2}</h{0}>\n", level, place, escaped(text));
}

std::string paragraph(std::string_view text) { return "<p>" + escaped(text) + "</p>\n"; }

std::string folded(std::string_view summary, std::string_view inner) {
  return fmt::format("<details><summary>{}</summary>\n{}</details>\n", escaped(summary), inner);
}

std::string bullets(const std::vector<std::string>& items) {
  if (items.empty()) return {};
  std::string text = "<ul>\n";
  for (const std::string& item : items) text += "<li>" + escaped(item) + "</li>\n";
  return text + "</ul>\n";
}

std::string linked(const std::string& address) {
  for (const std::string_view scheme : {"https://", "http://"})
    if (address.rfind(scheme, 0) == 0 && is_address(address.substr(scheme.size())))
      return fmt::format("<a href=\"{0}\">{0}</a>", escaped(address));
  if (address.find("://") == std::string::npos && address.find(':') == std::string::npos &&
      is_address(address))
    return fmt::format("<a href=\"https://{0}\">{0}</a>", escaped(address));
  return escaped(address);
}

}  // namespace komuna::report
