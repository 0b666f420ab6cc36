// How to cite the report and how to make it again.

#include <fmt/format.h>

#include <algorithm>

#include "analysis/report/comparison.hpp"
#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"
#include "engine/base/sha256.hpp"

namespace komuna::report {
namespace {

std::string shell_word(const std::string& word) {
  constexpr std::string_view plain = "-_./=:,+%@";
  bool is_plain = !word.empty();
  for (const char c : word)
    is_plain = is_plain && ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                            (c >= '0' && c <= '9') || plain.find(c) != std::string_view::npos);
  if (is_plain) return word;
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + '\'';
}

// The command as it was given, but for the folder it wrote to, the number of threads and how much
// it told, which change nothing.
std::string command_of(const Manifest& manifest) {
  std::string text = "komuna";
  for (std::size_t i = 1; i < manifest.command_line.size(); ++i) {
    const std::string& word = manifest.command_line[i];
    if (word == "--out" || word == "-o" || word == "--threads" || word == "-j") {
      ++i;
      continue;
    }
    if (word == "--quiet" || word.rfind("--out=", 0) == 0 || word.rfind("--threads=", 0) == 0)
      continue;
    text += ' ' + shell_word(word);
  }
  return text;
}

std::string file_name(const std::string& path) { return path.substr(path.rfind('/') + 1); }

// Of all worlds, each once.
std::vector<InputFile> files_read(const Manifest& manifest) {
  std::vector<InputFile> files = manifest.inputs;
  for (const ManifestWorld& world : manifest.alternatives)
    for (const InputFile& file : world.inputs)
      if (std::none_of(files.begin(), files.end(),
                       [&](const InputFile& f) { return f.path == file.path; }))
        files.push_back(file);
  return files;
}

// Of an alternative: its parameters and what it changes over time.
std::string fingerprint(const ManifestWorld& world) {
  return sha256(world.resolved + '\n' + world.interventions);
}

std::string name_of_world(const Subject& subject, std::size_t alternative) {
  const auto& named = subject.comparison->alternatives;
  return alternative < named.size() ? named[alternative].name
                                    : subject.manifest.alternatives[alternative].name;
}

// What was simulated, with the fingerprint of each world.
std::string worlds_cited(const Subject& subject) {
  const Manifest& m = subject.manifest;
  const std::string base = fmt::format("\"{}\" (SHA-256 {})", subject.scenario.parameters.title,
                                       sha256(m.resolved).substr(0, 16));
  const std::string histories = with_commas(static_cast<double>(m.completed));
  if (subject.comparison == nullptr)
    return fmt::format("Scenario {}, {} histories, seed {}.", base, histories, m.seed);
  std::string text = "Comparison of ";
  for (std::size_t i = 0; i < m.alternatives.size(); ++i)
    text += fmt::format("{}\"{}\" (SHA-256 {})", i == 0 ? "" : ", ", name_of_world(subject, i),
                        fingerprint(m.alternatives[i]).substr(0, 16));
  return text + fmt::format(" with the base {}, {} of histories, seed {}.", base,
                            counted(m.completed, "pair"), m.seed);
}

Table identity_table(const Subject& subject) {
  const Manifest& m = subject.manifest;
  Table table;
  table.caption = "What made this report";
  table.heads = {"What", "Value"};
  table.columns = "tt";
  table.rows = {{"Program", fmt::format("komuna {} (commit {})", m.version, m.commit)},
                {"Built with", fmt::format("{}, {}, {}", m.compiler, m.build_type, m.system)},
                {"Scenario", m.scenario},
                {"Scenario, resolved, SHA-256", sha256(m.resolved)},
                {"Seed", std::to_string(m.seed)},
                {"Histories completed", with_commas(static_cast<double>(m.completed)) + " of " +
                                            with_commas(static_cast<double>(m.replicates))},
                {"Layout of random numbers", std::to_string(m.rng_layout)}};
  for (std::size_t i = 0; subject.comparison != nullptr && i < m.alternatives.size(); ++i)
    table.rows.push_back(
        {"Compared with " + m.alternatives[i].name + ": parameters and interventions, SHA-256",
         fingerprint(m.alternatives[i])});
  return table;
}

Table hashes_table(const Manifest& manifest) {
  Table table;
  table.caption = "Files and their fingerprints (SHA-256)";
  table.heads = {"File", "SHA-256"};
  table.columns = "tt";
  for (const InputFile& input : files_read(manifest))
    table.rows.push_back({"read: " + file_name(input.path), input.sha256});
  for (const WrittenFile& file : manifest.outputs)
    table.rows.push_back({"written: " + file.name, file.sha256});
  return table;
}

}  // namespace

Section citation_section(const Subject& subject) {
  const Manifest& m = subject.manifest;
  Section section;
  section.id = "cite";
  section.title = "How to cite and how to do it again";
  const std::string cite = fmt::format(
      "komuna {}, simulator of the collectives that emigrated to the Soviet Union (commit {}). {}",
      m.version, m.commit, worlds_cited(subject));
  section.before =
      "<h3>How to cite</h3>\n<p class=\"cite\">" + escaped(cite) +
      "</p>\n<p>Cite the sources of the figures you use beside it: the simulator is no source of "
      "what happened.</p>\n<h3>How to do it again</h3>\n<pre>" +
      escaped(command_of(m)) + "</pre>\n" +
      paragraph(
          "The same version, scenario, seed and number of histories give the same tables, byte "
          "for byte, on any machine. manifest.json beside this report holds the whole scenario "
          "as it was run; komuna replay manifest.json makes all tables again and compares them.");
  section.after = html(identity_table(subject)) +
                  folded("Fingerprints of all files read and written", html(hashes_table(m)));
  return section;
}

}  // namespace komuna::report
