// The module libkomuna_netcdf.so: the calls of netcdf_writer.hpp, handed on to the NetCDF library.
// It is the only file that knows the library.

#include <netcdf.h>

#include <new>

#include "engine/output/netcdf_writer.hpp"

namespace komuna {
namespace {

constexpr int closed = -1;
constexpr int deflate_level = 4;

nc_type library_type(NetcdfType type) {
  switch (type) {
    case NetcdfType::character:
      return NC_CHAR;
    case NetcdfType::integer:
      return NC_INT;
    default:
      return NC_DOUBLE;
  }
}

class LibraryWriter final : public NetcdfWriter {
 public:
  ~LibraryWriter() override { close(); }

  int create(const char* path, NetcdfFormat format, int& file) override {
    format_ = format;
    // The empty file is there already (library_file.hpp), so it may be written over.
    const int mode = format == NetcdfFormat::hdf5 ? NC_NETCDF4 : NC_64BIT_OFFSET;
    if (const int status = nc_create(path, mode | NC_CLOBBER, &file_); status != NC_NOERR) {
      file_ = closed;
      return status;
    }
    file = file_;
    int before = 0;
    return nc_set_fill(file_, NC_NOFILL, &before);
  }

  int group(int parent, const char* name, int& group) override {
    return nc_def_grp(parent, name, &group);
  }

  int dimension(int group, const char* name, std::size_t size, int& dimension) override {
    return nc_def_dim(group, name, size, &dimension);
  }

  int variable(int group, const char* name, NetcdfType type, const int* dimensions,
               std::size_t count, int& variable) override {
    const int status =
        nc_def_var(group, name, library_type(type), static_cast<int>(count), dimensions, &variable);
    const bool compress =
        format_ == NetcdfFormat::hdf5 && type != NetcdfType::character && count > 0;
    if (status != NC_NOERR || !compress) return status;
    return nc_def_var_deflate(group, variable, NC_SHUFFLE, 1, deflate_level);
  }

  int attribute(int group, int variable, const char* name, const char* text,
                std::size_t length) override {
    return nc_put_att_text(group, variable, name, length, text);
  }
  int attribute(int group, int variable, const char* name, std::int32_t value) override {
    return nc_put_att_int(group, variable, name, NC_INT, 1, &value);
  }
  int attribute(int group, int variable, const char* name, double value) override {
    return nc_put_att_double(group, variable, name, NC_DOUBLE, 1, &value);
  }

  int end_definitions() override { return nc_enddef(file_); }

  int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
          const char* values) override {
    return nc_put_vara_text(group, variable, first, extent, values);
  }
  int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
          const std::int32_t* values) override {
    return nc_put_vara_int(group, variable, first, extent, values);
  }
  int put(int group, int variable, const std::size_t* first, const std::size_t* extent,
          const double* values) override {
    return nc_put_vara_double(group, variable, first, extent, values);
  }

  int close() override {
    if (file_ == closed) return NC_NOERR;
    const int status = nc_close(file_);
    file_ = closed;
    return status;
  }

  const char* reason(int error) const override { return nc_strerror(error); }

 private:
  int file_ = closed;
  NetcdfFormat format_ = NetcdfFormat::classic;
};

static_assert(netcdf_global == NC_GLOBAL);

}  // namespace
}  // namespace komuna

extern "C" komuna::NetcdfWriter* komuna_netcdf_writer_1();
extern "C" komuna::NetcdfWriter* komuna_netcdf_writer_1() {
  return new (std::nothrow) komuna::LibraryWriter;
}
