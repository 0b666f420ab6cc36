#include "tests/support/random_change.hpp"

#include <string>

#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/walker.hpp"

namespace komuna::tests {
namespace {

// Paths of everything an intervention with a date may scale.
class Changeable final : public Walker {
 public:
  std::vector<std::string> paths;

 protected:
  bool enter_object(const Field& field) override {
    parts_.emplace_back(field.key);
    return true;
  }
  bool enter_table(Entries& /*table*/, std::string_view /*kind*/, const Field& field) override {
    parts_.emplace_back(field.key);
    return true;
  }
  bool enter_entry(const std::string& id) override {
    parts_.push_back(id);
    return true;
  }
  void leave() override { parts_.pop_back(); }
  void leaf(const Slot& slot, const Field& field) override {
    const bool is_series = std::holds_alternative<Series*>(slot);
    const bool is_number = std::holds_alternative<double*>(slot);
    if (!is_series && !(is_number && field.timing == Timing::monthly)) return;
    std::string path;
    for (const std::string& part : parts_) path += part + '.';
    if (path.rfind("targets.", 0) != 0) paths.push_back(path + std::string(field.key));
  }

 private:
  std::vector<std::string> parts_;
};

}  // namespace

std::vector<Intervention> random_changes(const Parameters& parameters, std::mt19937& random) {
  Parameters copy = parameters;
  const FieldVisitor::Body body = [&copy](FieldVisitor& visitor) { fields(visitor, copy); };
  Changeable changeable;
  body(changeable);
  const auto upto = [&random](std::size_t n) { return static_cast<int>(random() % n); };
  std::vector<Intervention> changes;
  const int wanted = 1 + upto(3);
  while (static_cast<int>(changes.size()) < wanted) {
    Intervention change;
    change.path = changeable.paths[random() % changeable.paths.size()];
    change.change = upto(2) == 0 ? Series::Change::scale : Series::Change::add;
    change.value = change.change == Series::Change::scale ? 0.25 * (1 + upto(8)) : 0.1 * upto(20);
    change.from = parameters.from + 1 + upto(static_cast<std::size_t>(parameters.months()) / 2);
    if (upto(2) == 0) change.until = change.from + upto(30);
    std::vector<Intervention> all = changes;
    all.push_back(change);
    Problems problems;
    validate_interventions(all, body, problems);
    if (problems.empty()) changes = std::move(all);
  }
  return changes;
}

}  // namespace komuna::tests
