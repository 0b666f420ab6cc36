#pragma once
// The folder one run writes into: new, or empty before; or, to add to a run that is there, its own.
// Nothing of another run is ever touched.
//
// Errors: FileError when the path is no folder, cannot be made or written, or holds anything.

#include <string>
#include <vector>

namespace komuna {

class RunFolder {
 public:
  enum class Holds { nothing, anything };
  // Makes the folder and the folders above it as far as they are missing. `holds`: what may be in
  // it before.
  explicit RunFolder(const std::string& path, Holds holds = Holds::nothing);
  RunFolder(const RunFolder&) = delete;
  RunFolder& operator=(const RunFolder&) = delete;
  // Takes away what it made and what was announced by wrote() since the last keep(). Files of
  // others are left alone.
  ~RunFolder();

  const std::string& path() const { return path_; }
  void wrote(const std::string& name) { written_.push_back(name); }
  // What is there by now stays, whatever happens.
  void keep();
  // Takes away the file of that name and its unfinished form, where a run was cut short.
  void discard(const std::string& name);
  // Takes away what the workbook's library has left if the run was killed between its making and
  // unlinking a temporary file: files named tmp. and ten letters or digits.
  void discard_temporary_files();

 private:
  std::string path_;
  std::vector<std::string> made_;     // outermost first
  std::vector<std::string> written_;  // names of files
};

// `base` itself if nothing is there, else base-2, base-3, ...
std::string free_path(const std::string& base);

// Letters, digits, '-' and '_' of a name; everything else becomes '_'. So a scenario whose file
// is called "=1+1.yaml" cannot become a formula in a spreadsheet or leave the folder.
std::string plain_name(const std::string& name);

}  // namespace komuna
