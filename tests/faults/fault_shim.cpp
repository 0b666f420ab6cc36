// Loaded before the C library (LD_PRELOAD): makes one system call fail, kills the process in the
// midst of one, or lets the clock go backwards. The tests of faults set what by the environment:
//
//   FAULT_CALL   write, sync, rename, open or read
//   FAULT_PATH   only for files whose path holds this
//   FAULT_AFTER  so many such calls are let through
//   FAULT_TIMES  and so many fail then (default: all that follow)
//   FAULT_ERROR  a number of errno; 0 kills the process there, a write having done half
//   FAULT_CLOCK  seconds by which the time of day goes back at each look; "steady" all clocks do

#include <dlfcn.h>
#include <fcntl.h>
#include <sys/time.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstdarg>
#include <cstdlib>
#include <cstring>
#include <ctime>

namespace {

template <class Function>
Function real(const char* name) {
  return reinterpret_cast<Function>(::dlsym(RTLD_NEXT, name));
}

long number(const char* name, long otherwise) {
  const char* text = std::getenv(name);
  return text == nullptr ? otherwise : std::strtol(text, nullptr, 10);
}

bool is_meant(const char* call, const char* path) {
  const char* wanted = std::getenv("FAULT_CALL");
  const char* part = std::getenv("FAULT_PATH");
  if (wanted == nullptr || std::strcmp(wanted, call) != 0) return false;
  if (part != nullptr && std::strstr(path, part) == nullptr) return false;
  static std::atomic<long> calls{0};
  const long after = number("FAULT_AFTER", 0);
  const long call_number = calls++;
  return call_number >= after && call_number - after < number("FAULT_TIMES", 1L << 40);
}

bool is_meant(const char* call, int descriptor) {
  // Without a path it is never a message to the user that fails.
  if (std::getenv("FAULT_CALL") == nullptr || descriptor <= STDERR_FILENO) return false;
  std::array<char, 32> link{"/proc/self/fd/"};
  char* digits = link.data() + std::strlen(link.data());
  std::array<char, 12> reversed{};
  int count = 0;
  for (int rest = descriptor; count == 0 || rest > 0; rest /= 10)
    reversed[count++] = static_cast<char>('0' + rest % 10);
  while (count > 0) *digits++ = reversed[--count];
  std::array<char, 4096> path{};
  if (::readlink(link.data(), path.data(), path.size() - 1) < 0) return false;
  return is_meant(call, path.data());
}

int fail() {
  errno = static_cast<int>(number("FAULT_ERROR", EIO));
  if (errno == 0) ::kill(::getpid(), SIGKILL);
  return -1;
}

template <class Write>
ssize_t broken_write(std::size_t size, const Write& write) {
  if (number("FAULT_ERROR", EIO) == 0) write(size / 2);
  return fail();
}

int open_file(const char* name, const char* path, int flags, mode_t mode) {
  if (is_meant("open", path)) return fail();
  return real<int (*)(const char*, int, ...)>(name)(path, flags, mode);
}

mode_t mode_of(int flags, va_list rest) {
  return (flags & O_CREAT) != 0 ? va_arg(rest, mode_t) : 0;
}

// Earlier at every look.
long seconds_back(bool is_time_of_day) {
  const char* clock = std::getenv("FAULT_CLOCK");
  if (clock == nullptr) return 0;
  const bool is_steady = std::strcmp(clock, "steady") == 0;
  if (!is_time_of_day && !is_steady) return 0;
  static std::atomic<long> looks{0};
  return ++looks * (is_steady ? 1 : number("FAULT_CLOCK", 0));
}

}  // namespace

extern "C" {

ssize_t write(int file, const void* bytes, size_t size) {
  const auto next = real<ssize_t (*)(int, const void*, size_t)>("write");
  if (!is_meant("write", file)) return next(file, bytes, size);
  return broken_write(size, [&](size_t part) { return next(file, bytes, part); });
}

ssize_t pwrite(int file, const void* bytes, size_t size, off_t at) {
  const auto next = real<ssize_t (*)(int, const void*, size_t, off_t)>("pwrite");
  if (!is_meant("write", file)) return next(file, bytes, size, at);
  return broken_write(size, [&](size_t part) { return next(file, bytes, part, at); });
}

ssize_t pwrite64(int file, const void* bytes, size_t size, off64_t at) {
  const auto next = real<ssize_t (*)(int, const void*, size_t, off64_t)>("pwrite64");
  if (!is_meant("write", file)) return next(file, bytes, size, at);
  return broken_write(size, [&](size_t part) { return next(file, bytes, part, at); });
}

ssize_t read(int file, void* bytes, size_t size) {
  if (is_meant("read", file)) return fail();
  return real<ssize_t (*)(int, void*, size_t)>("read")(file, bytes, size);
}

ssize_t pread(int file, void* bytes, size_t size, off_t at) {
  if (is_meant("read", file)) return fail();
  return real<ssize_t (*)(int, void*, size_t, off_t)>("pread")(file, bytes, size, at);
}

ssize_t pread64(int file, void* bytes, size_t size, off64_t at) {
  if (is_meant("read", file)) return fail();
  return real<ssize_t (*)(int, void*, size_t, off64_t)>("pread64")(file, bytes, size, at);
}

int fsync(int file) { return is_meant("sync", file) ? fail() : real<int (*)(int)>("fsync")(file); }

int fdatasync(int file) {
  return is_meant("sync", file) ? fail() : real<int (*)(int)>("fdatasync")(file);
}

int rename(const char* from, const char* to) {
  if (is_meant("rename", to)) return fail();
  return real<int (*)(const char*, const char*)>("rename")(from, to);
}

int open(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_file("open", path, flags, mode);
}

int open64(const char* path, int flags, ...) {
  va_list rest;
  va_start(rest, flags);
  const mode_t mode = mode_of(flags, rest);
  va_end(rest);
  return open_file("open64", path, flags, mode);
}

int clock_gettime(clockid_t clock, timespec* time) {
  const int result = real<int (*)(clockid_t, timespec*)>("clock_gettime")(clock, time);
  time->tv_sec -= seconds_back(clock == CLOCK_REALTIME);
  return result;
}

time_t time(time_t* place) {
  timespec now{};
  clock_gettime(CLOCK_REALTIME, &now);
  if (place != nullptr) *place = now.tv_sec;
  return now.tv_sec;
}

int gettimeofday(timeval* now, void*) {
  timespec time{};
  clock_gettime(CLOCK_REALTIME, &time);
  now->tv_sec = time.tv_sec;
  now->tv_usec = time.tv_nsec / 1000;
  return 0;
}
}
