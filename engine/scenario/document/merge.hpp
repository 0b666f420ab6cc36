#pragma once
// One scenario laid over another: `extends: historical` and then only what differs.
//
// Maps are merged key by key, however deep; the file on top wins. Lists, scalars and values with a
// source ({value: ..., source: ...}, {step: ...}, {linear: ...}) are replaced whole. `key: ~` takes
// an entry of the scenario below away. What a map says about its sources is kept apart for each
// file (see provenance.hpp).

#include <string>
#include <string_view>

#include "engine/scenario/document/node.hpp"
#include "engine/scenario/document/problem.hpp"

namespace komuna {

// `above` laid over `below`; taking away what is not there is a problem.
NodePtr merge(const NodePtr& below, const NodePtr& above, Problems& problems,
              const std::string& path = {});

// The tree `a: {b: {c: value}}` for the path "a.b.c", to be laid over another.
NodePtr nest(std::string_view path, NodePtr value);

// The map without the given key.
NodePtr without(const NodePtr& map, std::string_view key);

}  // namespace komuna
