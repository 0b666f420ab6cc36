#pragma once
// What a replay has in common, whatever is replayed: a place to make files again, and whether they
// are the same.

#include <functional>
#include <string>
#include <vector>

#include "engine/output/new_file.hpp"

namespace komuna {

// A folder for what nobody wants to keep; gone with everything in it.
class ScratchFolder {
 public:
  ScratchFolder();  // Errors: FileError
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder();
  const std::string& path() const { return path_; }

 private:
  std::string path_;
};

// What is made in a scratch folder is not there to be continued: a replay that is stopped says only
// that. Errors: those of the work.
void until_stopped(bool in_scratch, const std::function<void()>& work);

// Prints which files differ and returns the exit code: 0 if none does.
int judge_files(const std::vector<WrittenFile>& then, const std::vector<WrittenFile>& again,
                bool quiet);

}  // namespace komuna
