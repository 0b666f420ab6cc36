#include "engine/scenario/document/conditions.hpp"

#include "engine/scenario/document/walker.hpp"

namespace komuna {
namespace {

class ConditionChecker final : public Walker {
 public:
  ConditionChecker(const Position& position, Problems& problems)
      : position_(position), problems_(problems) {}

  void require(bool holds, std::string_view key, const std::string& message) override {
    if (!holds) problems_.add(position_, join_path(path(), key), message);
  }

 protected:
  void leaf(const Slot& /*slot*/, const Field& /*field*/) override {}

 private:
  const Position& position_;
  Problems& problems_;
};

}  // namespace

void check_conditions(const FieldVisitor::Body& body, const Position& position,
                      Problems& problems) {
  ConditionChecker checker(position, problems);
  body(checker);
}

}  // namespace komuna
