#pragma once
// What the program asks of a message-passing library (MPI), so that it need not be linked to it.
//
// The library brings dozens of others with it and would make every start of the command longer,
// `komuna --version` included. So it stands in a module of its own (mpi_module.cpp) that is loaded
// only when the program was started as one of several ranks (launch.hpp). Tests put a channel
// between threads in its place.
//
// All calls belong to one thread. Nothing is thrown from one side to the other.

#include <cstddef>
#include <string>

namespace komuna {

class Channel {
 public:
  Channel() = default;
  Channel(const Channel&) = delete;
  Channel& operator=(const Channel&) = delete;
  virtual ~Channel() = default;

  virtual int rank() const = 0;
  virtual int ranks() const = 0;
  // Hands the bytes over and returns at once. false: that rank can no longer be reached.
  virtual bool send(int to, std::string bytes) = 0;
  // The next message that has arrived whole, and who sent it; -1 when there is none. Messages of
  // one rank come in the order in which it sent them. Also carries on with what is being sent, so
  // it must be called again and again.
  virtual int receive(std::string& bytes) = 0;
  // Call last. `whole`: every rank is there and will call this too; else the job is ended with that
  // exit code, and the call does not return.
  virtual void leave(bool whole, int code) = 0;
};

// The one function of the module: joins the ranks; nullptr when that is not possible. The number in
// its name rises when Channel changes, so that an old module is not mistaken.
inline constexpr const char* channel_entry = "komuna_channel_1";
using ChannelEntry = Channel* (*)();

}  // namespace komuna
