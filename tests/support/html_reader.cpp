#include "tests/support/html_reader.hpp"

#include <array>
#include <string_view>
#include <utility>

namespace komuna::tests {
namespace {

struct Open {
  std::size_t tag = 0;
  std::size_t begin = 0;  // of the text inside
};

bool is_void(const std::string& name) {
  constexpr std::array<std::string_view, 5> names{"meta", "br", "hr", "link", "img"};
  for (const std::string_view known : names)
    if (name == known) return true;
  return false;
}

bool is_space(char c) { return c == ' ' || c == '\n' || c == '\t'; }

class Reader {
 public:
  explicit Reader(const std::string& text) : text_(text) {}

  HtmlPage read() {
    constexpr std::string_view doctype = "<!DOCTYPE html>";
    if (text_.compare(0, doctype.size(), doctype) != 0) fail("no doctype");
    at_ = doctype.size();
    while (page_.problem.empty() && (at_ = text_.find('<', at_)) != std::string::npos) tag();
    if (page_.problem.empty() && !open_.empty())
      fail("never closed: " + page_.tags[open_.back().tag].name);
    return std::move(page_);
  }

 private:
  void fail(const std::string& what) {
    if (page_.problem.empty())
      page_.problem = what + " at " + text_.substr(at_ == std::string::npos ? 0 : at_, 60);
  }

  std::string word() {
    std::string result;
    while (at_ < text_.size() && !is_space(text_[at_]) && text_[at_] != '>' && text_[at_] != '/' &&
           text_[at_] != '=')
      result += text_[at_++];
    return result;
  }

  void tag() {
    const std::size_t begin = at_++;
    if (at_ < text_.size() && text_[at_] == '/') {
      ++at_;
      close(word(), begin);
      return;
    }
    HtmlTag tag;
    tag.name = word();
    if (tag.name.empty()) return fail("a bare <");
    bool closed = false;
    while (page_.problem.empty() && at_ < text_.size() && text_[at_] != '>') {
      if (is_space(text_[at_])) {
        ++at_;
      } else if (text_[at_] == '/') {
        closed = true;
        ++at_;
      } else {
        attribute(tag);
      }
    }
    ++at_;
    page_.tags.push_back(tag);
    if (!closed && !is_void(tag.name)) open_.push_back({page_.tags.size() - 1, at_});
    if (tag.name == "style") at_ = text_.find("</style>", at_);
  }

  void attribute(HtmlTag& tag) {
    const std::string name = word();
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    if (name.empty() || at_ >= text_.size() || text_[at_] != '=') return fail("odd attribute");
    ++at_;
    while (at_ < text_.size() && is_space(text_[at_])) ++at_;
    const char quote = at_ < text_.size() ? text_[at_] : ' ';
    if (quote != '"' && quote != '\'') return fail("attribute without quotes");
    const std::size_t end = text_.find(quote, at_ + 1);
    if (end == std::string::npos) return fail("attribute never closed");
    if (!tag.attributes.emplace(name, text_.substr(at_ + 1, end - at_ - 1)).second)
      fail("attribute twice");
    at_ = end + 1;
  }

  void close(const std::string& name, std::size_t begin) {
    if (open_.empty() || page_.tags[open_.back().tag].name != name)
      return fail("closes what is not open: " + name);
    page_.tags[open_.back().tag].text =
        text_.substr(open_.back().begin, begin - open_.back().begin);
    open_.pop_back();
  }

  const std::string& text_;
  std::size_t at_ = 0;
  HtmlPage page_;
  std::vector<Open> open_;
};

}  // namespace

std::vector<const HtmlTag*> HtmlPage::named(const std::string& name) const {
  std::vector<const HtmlTag*> found;
  for (const HtmlTag& tag : tags)
    if (tag.name == name) found.push_back(&tag);
  return found;
}

HtmlPage read_html(const std::string& text) { return Reader(text).read(); }

}  // namespace komuna::tests
