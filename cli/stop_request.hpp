#pragma once
// Stopping a run in good order: Ctrl-C, or the system asking the program to end.
//
// While an object of this class lives, the signals INT, TERM and HUP do not end the program; they
// wait, and asked() tells that one has come. The run then stops between two replicates; what is
// finished stays in its store. Make the object before any thread is started: threads inherit it.

#include <csignal>
#include <stdexcept>
#include <string>

namespace komuna {

class StopRequest {
 public:
  StopRequest();
  StopRequest(const StopRequest&) = delete;
  StopRequest& operator=(const StopRequest&) = delete;
  ~StopRequest();  // takes the waiting signals away

  int asked() const;  // the signal's number, or 0

 private:
  sigset_t signals_;
  sigset_t before_;
};

// Thrown where the run stops; the exit code is 128 + the signal's number, 130 for Ctrl-C.
class Stopped : public std::runtime_error {
 public:
  explicit Stopped(int signal, const std::string& message = "stopped; nothing was written")
      : std::runtime_error(message), signal_(signal) {}
  int signal() const { return signal_; }
  int exit_code() const { return 128 + signal_; }

 private:
  int signal_;
};

}  // namespace komuna
