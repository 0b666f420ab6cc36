#include "cli/calibration_meta.hpp"

#include <limits>
#include <nlohmann/json.hpp>
#include <stdexcept>

#include "engine/output/file_error.hpp"
#include "engine/output/json_number.hpp"

namespace komuna {
namespace {

using Json = nlohmann::json;
using Texts = std::vector<std::string>;

// Its other keys are read here; of these it is enough that they are there: calibration_of() reads
// them, with the place of each mistake.
constexpr const char* texts[] = {"kind",
                                 "name",
                                 "document",
                                 "files",
                                 "world_name",
                                 "world_title",
                                 "world_resolved",
                                 "world_interventions",
                                 "world_provenance",
                                 "world_sources"};

const std::string& text_at(const TrialStore::Meta& meta, const std::string& key) {
  const auto found = meta.find(key);
  if (found == meta.end()) throw std::runtime_error(key + " is missing");
  return found->second;
}

Texts list_at(const TrialStore::Meta& meta, const std::string& key) {
  try {
    return Json::parse(text_at(meta, key)).get<Texts>();
  } catch (const Json::exception&) {
    throw std::runtime_error(key + " is no list of texts");
  }
}

int layout_at(const TrialStore::Meta& meta) {
  const std::string& text = text_at(meta, "rng_layout");
  const Json number = Json::parse(text, nullptr, false);
  if (number.is_discarded()) throw std::runtime_error("rng_layout is no number");
  return static_cast<int>(
      whole_at(Json{{"rng_layout", number}}, "rng_layout", 0, std::numeric_limits<int>::max()));
}

}  // namespace

CalibrationMeta read_meta(const TrialStore::Meta& meta, const std::string& place) {
  CalibrationMeta read;
  try {
    for (const char* key : texts) text_at(meta, key);
    if (text_at(meta, "kind") != "calibrate") throw std::runtime_error("kind is not calibrate");
    read.program.version = text_at(meta, "version");
    read.program.commit = text_at(meta, "commit");
    read.program.rng_layout = layout_at(meta);
    list_at(meta, "command_line");
    if (meta.count("parameters") > 0) read.parameters = list_at(meta, "parameters");
    if (meta.count("figures") > 0) read.figures = list_at(meta, "figures");
    text_at(meta, "settings");
  } catch (const std::exception& problem) {
    throw FileError(place, std::string("is damaged: what it says of the calibration cannot be "
                                       "read (") +
                               problem.what() + ')');
  }
  read.settings = settings_of(meta.at("settings"), place);
  return read;
}

}  // namespace komuna
