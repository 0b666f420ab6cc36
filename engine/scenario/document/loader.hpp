#pragma once
// Fills the structs of a scenario from the document tree, and says everything that is wrong.
//
// The loader visits the same field list as every other tool (engine/base/field.hpp). For each field
// it looks for the key in the map at hand; a key that no field asked for is unknown. Problems are
// collected, never thrown; a value that is wrong leaves the default in the struct. References to
// table entries are checked by finish(), when all tables are known. Where every number comes from
// (source, assumption, calibration, default, or nothing said) is recorded on the way.
//
//   Loader loader(bibliography, problems);
//   loader.read(root, [&](FieldVisitor& visitor) { fields(visitor, scenario); });
//   loader.finish();
//
// Cost: linear in the file, times the number of fields of a map.

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "engine/base/field.hpp"
#include "engine/scenario/document/bibliography.hpp"
#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"
#include "engine/scenario/document/provenance.hpp"

namespace komuna {

class Loader final : public FieldVisitor {
 public:
  // A table longer than this is a mistake or an attack.
  static constexpr std::size_t most_entries = 10000;

  // Both must outlive the loader.
  Loader(const Bibliography& bibliography, Problems& problems);

  // An id that may be referred to although no table of the document lists it.
  void declare(std::string_view kind, std::string_view id);
  // Reads a whole document. `other_keys` of the root belong to somebody else.
  void read(const NodePtr& root, const Body& body, const std::vector<std::string>& other_keys = {});
  // Checks references. Call once, after the last read.
  void finish();

  // In the order of the fields.
  const std::vector<Provenance>& provenance() const { return provenance_; }

  void number(double& value, const Field& field) override;
  void integer(std::int64_t& value, const Field& field) override;
  void flag(bool& value, const Field& field) override;
  void text(std::string& value, const Field& field) override;
  void month(Month& value, const Field& field) override;
  void series(Series& value, const Field& field) override;
  void option(int& index, const std::vector<std::string_view>& names, const Field& field) override;
  void reference(std::string& id, std::string_view kind, const Field& field) override;
  void references(std::vector<std::string>& ids, std::string_view kind,
                  const Field& field) override;
  void numbers(NumbersById& values, std::string_view kind, const Field& field) override;
  void object(const Field& field, const Body& body) override;
  void entries(Entries& table, std::string_view kind, const Field& field) override;
  void require(bool holds, std::string_view key, const std::string& message) override;

 private:
  // The map being read; without a node, all fields keep their defaults.
  struct Frame {
    const Node* node = nullptr;
    Position position;
    std::string path;
    std::vector<Statement> statements;
    std::size_t problems_before = 0;
  };
  // A value found for a field, taken out of its {value: ..., source: ...} if it stood in one.
  struct Given {
    const Node* node;
    Position position;
    std::string path;
    Statement statement;  // its own, if any

    bool has_statement() const {
      return statement.how != Provenance::How::unstated || !statement.confidence.empty() ||
             !statement.note.empty();
    }
  };
  struct Pending {  // a reference to be checked
    std::string kind, id, path;
    Position position;
  };

  void complain(const Position& position, const std::string& path, const std::string& message);
  void wrong_type(const Node& node, const Position& position, const std::string& path,
                  const std::string& allowed);
  // The member for the field, or null (the default holds; a missing required key is reported).
  const Node::Member* find(const Field& field);
  std::optional<Given> take(const Field& field, Provenance::Leaf leaf, bool dated = false);
  std::optional<Given> unwrap(const Node& node, const Position& position, const std::string& path,
                              bool dated);
  void enter(const Node* node, const Position& position, const std::string& path, const Body& body,
             const std::vector<std::string>& other_keys = {});
  void record(const Given& given, Provenance::Leaf leaf);
  void record_default(const Field& field, Provenance::Leaf leaf);
  void refer(std::string_view kind, const std::string& id, const std::string& path,
             const Position& position);
  bool check_id(const Node::Member& entry, std::string_view kind, const std::string& path);
  std::optional<double> read_number(const Given& given, const Field& field);
  std::optional<Series> read_series(const Given& given, const Field& field);
  std::optional<Series> read_points(const Node::Member& member, Series::Reading reading,
                                    const std::string& path, const Field& field);

  const Bibliography& bibliography_;
  Problems& problems_;
  std::vector<Frame> frames_;
  std::map<std::string, std::map<std::string, Position>, std::less<>> tables_;
  std::map<std::string, std::map<std::string, Position>, std::less<>> ambiguous_;  // second place
  std::vector<Pending> pending_;
  std::vector<Provenance> provenance_;
};

}  // namespace komuna
