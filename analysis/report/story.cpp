// The story in generated words: medians with the interval that holds nine histories in ten, shares
// as so many of the histories. What did not happen is left out, not told as zero.

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "analysis/report/sections.hpp"
#include "analysis/wording.hpp"

namespace komuna::report {
namespace {

std::string with_interval(const Spread& s) {
  if (s.q05 == s.q95) return with_commas(s.q50);
  return fmt::format("{} ({} to {})", with_commas(s.q50), with_commas(s.q05), with_commas(s.q95));
}

std::string joined(const std::vector<std::string>& parts) {
  std::string text;
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (i > 0) text += i + 1 == parts.size() ? " and " : ", ";
    text += parts[i];
  }
  return text;
}

std::string beginning(const Subject& subject) {
  const Parameters& parameters = subject.scenario.parameters;
  const std::int64_t n = subject.figures.completed();
  return fmt::format(
      "This report tells of {} simulated {} of {} scenario, \"{}\", from {} to {}. Each figure "
      "is the median of the histories; in brackets stands the interval that holds nine histories "
      "in ten. The interval shows chance within the model; it does not show whether the model is "
      "right.",
      with_commas(static_cast<double>(n)), n == 1 ? "history" : "histories",
      subject.comparison == nullptr ? "one" : "the base", parameters.title,
      month_text(parameters.from), month_text(parameters.until));
}

struct Sender {
  std::size_t origin = 0;
  Spread persons;
};

std::vector<Sender> largest_senders(const Subject& subject, std::size_t most) {
  std::vector<Sender> senders;
  const auto& origins = subject.scenario.parameters.population.origins;
  for (std::size_t o = 0; o < origins.size(); ++o)
    senders.push_back({o, subject.figures.organised_until(o, subject.figures.last_year())});
  std::stable_sort(senders.begin(), senders.end(),
                   [](const Sender& a, const Sender& b) { return a.persons.q50 > b.persons.q50; });
  while (!senders.empty() && (senders.size() > most || senders.back().persons.q50 <= 0))
    senders.pop_back();
  return senders;
}

std::string departures(const Subject& subject) {
  const ReportFigures& figures = subject.figures;
  if (figures.collectives_founded().q95 == 0) return "No collective formed in nearly any history.";
  std::string text = fmt::format(
      "{} collectives formed; {} of them sent at least one train, {} reached a place in {}. {} "
      "persons left home with them",
      with_interval(figures.collectives_founded()), with_interval(figures.collectives_departed()),
      with_interval(figures.collectives_arrived()), subject.scenario.parameters.destination_name,
      with_interval(figures.organised_total()));
  const Spread alone = figures.total(Line::alone);
  if (alone.q95 > 0)
    text +=
        fmt::format(", and {} more by themselves or as families following", with_interval(alone));
  text += '.';
  std::vector<std::string> from;
  for (const Sender& sender : largest_senders(subject, 3))
    from.push_back(fmt::format("{} ({})",
                               subject.scenario.parameters.population.origins[sender.origin].name,
                               with_commas(sender.persons.q50)));
  if (!from.empty()) text += " Most of those with collectives by country: " + joined(from) + '.';
  return text;
}

std::string gate(const Subject& subject) {
  const ReportFigures& figures = subject.figures;
  const Spread requests = figures.total(Line::requests);
  const Spread admitted = figures.total(Line::admitted);
  if (requests.q50 <= 0) return {};
  std::string text = fmt::format("{} persons asked to be let in and {} were admitted",
                                 with_interval(requests), with_interval(admitted));
  // Admitted are also the families of those who asked: where few ask, that is no share of them.
  constexpr double share_at_most = 0.5;
  const double share = admitted.q50 / requests.q50;
  text += share <= share_at_most ? fmt::format(": about {:.1f} of 1,000.", 1000 * share) : ".";
  const Spread refused = figures.total(Line::refused);
  const Spread withdrew = figures.total(Line::withdrew);
  if (refused.q50 > 0 || withdrew.q50 > 0)
    text += fmt::format(
        " Of those who had enrolled, {} were refused by a rule and {} gave up waiting; most other "
        "requests were turned away by the rules of the day before any queue.",
        with_interval(refused), with_interval(withdrew));
  return text;
}

std::string lives(const Subject& subject) {
  const ReportFigures& figures = subject.figures;
  if (figures.total(Line::arrived).q50 <= 0) return {};
  std::vector<std::string> fates;
  const auto add = [&](Line line, const char* words) {
    const Spread spread = figures.total(line);
    if (spread.q50 > 0) fates.push_back(fmt::format("{} {}", with_interval(spread), words));
  };
  add(Line::returned, "returned home");
  add(Line::third_country, "went on to a third country");
  add(Line::expelled, "were expelled");
  std::string text = fmt::format("{} persons arrived and {} children were born there.",
                                 with_interval(figures.total(Line::arrived)),
                                 with_interval(figures.total(Line::born)));
  if (!fates.empty()) text += " Of all these, " + joined(fates) + '.';
  text += fmt::format(" {} died on the way or in {}, executions apart",
                      with_interval(figures.total(Line::died)),
                      subject.scenario.parameters.destination_name);
  const Spread in_camp = figures.total(Line::died_in_camp);
  if (in_camp.q50 > 0) text += fmt::format(", {} of them in camps", with_interval(in_camp));
  const Spread arrested = figures.total(Line::arrested);
  if (arrested.q50 > 0)
    text += fmt::format("; {} were arrested and {} executed", with_interval(arrested),
                        with_interval(figures.total(Line::executed)));
  text += fmt::format(". At the end, in {}, {} were living there, soldiers apart.",
                      month_text(subject.scenario.parameters.until),
                      with_interval(figures.total(Line::living_there)));
  return text;
}

std::string ends(const Subject& subject) {
  const ReportFigures& figures = subject.figures;
  if (figures.collectives_arrived().mean <= 0) return {};
  const std::array<double, stage_count> means = figures.ends();
  std::vector<std::pair<double, std::string>> kinds;
  for (const Stage stage :
       {Stage::merged, Stage::nationalised, Stage::dissolved, Stage::liquidated}) {
    const double mean = means[static_cast<std::size_t>(stage)];
    if (mean >= 0.05) kinds.emplace_back(mean, fmt::format("{:.1f} were {}", mean, name_of(stage)));
  }
  std::sort(kinds.begin(), kinds.end(),
            [](const auto& a, const auto& b) { return a.first > b.first; });
  std::vector<std::string> parts;
  for (const auto& [mean, words] : kinds) parts.push_back(words);
  const Spread standing = figures.collectives_standing();
  std::string text = fmt::format(
      "Of the collectives that arrived, {:.1f} in the mean of the "
      "histories,",
      figures.collectives_arrived().mean);
  text += parts.empty() ? " none had ended" : ' ' + joined(parts);
  return text + fmt::format("; {:.1f} still stood at the end.", standing.mean);
}

std::string named(const Subject& subject) {
  const auto& plans = subject.scenario.parameters.world.collectives;
  const std::vector<CollectiveFate> fates = subject.figures.named();
  std::vector<std::size_t> order(fates.size());
  for (std::size_t i = 0; i < order.size(); ++i) order[i] = i;
  std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
    return fates[a].persons > fates[b].persons;
  });
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < order.size() && parts.size() < 3; ++i) {
    const CollectiveFate& fate = fates[order[i]];
    if (fate.departed <= 0) break;
    parts.push_back(fmt::format("{} in {} (first train in {} in the middle case, {} persons)",
                                plans[order[i]].name,
                                of_histories(fate.departed, subject.figures.completed()),
                                month_text(fate.first_train), with_commas(fate.persons)));
  }
  if (parts.empty()) return {};
  return fmt::format("Of the collectives known by name the largest left for {} as follows: {}.",
                     subject.scenario.parameters.destination_name, joined(parts));
}

std::string against_history(const Subject& subject) {
  std::array<std::size_t, 3> all{}, within{};
  const auto& targets = subject.scenario.parameters.targets;
  for (std::size_t i = 0; i < targets.size(); ++i) {
    const TargetResult result = subject.summary.target(i);
    if (result.spread.n == 0) continue;
    const auto role = static_cast<std::size_t>(targets[i].role);
    ++all[role];
    if (std::fabs(result.z_total) <= 2) ++within[role];
  }
  const auto fit = static_cast<std::size_t>(TargetRole::fit);
  const auto holdout = static_cast<std::size_t>(TargetRole::holdout);
  if (all[fit] + all[holdout] == 0) return {};
  return fmt::format(
      "Of the {} figures of history that the model is fitted to, {} lie within two standard errors "
      "(of figure and model together); of the {} held out, {}. {}",
      all[fit], within[fit], all[holdout], within[holdout],
      about_held_out(subject.scenario, subject.posterior));
}

}  // namespace

std::vector<std::string> story(const Subject& subject) {
  std::vector<std::string> paragraphs;
  if (subject.figures.completed() == 0) return {"No history was completed: there is no story."};
  for (const auto& part : {beginning, departures, gate, lives, ends, named, against_history})
    if (std::string text = part(subject); !text.empty()) paragraphs.push_back(std::move(text));
  return paragraphs;
}

Section story_section(const Subject& subject) {
  Section section;
  const bool is_base = subject.comparison != nullptr;
  section.id = is_base ? "base-story" : "story";
  section.title = is_base ? "What happened in the base" : "What happened in these worlds";
  if (!is_base) section.before += words_of_posterior(subject);
  for (const std::string& text : story(subject)) section.before += paragraph(text);
  if (is_base)
    section.before += paragraph(
        "Counted are emigrants and their families; people of the place who joined or were hired "
        "are left out here and in the charts that follow, and counted in the differences above.");
  section.before += words_of_care();
  if (!subject.manifest.warnings.empty())
    section.after = "<h3>To be careful about</h3>\n" + bullets(subject.manifest.warnings);
  return section;
}

std::string words_of_posterior(const Subject& subject) {
  if (subject.posterior == nullptr) return {};
  std::string text;
  for (const std::string& words : words_of(*subject.posterior, subject.manifest.replicates))
    text += "<p class=\"care\">" + escaped(words) + "</p>\n";
  return text;
}

std::string words_of_care() {
  return "<p class=\"care\">All persons are synthetic: nothing here is about somebody who lived. "
         "Figures of arrests and deaths are counted so that the record is whole; they measure no "
         "success or failure of anybody who suffered them.</p>\n";
}

}  // namespace komuna::report
