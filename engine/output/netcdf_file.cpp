#include "engine/output/netcdf_file.hpp"

#include <dlfcn.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <functional>
#include <numeric>

#include "engine/base/assert.hpp"
#include "engine/output/file_error.hpp"

namespace komuna {
namespace {

namespace fs = std::filesystem;

constexpr const char* module_name = "libkomuna_netcdf.so";

fs::path module_place() {
  std::error_code error;
  return fs::read_symlink("/proc/self/exe", error).parent_path() / module_name;
}

// The module stays loaded until the program ends: the libraries it brings do not like to be
// unloaded. Loading it again costs nothing.
NetcdfEntry load_module() {
  const fs::path place = module_place();
  std::error_code error;
  if (!fs::exists(place, error))
    throw FileError(place.string(),
                    "is not there, so no NetCDF file can be written; build komuna again");
  void* module = ::dlopen(place.c_str(), RTLD_NOW | RTLD_LOCAL);
  if (module == nullptr)
    throw FileError(place.string(), std::string("cannot be loaded: ") + ::dlerror());
  void* entry = ::dlsym(module, netcdf_entry);
  if (entry == nullptr)
    throw FileError(place.string(), "belongs to another version of komuna; build komuna again");
  return reinterpret_cast<NetcdfEntry>(entry);
}

std::size_t cells_of(const NetcdfFile::Place& extent) {
  return std::accumulate(extent.begin(), extent.end(), std::size_t{1}, std::multiplies<>());
}

}  // namespace

NetcdfFile::NetcdfFile(const std::string& folder, const std::string& name, NetcdfFormat format)
    : file_(folder, name), writer_(load_module()()) {
  KOMUNA_ASSERT(writer_ != nullptr, "there is memory for a few numbers");
  require(writer_->create(file_.partial().c_str(), format, root_));
  group_ = root_;
}

void NetcdfFile::require(int status) const {
  if (status == 0) return;
  const std::string reason = status > 0 ? system_reason(status) : writer_->reason(status);
  throw FileError(file_.path(), "cannot be written: " + reason);
}

void NetcdfFile::enter_group(const std::string& name) {
  group_ = root_;
  if (!name.empty()) require(writer_->group(root_, name.c_str(), group_));
}

int NetcdfFile::dimension(const std::string& name, std::size_t size) {
  int dimension = 0;
  require(writer_->dimension(group_, name.c_str(), size, dimension));
  return dimension;
}

int NetcdfFile::variable(const std::string& name, NetcdfType type,
                         const std::vector<int>& dimensions) {
  int variable = 0;
  require(writer_->variable(group_, name.c_str(), type, dimensions.data(), dimensions.size(),
                            variable));
  return variable;
}

void NetcdfFile::attribute(int variable, const std::string& name, std::string_view text) {
  require(writer_->attribute(group_, variable, name.c_str(), text.data(), text.size()));
}
void NetcdfFile::attribute(int variable, const std::string& name, std::int32_t value) {
  require(writer_->attribute(group_, variable, name.c_str(), value));
}
void NetcdfFile::attribute(int variable, const std::string& name, double value) {
  require(writer_->attribute(group_, variable, name.c_str(), value));
}

void NetcdfFile::end_definitions() { require(writer_->end_definitions()); }

void NetcdfFile::put(int variable, const Place& first, const Place& extent,
                     std::string_view values) {
  KOMUNA_ASSERT(first.size() == extent.size() && values.size() == cells_of(extent),
                "a value for each cell");
  require(writer_->put(group_, variable, first.data(), extent.data(), values.data()));
}
void NetcdfFile::put(int variable, const Place& first, const Place& extent,
                     const std::vector<std::int32_t>& values) {
  KOMUNA_ASSERT(first.size() == extent.size() && values.size() == cells_of(extent),
                "a value for each cell");
  require(writer_->put(group_, variable, first.data(), extent.data(), values.data()));
}
void NetcdfFile::put(int variable, const Place& first, const Place& extent,
                     const std::vector<double>& values) {
  KOMUNA_ASSERT(first.size() == extent.size() && values.size() == cells_of(extent),
                "a value for each cell");
  require(writer_->put(group_, variable, first.data(), extent.data(), values.data()));
}

void NetcdfFile::put_texts(int variable, const std::vector<std::string>& texts,
                           std::size_t length) {
  std::string cells;
  for (const std::string& text : texts) {
    KOMUNA_ASSERT(text.size() <= length, "the text fits its row");
    cells += text;
    cells.append(length - text.size(), '\0');
  }
  put(variable, {0, 0}, {texts.size(), length}, cells);
}

WrittenFile NetcdfFile::commit() {
  require(writer_->close());
  return file_.commit();
}

std::size_t text_length(const std::vector<std::string>& texts) {
  constexpr std::size_t word = 4;
  std::size_t longest = 1;
  for (const std::string& text : texts) longest = std::max(longest, text.size());
  return (longest + word - 1) / word * word;
}

}  // namespace komuna
