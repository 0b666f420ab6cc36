#pragma once
// A NetCDF file: arrays with named dimensions and attributes, which R, Python, Julia, Panoply and
// most programs of the natural sciences open.
//
// Define first, then put values block by block, then commit: nothing needs to be in memory at once.
//
//   NetcdfFile file(folder, "ensemble.nc", NetcdfFormat::classic);
//   const int time = file.dimension("time", 23);
//   const int departed = file.variable("departed", NetcdfType::integer, {time});
//   file.attribute(departed, "long_name", "Persons who left home");
//   file.end_definitions();
//   file.put(departed, {0}, {23}, values);
//   WrittenFile written = file.commit();
//
// The library is loaded here, from a module that stands beside the program (netcdf_writer.hpp says
// why). Errors: FileError if the module cannot be found or loaded, if the file cannot be written or
// if the library refuses a call.

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "engine/output/library_file.hpp"
#include "engine/output/netcdf_writer.hpp"

namespace komuna {

class NetcdfFile {
 public:
  NetcdfFile(const std::string& folder, const std::string& name, NetcdfFormat format);

  // What is defined from here on stands in this group (hdf5 only); "" = the file itself.
  void enter_group(const std::string& name);
  int dimension(const std::string& name, std::size_t size);
  int variable(const std::string& name, NetcdfType type, const std::vector<int>& dimensions);
  // `variable` may be netcdf_global.
  void attribute(int variable, const std::string& name, std::string_view text);
  void attribute(int variable, const std::string& name, std::int32_t value);
  void attribute(int variable, const std::string& name, double value);
  void end_definitions();

  using Place = std::vector<std::size_t>;
  // Into a variable of the group entered last. The number of values must fit the extent.
  void put(int variable, const Place& first, const Place& extent, std::string_view values);
  void put(int variable, const Place& first, const Place& extent,
           const std::vector<std::int32_t>& values);
  void put(int variable, const Place& first, const Place& extent,
           const std::vector<double>& values);
  // Equally long texts in a row, each filled up with zero bytes: one row of `length` a text.
  void put_texts(int variable, const std::vector<std::string>& texts, std::size_t length);

  WrittenFile commit();

 private:
  void require(int status) const;

  LibraryFile file_;  // outlives the writer, so that a partial file is closed before it is removed
  std::unique_ptr<NetcdfWriter> writer_;
  int root_ = 0;
  int group_ = 0;
};

// A multiple of four that holds each of the texts: between arrays of such lengths the classic
// format leaves no gaps.
std::size_t text_length(const std::vector<std::string>& texts);

}  // namespace komuna
