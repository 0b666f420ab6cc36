#pragma once
// The hazard of a single head who is asked to join or to apply, and its bounds.
//
// The rain is revealed up to the highest hazard of a block of slots, and each drop is then held
// against the hazard of the head it fell on (engine/processes/decision.hpp). That is done in
// stages, so that no more is drawn than can change the answer: the stratum and the bound of the
// slot's conviction need no draw, age and employment one each, means another, colleagues and kin
// are looked up last. The drops of a cloud go through the stages together, for many draws at once
// cost a quarter of as many single ones (engine/random/philox_lanes.hpp).
//
// A hazard above its ceiling is a bug and asserted.

#include <array>
#include <limits>
#include <vector>

#include "engine/processes/decision.hpp"
#include "engine/random/rain.hpp"
#include "engine/world/world.hpp"

namespace komuna {

// What one alternative offers to one cell this month: everything but the single head.
struct Offer {
  Index cell = 0;
  double scale = 0;            // appeal * exp(constant + shared terms)
  double cost = 1;             // dollars; affordability = min(1, means / cost); 0 = not asked
  double most_personal = 1;    // exp of the largest sum of the terms of the head but conviction
  double most_of_circles = 1;  // the part of it that colleagues and kin can make
  bool circles = false;        // whether any circle of the cell has begun
  bool party_only = false;
  int max_age_months = std::numeric_limits<int>::max();
  double min_savings = 0;  // dollars: a rule, not a weight
};

// Sets the bounds of the terms of a single head: unemployment, affordability, circles and age.
void bound_personal_terms(const World& world, const DecisionParameters& parameters, Offer& offer);

// Functions of age and conviction that do not change from month to month, computed when first
// asked for and again when the weights of a decision change.
class ReadinessTables {
 public:
  // Bound of exp(conviction term) over a block of slots: a straight line from its first slot.
  // Readiness falls along the slots ever more slowly, so a chord lies above it.
  struct Chord {
    double at_first = 0;
    double slope = 0;  // per slot
  };

  // To be called before the others, with the weights of the month.
  void set(const World& world, const DecisionParameters& parameters);

  // By block of slots of the cell as the rain numbers them, for this month's heads.
  const Chord* chords(const World& world, Index cell);
  // exp(-age term) relative to the highest of any head.
  RainRoom& room() { return room_; }
  double age_factor(int age_months) const {
    return age_factors_[static_cast<std::size_t>(age_months)];
  }

 private:
  struct Known {
    std::uint32_t heads = 0;
    std::vector<Chord> chords;
  };
  double bound(const World& world, Index cell, std::uint32_t slot) const;

  double conviction_ = 0;
  double age_ = std::numeric_limits<double>::quiet_NaN();
  std::vector<double> age_factors_;
  std::vector<Known> known_;  // by cell
  RainRoom room_;
};

// The law of heads' hazards for an offer.
class HeadLaw {
 public:
  // Everything given must outlive the law.
  HeadLaw(const World& world, const DecisionParameters& parameters, const Offer& offer,
          ReadinessTables& tables);

  // Highest hazard of any head of a block of slots, 1/month; `first` is its first slot.
  double ceiling(std::uint32_t block, std::uint32_t first) const;

  // Calls accept(position in the batch) for drops that fell below the hazard of their head.
  template <class Accept>
  void judge(const DropBatch& drops, const Accept& accept) {
    sift(drops);
    for (std::size_t i = 0; i < left_; ++i)
      if (drops.height[heads_[i].position] < hazard_if_above(i, drops.height[heads_[i].position]))
        accept(heads_[i].position);
  }

  // The hazard of the head of a slot, 1/month.
  double hazard(std::uint32_t slot);

 private:
  // A head whose hazard may still reach the height at which the drop fell.
  struct Head {
    std::uint32_t position;  // in the batch
    std::uint32_t slot;
    double bound;
    Stratum stratum;
    bool unemployed;
    Occupant who;
  };

  void sift(const DropBatch& drops);
  void sift_by_slot(const DropBatch& drops);
  void sift_by_age(const DropBatch& drops);
  void sift_by_employment(const DropBatch& drops);
  void draw_belongings();
  // Draws about all who are left, their slots as ordinals.
  void ask(const Counter& all, bool months = false, bool generations = false);
  // The hazard, or 0 where it is seen to stay below the height.
  double hazard_if_above(std::size_t i, double height) const;
  double pull_of_circles(std::uint32_t slot) const;

  const World& world_;
  const DecisionParameters& p_;
  const Offer& offer_;
  const Cell& cell_;
  const CellMonth& month_;
  ReadinessTables& tables_;
  const ReadinessTables::Chord* chords_;
  double employed_factor_;
  int spell_;                                       // months between draws of employment
  std::array<double, stratum_count> bound_{};       // 1/month without conviction, by stratum
  std::array<double, stratum_count> most_bound_{};  // the highest from this stratum on
  std::size_t left_ = 0;
  std::array<Head, philox_batch> heads_;
  PhiloxColumn slots_;
  PhiloxColumn others_;  // generations, or months
  PhiloxBlocks words_;
};

}  // namespace komuna
