#pragma once
// What ranks say to each other. A message is one letter, a number and bytes.
//
// Rank 0 leads: it sends the work (what kind it is and all that is needed for it, so that no other
// rank reads a scenario), then tasks by their numbers; the others send results, and now and then
// that they are alive. Numbers of tasks are never used twice, so that a late answer is known for
// what it is.

#include <cstdint>
#include <string>
#include <string_view>

namespace komuna {

struct Message {
  enum Kind : char {
    work = 'W',    // from rank 0: what is to be done; number: threads, each
    task = 'T',    // from rank 0: do this
    drop = 'D',    // from rank 0: tasks not begun need not be done
    end = 'E',     // from rank 0: there will be no more
    result = 'R',  // of the task of that number
    trouble =
        'F',  // the task of that number (-1: the work itself) failed in a way that ends the run
    no_memory = 'M',  // the same, for want of memory
    alive = 'A',      // nothing else to say
    stop = 'S',       // somebody wants to stop the run; number: by which signal
  };
  Kind kind = alive;
  std::int64_t number = 0;
  std::string body;
};

std::string bytes_of(const Message& message);
// Bytes of a program that is not ours give a message without a kind that is known.
Message message_of(std::string bytes);

// A task kept for another rank: what `work` needs to be told.
struct WorkOrder {
  std::string kind;          // which of the program's works
  std::string description;   // in that work's own bytes
  std::string program = {};  // which program, and what version: that of all ranks must be the same
};
std::string body_of(const WorkOrder& order);
WorkOrder work_order_of(std::string_view body);

}  // namespace komuna
