#include "engine/output/file_error.hpp"

#include <cerrno>
#include <system_error>

namespace komuna {

std::string system_reason(int error_number) {
  switch (error_number) {
    case ENOSPC:
      return "the disk is full";
    case EDQUOT:
      return "the quota of the disk is used up";
    case EROFS:
      return "the disk may only be read";
    case EACCES:
    case EPERM:
      return "not allowed (permission denied)";
    case ENOENT:
      return "the folder is not there";
    case ENOTDIR:
      return "a part of the path is not a folder";
    case EEXIST:
      return "exists already";
    case EFBIG:
      return "larger than the system allows a file to be";
    default:
      return std::generic_category().message(error_number);
  }
}

}  // namespace komuna
