#include "engine/scenario/files/scenario_files.hpp"

#include <algorithm>
#include <cstdint>
#include <filesystem>
#include <map>
#include <optional>
#include <set>
#include <system_error>
#include <utility>

#include "engine/base/sha256.hpp"
#include "engine/scenario/document/json_tree.hpp"
#include "engine/scenario/document/merge.hpp"
#include "engine/scenario/document/spelling.hpp"
#include "engine/scenario/files/scenario_places.hpp"
#include "engine/scenario/files/yaml.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

constexpr const char* outside =
    "lies outside the scenario's own folder and the shipped scenarios; it is not read "
    "(--also-read FOLDER allows it)";
constexpr std::size_t longest_chain = 16;
constexpr std::size_t most_scenarios = 64;
constexpr std::size_t most_full_files = 2;  // as large as one may be, or more that are smaller

class DocumentLoader {
 public:
  DocumentLoader(const ScenarioRequest& request, Problems& problems)
      : request_(request), problems_(problems) {}

  LoadedDocument load() {
    const auto file = find_asked();
    document_.what_ifs = load_what_ifs();
    if (!file) return std::move(document_);
    document_.name = scenario_name(*file);
    own_folder_ = real_place(*file).parent_path();
    NodePtr root = load_chain(*file);
    for (const fs::path& sources : bibliographies_) read_bibliography(sources);
    for (const NodePtr& sources : inline_sources_) document_.sources.read(*sources, problems_);
    if (root == nullptr) return std::move(document_);
    for (const std::string& text : request_.overrides) root = apply_override(root, text, problems_);
    document_.root = root;
    return std::move(document_);
  }

  std::vector<WhatIfDocument> load_what_ifs() {
    for (const std::string& name : request_.what_ifs) load_what_if(name);
    return std::move(what_ifs_);
  }

 private:
  struct Link {
    fs::path place;
    std::string name;  // as written, for messages
  };

  void fail(const Position& position, const std::string& path, const std::string& message,
            Trouble trouble = Trouble::content) {
    problems_.add(position, path, message, trouble);
  }

  std::string not_found(const std::string& name) const {
    const auto shipped = shipped_scenarios(request_.libraries);
    std::vector<std::string_view> names(shipped.begin(), shipped.end());
    const std::string hint = did_you_mean(name, names);
    names.erase(std::remove_if(names.begin(), names.end(), is_what_if), names.end());
    return "there is no scenario " + quote_briefly(name) +
           (!hint.empty() ? hint
                          : "; allowed: a file, a folder with a scenario.yaml" +
                                (names.empty() ? "" : ", or one of " + list_words(names)));
  }

  std::optional<fs::path> find_asked() {
    const std::string& name = request_.scenario;
    const Position position{std::make_shared<const std::string>(name), 0, 0};
    if (!looks_like_path(name))
      if (auto file = shipped_file(request_.libraries, name)) return file;
    if (!name.empty() && name.find('\0') == std::string::npos) {
      if (is_folder(name)) {
        if (auto file = scenario_file(name)) return file;
        fail(position, "", "this folder holds no scenario.yaml", Trouble::file);
        return std::nullopt;
      }
      if (auto file = scenario_file(name)) return file;
      if (auto file = shipped_file(request_.libraries, name)) return file;
    }
    if (looks_like_path(name)) {  // let the reader say what is wrong with it
      read_bytes(name, request_.size_limit, problems_);
    } else {
      fail({}, "", not_found(name), Trouble::file);
    }
    return std::nullopt;
  }

  void load_what_if(const std::string& name) {
    const Position position{std::make_shared<const std::string>("--what-if " + name), 0, 0};
    const bool is_path = looks_like_path(name) && !is_what_if(name);
    std::optional<fs::path> file;
    if (name.find('\0') == std::string::npos && !name.empty())
      file = is_path ? scenario_file(name) : shipped_file(request_.libraries, what_if_place(name));
    if (!file) return fail(position, "", no_such_what_if(name), Trouble::usage);
    const std::string called = scenario_name(*file);
    for (const WhatIfDocument& other : what_ifs_)
      if (other.name == called) return fail(position, "", "is given twice", Trouble::usage);
    const NodePtr tree = read_once(*file);
    if (tree == nullptr) return;
    if (tree->kind != Node::Kind::map)
      return fail(tree->position, "",
                  "is " + std::string(kind_name(*tree)) + "; allowed: a map of keys and values");
    what_ifs_.push_back({called, tree});
  }

  std::string no_such_what_if(const std::string& name) const {
    const auto shipped = shipped_what_ifs(request_.libraries);
    const std::vector<std::string_view> names(shipped.begin(), shipped.end());
    std::string known;
    for (const std::string_view one : names) known.append(known.empty() ? "" : ", ").append(one);
    return "there is no what-if " + quote_briefly(name) + did_you_mean(name, names) +
           "; allowed: a file" + (known.empty() ? "" : ", or one of " + known);
  }

  // However many scenarios extend a file, it is read once: they share its tree.
  NodePtr read_once(const fs::path& file) {
    const auto [place, is_new] = trees_.try_emplace(real_place(file).string());
    if (is_new && has_room_for(file))
      place->second = read_tree(file.string(), request_.size_limit, document_.files, problems_);
    return place->second;
  }

  bool has_room_for(const fs::path& file) {
    std::error_code error;
    const std::uintmax_t size = fs::file_size(file, error);
    if (error) return true;  // the reader says what is wrong with it
    std::uintmax_t total = size;
    for (const FileRead& read : document_.files) total += read.text.size();
    const std::uintmax_t most = std::uintmax_t{request_.size_limit} * most_full_files;
    if (size > request_.size_limit || total <= most) return true;
    fail({std::make_shared<const std::string>(file.string()), 0, 0}, "",
         "with this file those of the scenario have " + std::to_string(total) +
             " bytes together; allowed: " + std::to_string(most) +
             ", twice the limit for one file; raise the limit if that is meant");
    return false;
  }

  // The file with everything below it; the chain above is in lineage.
  NodePtr load_chain(const fs::path& file) {
    document_.lineage.push_back(file.string());
    chain_.push_back({real_place(file), file.string()});
    NodePtr tree = load_one(file);
    chain_.pop_back();
    return tree;
  }

  NodePtr load_one(const fs::path& file) {
    NodePtr tree = read_once(file);
    if (tree == nullptr) return nullptr;
    if (tree->kind != Node::Kind::map) {
      fail(tree->position, "",
           "is " + std::string(kind_name(*tree)) + "; allowed: a map of keys and values");
      return nullptr;
    }
    NodePtr below;
    if (const auto* extends = tree->find("extends")) below = load_all_below(*extends, file);
    note_bibliographies(file);
    if (const auto* sources = tree->find("sources"))
      if (std::find(inline_sources_.begin(), inline_sources_.end(), sources->value) ==
          inline_sources_.end())
        inline_sources_.push_back(sources->value);
    for (const char* key : {"extends", "sources", "$schema"}) tree = without(tree, key);
    return below == nullptr ? tree : merge(below, tree, problems_);
  }

  // One scenario, or several laid over each other in the order of the list.
  NodePtr load_all_below(const Node::Member& extends, const fs::path& file) {
    const Node& given = *extends.value;
    if (given.kind != Node::Kind::list) return load_below(given, extends.key_position, file);
    if (given.items.size() > most_scenarios) {
      fail(extends.key_position, "extends", too_many_scenarios());
      return nullptr;
    }
    NodePtr below;
    std::set<fs::path> named;
    for (const NodePtr& item : given.items) {
      const auto target =
          item->kind == Node::Kind::text ? find_below(item->text, file) : std::nullopt;
      if (target && !named.insert(real_place(*target)).second) {
        fail(item->position, "extends", quote_briefly(item->text) + " is named twice");
        continue;
      }
      const NodePtr tree = load_below(*item, item->position, file);
      if (tree != nullptr) below = below == nullptr ? tree : merge(below, tree, problems_);
    }
    return below;
  }

  NodePtr load_below(const Node& node, const Position& position, const fs::path& file) {
    if (node.kind != Node::Kind::text || node.text.empty()) {
      fail(position, "extends",
           "is " + std::string(kind_name(node)) +
               "; allowed: the name or path of one scenario, or a list of them");
      return nullptr;
    }
    const auto target = find_below(node.text, file);
    if (!target) {
      fail(node.position, "extends", not_found(node.text));
      return nullptr;
    }
    const fs::path place = real_place(*target);
    if (!may_read(place)) {
      fail(node.position, "extends", quote_briefly(node.text) + ' ' + outside);
      return nullptr;
    }
    if (!is_plain_file(place)) {
      fail(node.position, "extends", quote_briefly(node.text) + " is no file that can be read");
      return nullptr;
    }
    if (std::any_of(chain_.begin(), chain_.end(),
                    [&](const Link& link) { return link.place == place; })) {
      fail(node.position, "extends", "goes round in a circle: " + circle(place, *target));
      return nullptr;
    }
    if (chain_.size() >= longest_chain) {
      fail(node.position, "extends",
           "a chain of more than " + std::to_string(longest_chain) + " scenarios");
      return nullptr;
    }
    if (document_.lineage.size() >= most_scenarios) {
      fail(node.position, "extends", too_many_scenarios());
      return nullptr;
    }
    return load_chain(*target);
  }

  static std::string too_many_scenarios() {
    return "more than " + std::to_string(most_scenarios) + " scenarios laid over each other";
  }

  std::optional<fs::path> find_below(const std::string& name, const fs::path& file) {
    if (name.find('\0') != std::string::npos) return std::nullopt;
    const fs::path beside = (file.parent_path() / name).lexically_normal();
    if (looks_like_path(name))
      if (auto found = scenario_file(beside)) return found;
    if (auto found = shipped_file(request_.libraries, name)) return found;
    return scenario_file(beside);
  }

  std::string circle(const fs::path& place, const fs::path& target) const {
    std::string text;
    bool is_inside = false;
    for (const Link& link : chain_) {
      is_inside = is_inside || link.place == place;
      if (is_inside) text += link.name + " -> ";
    }
    return text + target.string();
  }

  bool may_read(const fs::path& place) const {
    if (is_below(place, own_folder_)) return true;
    const auto holds = [&](const std::string& folder) {
      return is_below(place, real_place(folder));
    };
    return std::any_of(request_.libraries.begin(), request_.libraries.end(), holds) ||
           std::any_of(request_.readable.begin(), request_.readable.end(), holds);
  }

  // Called from the lowest scenario upwards: that of the library, then the one beside the file.
  void note_bibliographies(const fs::path& file) {
    for (const std::string& library : request_.libraries)
      if (is_below(real_place(file), real_place(library))) note_bibliography(library);
    note_bibliography(file.parent_path());
  }

  void note_bibliography(const fs::path& folder) {
    const fs::path path = folder / "sources.yaml";
    std::error_code error;
    if (!fs::exists(fs::symlink_status(path, error))) return;
    const auto is_same = [&](const fs::path& other) {
      return real_place(other) == real_place(path);
    };
    if (std::none_of(bibliographies_.begin(), bibliographies_.end(), is_same))
      bibliographies_.push_back(path);
  }

  void read_bibliography(const fs::path& path) {
    // A link to nothing or to itself has no real place; the reader says what is wrong with it.
    if (is_there(path) && !may_read(real_place(path)))
      return fail({std::make_shared<const std::string>(path.string()), 0, 0}, "", outside);
    const NodePtr tree = read_once(path);
    if (tree == nullptr) return;
    document_.sources.read(*tree, problems_);
  }

  const ScenarioRequest& request_;
  Problems& problems_;
  LoadedDocument document_;
  std::vector<WhatIfDocument> what_ifs_;
  fs::path own_folder_;
  std::vector<Link> chain_;  // from the asked scenario down to the one being read
  std::vector<fs::path> bibliographies_;
  std::vector<NodePtr> inline_sources_;
  std::map<std::string, NodePtr> trees_;  // by their real places; null: no usable tree
};

}  // namespace

LoadedDocument load_document(const ScenarioRequest& request, Problems& problems) {
  return DocumentLoader(request, problems).load();
}

std::vector<WhatIfDocument> load_what_ifs(const ScenarioRequest& request, Problems& problems) {
  return DocumentLoader(request, problems).load_what_ifs();
}

NodePtr read_tree(const std::string& path, std::size_t size_limit, std::vector<FileRead>& files,
                  Problems& problems) {
  auto bytes = read_bytes(path, size_limit, problems);
  if (!bytes) return nullptr;
  files.push_back({path, sha256(*bytes), std::move(*bytes)});
  const auto text = check_text(files.back().text, path, problems);
  if (!text) return nullptr;
  return fs::path(path).extension() == ".json" ? parse_json(*text, path, problems)
                                               : parse_yaml(*text, path, problems);
}

NodePtr apply_override(const NodePtr& root, const std::string& text, Problems& problems) {
  constexpr std::ptrdiff_t deepest_path = 32;
  const std::string shown = "--set " + (text.size() > 200 ? text.substr(0, 200) + "..." : text);
  const Position position{std::make_shared<const std::string>(shown), 0, 0};
  const std::size_t equals = text.find('=');
  const std::string path = text.substr(0, equals);
  const auto dots = std::count(path.begin(), path.end(), '.');
  const bool is_path = !path.empty() && path.front() != '.' && path.back() != '.' &&
                       path.find("..") == std::string::npos && dots < deepest_path;
  if (equals == std::string::npos || !is_path) {
    problems.add(position, "", "must be path=value, such as decision.say=0.5", Trouble::usage);
    return root;
  }
  // A list of one, so that the value is read as YAML reads values: [100].
  Problems inner;
  const std::string value = text.substr(equals + 1);
  NodePtr list;
  if (check_text(value.empty() ? " " : value, shown, inner))
    list = parse_yaml('[' + value + ']', shown, inner);
  if (!inner.empty() || list == nullptr || list->kind != Node::Kind::list ||
      list->items.size() != 1) {
    problems.add(position, path,
                 "the value is not one YAML value; allowed: a number, true or false, \"text\", "
                 "a month, [a, b], {a: 1}, ~",
                 Trouble::usage);
    return root;
  }
  auto node = std::make_shared<Node>(*list->items[0]);
  node->position = position;
  return merge(root, nest(path, node), problems);
}

}  // namespace komuna
