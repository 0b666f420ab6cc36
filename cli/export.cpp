#include "cli/export.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>

#include "cli/comparison_products.hpp"
#include "cli/comparison_run.hpp"
#include "cli/ensemble_run.hpp"
#include "cli/posterior_choice.hpp"
#include "cli/products.hpp"
#include "cli/screen.hpp"
#include "cli/usage.hpp"
#include "engine/base/sha256.hpp"
#include "engine/output/file_error.hpp"
#include "engine/output/trial_store.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

bool is_there(const std::string& path) {
  std::error_code error;
  return fs::exists(fs::symlink_status(path, error));
}

// What the user should know of the run before using what is made of it.
void warn(const RunStore& store, const std::string& folder, bool finished) {
  const StorePlan& plan = store.plan();
  if (!finished && store.finished_count() < plan.replicates)
    tell(fmt::format("komuna: {}: the run is unfinished; only {} of {} replicates are exported\n",
                     folder, store.finished_count(), plan.replicates));
  const std::string why = why_not_the_same_program(plan);
  if (!why.empty()) tell("komuna: " + folder + ": " + why + "\n");
}

void require_completed(std::int64_t completed, const std::string& place) {
  if (completed == 0)
    throw FileError(place, "all its replicates failed; there is nothing to export");
}

// A finished or unfinished run, and the files that formats make of it.
class Exporter {
 public:
  Exporter(const RunStore& store, const std::string& place) : store_(store), place_(place) {
    const std::string manifest = place + "/manifest.json";
    if (!is_there(manifest)) return;
    manifest_ = read_manifest(manifest);
    // A store that holds less than the manifest tells of is no finished run.
    if (manifest_->completed > store.finished_count()) manifest_.reset();
    if (!manifest_) return;
    // To the last space, as the fingerprints in the report are taken.
    const auto& worlds = store.plan().worlds;
    manifest_->resolved = worlds.front().resolved;
    for (std::size_t w = 1; w < worlds.size() && w <= manifest_->alternatives.size(); ++w) {
      manifest_->alternatives[w - 1].resolved = worlds[w].resolved;
      manifest_->alternatives[w - 1].interventions = worlds[w].interventions;
    }
  }

  bool finished() const { return manifest_.has_value(); }

  // What every run writes; a finished one, its report too.
  std::vector<Format> usual() const {
    std::vector<Format> chosen = default_formats();
    if (finished()) chosen.push_back(chosen_formats("report").front());
    return chosen;
  }

  std::vector<std::string> files(const Format& format) const {
    std::vector<std::string> names = is_comparison() ? files_of_comparison(format) : format.files();
    if (format.name == tables_format && posterior()) names.emplace_back(draws_table);
    if (!is_comparison()) return names;
    const bool no_levers = wish().levers.empty();
    names.erase(std::remove_if(names.begin(), names.end(),
                               [&](const std::string& name) {
                                 return no_levers && name.rfind("attribution", 0) == 0;
                               }),
                names.end());
    return names;
  }

  std::vector<WrittenFile> write(RunFolder& folder, const std::vector<Format>& chosen) const {
    std::vector<WrittenFile> written = write_formats(folder, chosen);
    const bool has_tables = std::any_of(chosen.begin(), chosen.end(), [](const Format& format) {
      return format.name == tables_format;
    });
    if (const auto drawn = posterior(); drawn && has_tables)
      written.push_back(write_draws(folder, *drawn, store_.plan().replicates));
    return written;
  }

 private:
  static constexpr std::string_view tables_format = "csv";

  std::vector<WrittenFile> write_formats(RunFolder& folder,
                                         const std::vector<Format>& chosen) const {
    const Manifest* manifest = manifest_ ? &*manifest_ : nullptr;
    if (is_comparison()) {
      const ComparisonWish asked = wish();
      const Comparison comparison = comparison_of(scenarios_of_store(store_.plan(), place_), asked);
      const StoredComparison stored(comparison, store_);
      require_completed(stored.summary().completed(), place_);
      return write_comparison(folder, {stored, asked, manifest}, chosen);
    }
    const Scenario scenario = scenario_of_store(store_.plan().worlds.front(), place_);
    const StoredResults stored(scenario, store_);
    require_completed(stored.summary().completed(), place_);
    RunResults results = stored.results();
    results.manifest = manifest;
    return write_products(folder, results, chosen);
  }

  std::optional<Posterior> posterior() const { return posterior_in(store_.plan().options, place_); }
  bool is_comparison() const { return store_.plan().kind == RunKind::compare; }
  ComparisonWish wish() const { return wish_of(store_.plan().options, place_); }

  const RunStore& store_;
  const std::string& place_;
  std::optional<Manifest> manifest_;
};

// Beside the files of a run, so that what is made in it can be moved among them; gone with
// everything in it.
class PlaceApart {
 public:
  explicit PlaceApart(const std::string& folder) : path_(folder + "/.export-XXXXXX") {
    if (::mkdtemp(path_.data()) == nullptr)
      throw FileError(folder, "cannot be written: " + system_reason(errno));
  }
  PlaceApart(const PlaceApart&) = delete;
  PlaceApart& operator=(const PlaceApart&) = delete;
  ~PlaceApart() {
    std::error_code ignored;
    fs::remove_all(path_, ignored);
  }
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

std::string fingerprint(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  return sha256(std::string(std::istreambuf_iterator<char>(file), {}));
}

// Into the run's own folder: what is there stays as it is, what is missing is made.
std::vector<WrittenFile> complete(const Exporter& exporter, RunFolder& folder,
                                  const std::vector<Format>& chosen) {
  std::vector<Format> needed;
  for (const Format& format : chosen) {
    const auto files = exporter.files(format);
    if (std::any_of(files.begin(), files.end(),
                    [&](const std::string& name) { return !is_there(folder.path() + '/' + name); }))
      needed.push_back(format);
  }
  if (needed.empty())
    throw FileError(folder.path(),
                    "no file is missing; nothing is overwritten: choose another folder (--out)");
  const PlaceApart apart(folder.path());
  std::vector<WrittenFile> made, written;
  {
    RunFolder fresh(apart.path());
    made = exporter.write(fresh, needed);
    fresh.keep();
  }
  for (const WrittenFile& file : made) {
    const std::string from = apart.path() + '/' + file.name, to = folder.path() + '/' + file.name;
    if (is_there(to)) {
      if (fingerprint(to) != file.sha256)
        tell("komuna: " + to + ": is not what the store gives; it is left as it is\n");
      continue;
    }
    if (::rename(from.c_str(), to.c_str()) != 0)
      throw FileError(to, "cannot be written: " + system_reason(errno));
    folder.wrote(file.name);
    written.push_back(file);
  }
  return written;
}

}  // namespace

int export_run(const ExportOptions& options) {
  if (options.formats) chosen_formats(*options.formats);
  if (TrialStore::is_in(options.folder))
    throw FileError(
        options.folder,
        "holds a calibration, whose files are made by calibrate itself; komuna resume " +
            options.folder + " makes those that a stopped one lacks");
  const RunStore store = RunStore::read(options.folder);
  const Exporter exporter(store, options.folder);
  const std::vector<Format> chosen =
      options.formats ? chosen_formats(*options.formats) : exporter.usual();
  if (store.finished_count() == 0)
    throw FileError(options.folder, "no replicate is finished yet; there is nothing to export");
  const bool is_own = options.out.empty();
  // In the folder of an unfinished run, files would look as if it were finished.
  if (is_own && !exporter.finished())
    throw UsageError("--out: " + options.folder +
                     " holds an unfinished run; komuna resume finishes it, or name another folder "
                     "for what it has so far");
  warn(store, options.folder, exporter.finished());
  RunFolder folder(is_own ? options.folder : options.out,
                   is_own ? RunFolder::Holds::anything : RunFolder::Holds::nothing);
  const auto files = is_own ? complete(exporter, folder, chosen) : exporter.write(folder, chosen);
  folder.keep();
  std::string names;
  for (const WrittenFile& file : files) names += "  " + file.name + '\n';
  if (!options.quiet) print("Written to " + folder.path() + ":\n" + names);
  return 0;
}

}  // namespace komuna
