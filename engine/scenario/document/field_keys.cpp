#include "engine/scenario/document/field_keys.hpp"

#include "engine/scenario/document/walker.hpp"

namespace komuna {
namespace {

class KeyCollector final : public Walker {
 public:
  std::vector<std::string> keys;

 protected:
  void leaf(const Slot&, const Field& field) override { keys.emplace_back(field.key); }
  bool enter_object(const Field& field) override {
    keys.emplace_back(field.key);
    return false;
  }
  bool enter_table(Entries&, std::string_view, const Field& field) override {
    keys.emplace_back(field.key);
    return false;
  }
};

}  // namespace

std::vector<std::string> field_keys(const FieldVisitor::Body& body) {
  KeyCollector collector;
  body(collector);
  return std::move(collector.keys);
}

}  // namespace komuna
