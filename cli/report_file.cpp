#include "cli/report_file.hpp"

#include "analysis/report/page.hpp"

namespace komuna {

WrittenFile write_report(RunFolder& folder, const report::Subject& subject) {
  WrittenFile written =
      write_file(folder.path(), report_name, report::page(subject, report::draw_with_gnuplot));
  folder.wrote(written.name);
  return written;
}

}  // namespace komuna
