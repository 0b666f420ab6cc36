#pragma once
// What the program asks of the NetCDF library, so that it need not be linked to it.
//
// The library brings fifty others with it and would make every start of the command five times as
// long, `komuna --version` included. So it stands in a module of its own (netcdf_module.cpp) that
// is loaded when a NetCDF file is to be written (netcdf_file.hpp).
//
// Every call returns 0, or the library's error number: positive ones are the system's (errno).
// Nothing is thrown from one side to the other.

#include <cstddef>
#include <cstdint>

namespace komuna {

// classic: the old, flat format that every program reads (64-bit offsets). hdf5: with groups and
// compression.
enum class NetcdfFormat { classic, hdf5 };
enum class NetcdfType { character, integer, number };  // 8-bit text, 32-bit, double

// In place of a variable: the file or group itself.
inline constexpr int netcdf_global = -1;

class NetcdfWriter {
 public:
  NetcdfWriter() = default;
  NetcdfWriter(const NetcdfWriter&) = delete;
  NetcdfWriter& operator=(const NetcdfWriter&) = delete;
  virtual ~NetcdfWriter() = default;  // closes what is open

  // `file` is also the group that everything is in unless others are made.
  virtual int create(const char* path, NetcdfFormat format, int& file) = 0;
  virtual int group(int parent, const char* name, int& group) = 0;
  virtual int dimension(int group, const char* name, std::size_t size, int& dimension) = 0;
  // In hdf5 files numbers are compressed.
  virtual int variable(int group, const char* name, NetcdfType type, const int* dimensions,
                       std::size_t count, int& variable) = 0;
  virtual int attribute(int group, int variable, const char* name, const char* text,
                        std::size_t length) = 0;
  virtual int attribute(int group, int variable, const char* name, std::int32_t value) = 0;
  virtual int attribute(int group, int variable, const char* name, double value) = 0;
  // Between definitions and values.
  virtual int end_definitions() = 0;
  // A block of a variable: its first cell and its extent along each dimension, last dimension
  // fastest. Every cell must be put: nothing is filled in.
  virtual int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
                  const char* values) = 0;
  virtual int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
                  const std::int32_t* values) = 0;
  virtual int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
                  const double* values) = 0;
  virtual int close() = 0;
  virtual const char* reason(int error) const = 0;
};

// The one function of the module: a new writer, owned by the caller; nullptr without memory. The
// number in its name rises when NetcdfWriter changes, so that an old module is not mistaken.
inline constexpr const char* netcdf_entry = "komuna_netcdf_writer_1";
using NetcdfEntry = NetcdfWriter* (*)();

}  // namespace komuna
