#include "engine/policies/foreseen_arrests.hpp"

#include <algorithm>

namespace komuna {
namespace {

class Foresight {
 public:
  Foresight(World& world, const RepressionParameters& p)
      : people_(world.people),
        book_(world.people.arrests()),
        p_(p),
        month_(world.month),
        origins_(world.population.origins) {}

  void look_ahead() {
    const bool begins = book_.known.year() != month_.year();
    if (!are_the_waves_known()) {
      for (Index h = 0; h < people_.households().size(); ++h) people_.settle_arrests(h);
      learn_waves();
      foresee_year();
    } else if (begins || !is_intensity_as_foreseen()) {
      foresee_year();
    }
    book_.known = month_;
    foresee_worst();
  }

 private:
  // All numbers that the hazards are made of, but the intensity.
  template <class Visit>
  void each_number(const Visit& visit) const {
    for (const Wave& w : p_.waves) {
      for (const Month month : {w.from, w.until}) visit(static_cast<double>(month.index));
      for (const double number :
           {w.hazard, w.local_people, w.woman, w.party, w.post, w.foreign_citizen, w.letters,
            w.consulate, w.kin_arrested, w.arrested_before, w.prominence})
        visit(number);
      for (const auto& [id, weight] : w.origins) visit(weight);
    }
  }

  bool are_the_waves_known() const {
    std::size_t i = 0;
    bool same = book_.waves.size() == p_.waves.size();
    each_number([&](double number) {
      same = same && i < book_.numbers.size() && book_.numbers[i] == number;
      ++i;
    });
    return same && i == book_.numbers.size();
  }

  void learn_waves() {
    book_.numbers.clear();
    each_number([&](double number) { book_.numbers.push_back(number); });
    book_.waves.clear();
    for (const Wave& wave : p_.waves) book_.waves.push_back(weights_of(wave));
  }

  WaveWeights weights_of(const Wave& wave) const {
    WaveWeights weights;
    weights.of_origin.assign(origins_.size(), 1.0);
    for (const auto& [id, weight] : wave.origins)
      if (const auto origin = find_entry(origins_, id)) weights.of_origin[*origin] = weight;
    Person man;
    for (std::size_t marks = 0; marks < sets_of_marks; ++marks) {
      man.marks = static_cast<std::uint16_t>(marks);
      weights.of_marks[marks] = profile_weight(wave, man, false, false);
    }
    weights.woman = wave.woman;
    weights.local_people = wave.local_people;
    weights.prominence = wave.prominence;
    return weights;
  }

  static std::size_t place_of(Month month) {
    return static_cast<std::size_t>(month.month_of_year() - 1);
  }

  bool is_intensity_as_foreseen() const {
    for (Month month = month_; month.year() == month_.year(); month = month + 1)
      if (p_.intensity.at(month) != book_.intensity[place_of(month)]) return false;
    return true;
  }

  // This month and those that are left of the year; what was before stays as it was.
  void foresee_year() {
    book_.raised = month_;
    for (Month month = month_; month.year() == month_.year(); month = month + 1) {
      const double intensity = book_.intensity[place_of(month)] = p_.intensity.at(month);
      std::vector<WaveHazard>& active = book_.of_month[place_of(month)];
      active.clear();
      for (std::size_t w = 0; w < p_.waves.size(); ++w) {
        const Wave& wave = p_.waves[w];
        const double hazard = intensity * wave.hazard;
        if (wave.from <= month && month <= wave.until && hazard > 0.0)
          active.push_back({w, hazard});
      }
    }
  }

  void foresee_worst() {
    book_.worst.clear();
    for (Month month = month_ + 1; month.year() == month_.year(); month = month + 1)
      for (const WaveHazard& active : book_.of_month[place_of(month)]) {
        const auto known =
            std::find_if(book_.worst.begin(), book_.worst.end(),
                         [&](const WaveHazard& worst) { return worst.wave == active.wave; });
        if (known == book_.worst.end())
          book_.worst.push_back(active);
        else
          known->hazard = std::max(known->hazard, active.hazard);
      }
  }

  People& people_;
  ArrestBook& book_;
  const RepressionParameters& p_;
  Month month_;
  const std::vector<Origin>& origins_;
};

}  // namespace

void foresee_arrests(World& world, const RepressionParameters& parameters) {
  Foresight(world, parameters).look_ahead();
}

}  // namespace komuna
