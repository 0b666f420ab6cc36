#include "cli/stop_request.hpp"

#include <ctime>

namespace komuna {

StopRequest::StopRequest() {
  sigemptyset(&signals_);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP}) sigaddset(&signals_, signal);
  pthread_sigmask(SIG_BLOCK, &signals_, &before_);
}

StopRequest::~StopRequest() {
  const timespec no_time{};
  while (sigtimedwait(&signals_, nullptr, &no_time) > 0) {
  }
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

int StopRequest::asked() const {
  sigset_t waiting;
  sigemptyset(&waiting);
  sigpending(&waiting);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP})
    if (sigismember(&waiting, signal) == 1) return signal;
  return 0;
}

}  // namespace komuna
