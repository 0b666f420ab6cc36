// Ranks as threads of the test, with a channel between them that can lose what is sent.

#include "cluster/rank_tasks.hpp"

#include <array>
#include <atomic>
#include <catch2/catch.hpp>
#include <map>
#include <new>
#include <numeric>

using namespace komuna;

namespace {

// The letter boxes of all ranks.
struct Post {
  explicit Post(int ranks) : boxes(static_cast<std::size_t>(ranks)) {}
  struct Letter {
    int from;
    std::string bytes;
  };
  std::mutex mutex;
  std::vector<std::deque<Letter>> boxes;
  std::set<int> mute;  // what they send gets lost
  std::vector<bool> left{};
};

class Box final : public Channel {
 public:
  Box(Post& post, int rank) : post_(post), rank_(rank) {}
  int rank() const override { return rank_; }
  int ranks() const override { return static_cast<int>(post_.boxes.size()); }
  bool send(int to, std::string bytes) override {
    const std::lock_guard<std::mutex> lock(post_.mutex);
    if (post_.mute.count(rank_) == 0)
      post_.boxes[static_cast<std::size_t>(to)].push_back({rank_, std::move(bytes)});
    return true;
  }
  int receive(std::string& bytes) override {
    const std::lock_guard<std::mutex> lock(post_.mutex);
    auto& box = post_.boxes[static_cast<std::size_t>(rank_)];
    if (box.empty()) return -1;
    const int from = box.front().from;
    bytes = std::move(box.front().bytes);
    box.pop_front();
    return from;
  }
  void leave(bool whole, int) override {
    const std::lock_guard<std::mutex> lock(post_.mutex);
    post_.left.push_back(whole);
  }

 private:
  Post& post_;
  int rank_;
};

struct Left {
  std::string message;
  int code;
};

// Rank 0 and the others around it; the work of a task is `work` of its number, as text.
class House {
 public:
  explicit House(int ranks, bool goes_on = false) : post(ranks) {
    manner_.silence = std::chrono::milliseconds(400);
    manner_.goes_on = goes_on;
    manner_.tell = [this](const std::string& text) { told.push_back(text); };
    manner_.leave_at_once = [](const std::string& text, int code) { throw Left{text, code}; };
    for (int rank = 1; rank < ranks; ++rank)
      others_.emplace_back([this, rank] {
        Crew member(std::make_unique<Box>(post, rank), manner_);
        member.serve(
            [this, rank](const WorkOrder& order) -> DoTask {
              if (order.kind != "square") throw std::runtime_error("no work is called that");
              return [this, rank](std::string_view task) { return work(rank, std::string(task)); };
            },
            [] { return 0; });
        member.end(0);
      });
    crew = std::make_unique<Crew>(std::make_unique<Box>(post, 0), manner_);
  }
  ~House() {
    {
      const std::lock_guard<std::mutex> lock(post.mutex);
      post.mute.clear();
    }
    // Those that were given up are told too, so that the threads end.
    for (int rank = 1; rank < crew->ranks(); ++rank)
      crew->channel().send(rank, bytes_of({Message::end, 0, {}}));
    for (std::thread& other : others_) other.join();
  }

  // The squares, and the order in which they were finished.
  std::vector<std::int64_t> squares(TaskExecutor& executor, std::int64_t count, bool in_order) {
    std::vector<std::int64_t> places(static_cast<std::size_t>(count), -1), squares(places);
    finished.clear();
    const auto at = [](std::int64_t i) { return static_cast<std::size_t>(i); };
    Tasks tasks;
    tasks.count = count;
    tasks.in_order = in_order;
    tasks.work = [&](std::int64_t i) { places[at(i)] = std::stoll(work(0, std::to_string(i))); };
    tasks.finish = [&](std::int64_t i) {
      finished.push_back(i);
      squares[at(i)] = places[at(i)];
    };
    tasks.order = [](std::int64_t i) { return std::to_string(i); };
    tasks.take = [&](std::int64_t i, std::string_view bytes) {
      places[at(i)] = std::stoll(std::string(bytes));
    };
    tasks.keep = [] { return std::string("all is safe"); };
    executor.run(tasks);
    return squares;
  }

  std::string work(int rank, const std::string& task) {
    ++done[static_cast<std::size_t>(rank)];
    if (on_task) on_task(rank, std::stoll(task));
    return std::to_string(std::stoll(task) * std::stoll(task));
  }

  Post post;
  std::unique_ptr<Crew> crew;
  std::vector<std::int64_t> finished;
  std::vector<std::string> told;
  std::array<std::atomic<int>, 8> done{};  // by rank
  std::function<void(int rank, std::int64_t task)> on_task;

 private:
  CrewManner manner_;
  std::vector<std::thread> others_;
};

std::vector<std::int64_t> expected(std::int64_t count) {
  std::vector<std::int64_t> squares(static_cast<std::size_t>(count));
  for (std::int64_t i = 0; i < count; ++i) squares[static_cast<std::size_t>(i)] = i * i;
  return squares;
}

const MayGoOn always = [] {};

void take_time(int, std::int64_t) { std::this_thread::sleep_for(std::chrono::milliseconds(1)); }

}  // namespace

TEST_CASE("rank tasks: all are done, by any number of ranks and threads") {
  for (const int ranks : {1, 2, 4})
    for (const int threads : {1, 3}) {
      House house(ranks);
      house.on_task = take_time;
      RankTasks executor(*house.crew, {"square", ""}, threads, always);
      CHECK(house.squares(executor, 60, false) == expected(60));
      std::vector<std::int64_t> numbers = house.finished;
      std::sort(numbers.begin(), numbers.end());
      std::vector<std::int64_t> all(60);
      std::iota(all.begin(), all.end(), 0);
      CHECK(numbers == all);
      // Again and again, also with fewer tasks than ranks and with none.
      CHECK(house.squares(executor, 2, true) == expected(2));
      CHECK(house.squares(executor, 0, true).empty());
      CHECK(house.squares(executor, 40, true) == expected(40));
      CHECK(std::is_sorted(house.finished.begin(), house.finished.end()));
      for (int rank = 0; rank < ranks; ++rank)
        CHECK(house.done[static_cast<std::size_t>(rank)] > 0);
    }
}

TEST_CASE("rank tasks: what a silent rank held is done by the others, where they may go on") {
  House house(3, true);
  std::atomic<bool> muted{false};
  house.on_task = [&](int rank, std::int64_t) {
    if (rank == 2 && !muted.exchange(true)) {
      const std::lock_guard<std::mutex> lock(house.post.mutex);
      house.post.mute.insert(2);
    }
    take_time(rank, 0);
  };
  RankTasks executor(*house.crew, {"square", ""}, 1, always);
  CHECK(house.squares(executor, 100, true) == expected(100));
  REQUIRE(house.told.size() == 1);
  CHECK(house.told.front() == "rank 2 has not been heard of for 0 s; the others do its work");
  CHECK(house.crew->is_lost(2));
  // The next list is done without it; what it says late is not taken for an answer.
  {
    const std::lock_guard<std::mutex> lock(house.post.mutex);
    house.post.mute.clear();
    house.post.boxes[0].push_back({2, bytes_of({Message::result, 0, "77"})});
  }
  CHECK(house.squares(executor, 30, false) == expected(30));
  house.crew->end(0);
  CHECK(house.post.left.front() == false);
}

TEST_CASE("rank tasks: a silent rank ends the job, where the others may not go on") {
  House house(2);
  house.on_task = [&](int rank, std::int64_t) {
    if (rank != 1) return take_time(rank, 0);
    const std::lock_guard<std::mutex> lock(house.post.mutex);
    house.post.mute.insert(1);
  };
  RankTasks executor(*house.crew, {"square", ""}, 1, always);
  try {
    house.squares(executor, 2000, false);
    FAIL("the job went on");
  } catch (const Left& left) {
    CHECK(left.message == "rank 1 has not been heard of for 0 s; all is safe");
    CHECK(left.code == lost_rank_exit_code);
  }
}

TEST_CASE("rank tasks: a long task is no silence") {
  House house(2);
  house.on_task = [](int rank, std::int64_t) {
    if (rank == 1) std::this_thread::sleep_for(std::chrono::milliseconds(900));
  };
  RankTasks executor(*house.crew, {"square", ""}, 1, always);
  CHECK(house.squares(executor, 2, false) == expected(2));
  CHECK(house.done[1] > 0);
}

TEST_CASE("rank tasks: trouble elsewhere ends the work here") {
  House house(2);
  RankTasks executor(*house.crew, {"square", ""}, 1, always);
  const auto fails_with = [&](const std::function<void()>& trouble) {
    house.on_task = [trouble](int rank, std::int64_t) {
      if (rank == 1) trouble();
      take_time(rank, 0);
    };
    house.squares(executor, 300, false);
  };
  CHECK_THROWS_AS(fails_with([] { throw std::bad_alloc(); }), std::bad_alloc);
  CHECK_THROWS_WITH(fails_with([] { throw std::runtime_error("a fire"); }), "rank 1: a fire");
  RankTasks unknown(*house.crew, {"cube", ""}, 1, always);
  house.on_task = take_time;
  CHECK_THROWS_WITH(house.squares(unknown, 300, false), "rank 1: no work is called that");
}

TEST_CASE("rank tasks: the work ends when it may not go on") {
  House house(2);
  house.on_task = take_time;
  int asked = 0;
  RankTasks executor(*house.crew, {"square", ""}, 1, [&] {
    if (++asked > 20) throw std::runtime_error("enough");
  });
  CHECK_THROWS_WITH(house.squares(executor, 100000, false), "enough");
  CHECK(house.finished.size() < 1000);
}
