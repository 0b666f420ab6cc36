#include "cli/run_record.hpp"

#include <fmt/format.h>
#include <sys/random.h>
#include <sys/resource.h>

#include <array>
#include <chrono>
#include <ctime>

#include "build_info.hpp"
#include "engine/base/parallel.hpp"
#include "engine/random/draws.hpp"

namespace komuna {
namespace {

std::string time_text(const char* format, const std::tm& time) {
  std::array<char, 64> text{};
  const std::size_t length = std::strftime(text.data(), text.size(), format, &time);
  return {text.data(), length};
}

}  // namespace

std::string new_run_id() {
  std::array<unsigned char, 16> bytes{};
  if (::getrandom(bytes.data(), bytes.size(), 0) != static_cast<ssize_t>(bytes.size()))
    bytes.fill(0);  // only on systems older than Linux 3.17: the time below still tells runs apart
  const auto now = std::chrono::system_clock::now().time_since_epoch();
  const auto milliseconds = static_cast<std::uint64_t>(
      std::chrono::duration_cast<std::chrono::milliseconds>(now).count());
  for (std::size_t k = 0; k < 6; ++k)
    bytes[k] = static_cast<unsigned char>(milliseconds >> (40 - 8 * k) & 0xFFU);
  bytes[6] = static_cast<unsigned char>((bytes[6] & 0x0FU) | 0x70U);
  bytes[8] = static_cast<unsigned char>((bytes[8] & 0x3FU) | 0x80U);
  std::string id;
  for (std::size_t k = 0; k < bytes.size(); ++k) {
    if (k == 4 || k == 6 || k == 8 || k == 10) id += '-';
    id += fmt::format("{:02x}", bytes[k]);
  }
  return id;
}

std::string utc_now() {
  const std::time_t now = std::time(nullptr);
  std::tm time{};
  ::gmtime_r(&now, &time);
  return time_text("%Y-%m-%dT%H:%M:%SZ", time);
}

std::string folder_time() {
  const std::time_t now = std::time(nullptr);
  std::tm time{};
  ::localtime_r(&now, &time);
  return time_text("%Y-%m-%d-%H%M%S", time);
}

std::int64_t peak_memory() {
  rusage usage{};
  constexpr std::int64_t kilobyte = 1024;
  return ::getrusage(RUSAGE_SELF, &usage) == 0 ? usage.ru_maxrss * kilobyte : 0;
}

Manifest manifest_of_program() {
  Manifest manifest;
  manifest.run_id = new_run_id();
  manifest.created_at = utc_now();
  manifest.version = build_info::version;
  manifest.commit = build_info::commit;
  manifest.compiler = build_info::compiler;
  manifest.build_type = build_info::build_type;
  manifest.system = build_info::system;
  manifest.libraries = build_info::libraries;
  manifest.parallel = parallel_backend();
  manifest.rng_layout = rng_layout_version;
  return manifest;
}

}  // namespace komuna
