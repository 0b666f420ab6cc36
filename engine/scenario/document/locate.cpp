#include "engine/scenario/document/locate.hpp"

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/spelling.hpp"

namespace komuna {
namespace {

std::vector<std::string> split(std::string_view path) {
  std::vector<std::string> parts;
  std::size_t start = 0;
  while (true) {
    const std::size_t dot = path.find('.', start);
    parts.emplace_back(path.substr(start, dot - start));
    if (dot == std::string_view::npos) return parts;
    start = dot + 1;
  }
}

// Follows the path one part a level and remembers what else could have stood where it got lost.
class Finder final : public Walker {
 public:
  Finder(std::string_view path, const std::function<void(const Slot&, const Field&)>& act)
      : parts_(split(path)), act_(act) {}

  bool is_found() const { return is_found_; }

  std::string problem() const {
    const std::string lost = show_key(lost_at_ < parts_.size() ? parts_[lost_at_] : parts_.back());
    if (lost_at_ >= parts_.size())
      return "the path stops at a map; go on with one of: " + list_words(known());
    if (known_.empty())
      return "there is nothing below " + prefix(lost_at_) + " to be called " + lost;
    const std::string hint = nearest_word(parts_[lost_at_], known());
    const std::string place = lost_at_ == 0 ? "" : " in " + prefix(lost_at_);
    return "there is no " + lost + place +
           (hint.empty() ? "; allowed: " + list_words(known())
                         : "; did you mean \"" + join_path(prefix(lost_at_), hint) + "\"?");
  }

 protected:
  void leaf(const Slot& slot, const Field& field) override {
    if (!matches(field.key)) return;
    const auto* table = std::get_if<NumberTable>(&slot);
    if (depth_ + 1 == parts_.size() && table == nullptr) {
      is_found_ = true;
      act_(slot, field);
      return;
    }
    got_to(depth_ + 1);
    if (table == nullptr) return;
    for (auto& [id, value] : *table->values) {
      known_.push_back(id);
      if (depth_ + 2 != parts_.size() || parts_[depth_ + 1] != id) continue;
      is_found_ = true;
      act_(Slot(&value), field);
    }
  }
  bool enter_object(const Field& field) override { return matches(field.key) && descend(); }
  bool enter_table(Entries& /*table*/, std::string_view /*kind*/, const Field& field) override {
    return matches(field.key) && descend();
  }
  bool enter_entry(const std::string& id) override { return matches(id) && descend(); }
  void leave() override { --depth_; }

 private:
  bool matches(std::string_view key) {
    if (depth_ == lost_at_) known_.emplace_back(key);
    return depth_ < parts_.size() && parts_[depth_] == key;
  }
  bool descend() {
    got_to(++depth_);
    return true;
  }
  void got_to(std::size_t depth) {
    if (depth <= lost_at_) return;
    lost_at_ = depth;
    known_.clear();
  }
  std::string prefix(std::size_t parts) const {
    std::string text;
    for (std::size_t k = 0; k < parts; ++k) text = join_path(text, parts_[k]);
    return text;
  }
  std::vector<std::string_view> known() const { return {known_.begin(), known_.end()}; }

  std::vector<std::string> parts_;
  const std::function<void(const Slot&, const Field&)>& act_;
  std::size_t depth_ = 0;
  std::size_t lost_at_ = 0;         // the part that was not found
  std::vector<std::string> known_;  // what is there instead
  bool is_found_ = false;
};

struct ToParameter {
  Parameter& parameter;
  template <class T>
  void operator()(T* pointer) const {
    parameter.pointer = pointer;
  }
  void operator()(const Choice& choice) const {
    parameter.choices.assign(choice.names->begin(), choice.names->end());
  }
  void operator()(const Reference& reference) const {
    parameter.pointer = reference.id;
    parameter.kind = reference.kind;
  }
  void operator()(const ReferenceList& list) const { parameter.kind = list.kind; }
  void operator()(const NumberTable& table) const { parameter.kind = table.kind; }
};

}  // namespace

Location locate(const FieldVisitor::Body& body, std::string_view path) {
  Location location;
  const std::function<void(const Slot&, const Field&)> keep = [&](const Slot& slot,
                                                                  const Field& field) {
    location.parameter.emplace();
    location.parameter->path = std::string(path);
    location.parameter->field = field;
    std::visit(ToParameter{*location.parameter}, slot);
  };
  Finder finder(path, keep);
  body(finder);
  if (!finder.is_found()) location.problem = finder.problem();
  return location;
}

bool visit_parameter(const FieldVisitor::Body& body, std::string_view path,
                     const std::function<void(const Slot&, const Field&)>& act) {
  Finder finder(path, act);
  body(finder);
  return finder.is_found();
}

}  // namespace komuna
