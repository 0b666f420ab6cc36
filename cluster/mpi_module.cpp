// The module libkomuna_mpi.so: the calls of channel.hpp, handed on to MPI. It is the only file that
// knows the library.

#include <mpi.h>

#include <climits>
#include <list>
#include <memory>
#include <new>
#include <set>

#include "cluster/channel.hpp"

namespace komuna {
namespace {

constexpr int tag = 1;

// Nothing here waits: a rank that has died in the middle of a message must not hold up the others.
class MpiChannel final : public Channel {
 public:
  MpiChannel() {
    MPI_Comm_rank(MPI_COMM_WORLD, &rank_);
    MPI_Comm_size(MPI_COMM_WORLD, &ranks_);
    // Else the loss of one rank would end all others.
    MPI_Comm_set_errhandler(MPI_COMM_WORLD, MPI_ERRORS_RETURN);
  }

  int rank() const override { return rank_; }
  int ranks() const override { return ranks_; }

  bool send(int to, std::string bytes) override {
    if (bytes.size() > INT_MAX) return false;
    sending_.push_back({MPI_REQUEST_NULL, std::move(bytes)});
    Sending& message = sending_.back();
    const int status = MPI_Isend(message.bytes.data(), static_cast<int>(message.bytes.size()),
                                 MPI_BYTE, to, tag, MPI_COMM_WORLD, &message.request);
    if (status != MPI_SUCCESS) sending_.pop_back();
    return status == MPI_SUCCESS;
  }

  int receive(std::string& bytes) override {
    carry_on_sending();
    take_arriving();
    std::set<int> earlier;  // ranks of which an earlier message is still on its way
    for (auto message = arriving_.begin(); message != arriving_.end(); ++message) {
      if (earlier.count(message->from) == 0 && is_over(message->request)) {
        bytes = std::move(message->bytes);
        const int from = message->from;
        arriving_.erase(message);
        return from;
      }
      earlier.insert(message->from);
    }
    return -1;
  }

  void leave(bool whole, int code) override {
    if (!whole) MPI_Abort(MPI_COMM_WORLD, code);
    while (!sending_.empty()) carry_on_sending();
    MPI_Finalize();
  }

 private:
  struct Sending {
    MPI_Request request;
    std::string bytes;
  };
  struct Arriving {
    MPI_Request request;
    int from;
    std::string bytes;
  };

  static bool is_over(MPI_Request& request) {
    int over = 0;
    return MPI_Test(&request, &over, MPI_STATUS_IGNORE) != MPI_SUCCESS || over != 0;
  }

  void carry_on_sending() {
    for (auto message = sending_.begin(); message != sending_.end();)
      message = is_over(message->request) ? sending_.erase(message) : std::next(message);
  }

  void take_arriving() {
    for (;;) {
      int is_there = 0, size = 0;
      MPI_Message handle = MPI_MESSAGE_NULL;
      MPI_Status status;
      if (MPI_Improbe(MPI_ANY_SOURCE, tag, MPI_COMM_WORLD, &is_there, &handle, &status) !=
              MPI_SUCCESS ||
          is_there == 0)
        return;
      MPI_Get_count(&status, MPI_BYTE, &size);
      arriving_.push_back(
          {MPI_REQUEST_NULL, status.MPI_SOURCE, std::string(static_cast<std::size_t>(size), '\0')});
      Arriving& message = arriving_.back();
      MPI_Imrecv(message.bytes.data(), size, MPI_BYTE, &handle, &message.request);
    }
  }

  int rank_ = 0;
  int ranks_ = 1;
  std::list<Sending> sending_;  // a list: the library holds on to where the bytes are
  std::list<Arriving> arriving_;
};

}  // namespace
}  // namespace komuna

extern "C" komuna::Channel* komuna_channel_1();
extern "C" komuna::Channel* komuna_channel_1() {
  int provided = 0;
  if (MPI_Init_thread(nullptr, nullptr, MPI_THREAD_FUNNELED, &provided) != MPI_SUCCESS)
    return nullptr;
  return new (std::nothrow) komuna::MpiChannel;
}
