#include "engine/output/posterior_netcdf.hpp"

#include <numeric>

#include "engine/output/netcdf_file.hpp"

namespace komuna {
namespace {

class Writer {
 public:
  Writer(const std::string& folder, const std::string& name, const PosteriorArrays& arrays)
      : file_(folder, name, NetcdfFormat::hdf5), arrays_(arrays) {}

  WrittenFile write() {
    attributes();
    draws_group("posterior", arrays_.chains, arrays_.draws, arrays_.posterior);
    draws_group("prior", 1, arrays_.prior_draws, arrays_.prior);
    predictive();
    by_target("observed_data", {{"figure", arrays_.observed}});
    by_target("constant_data", arrays_.constants);
    stats();
    return file_.commit();
  }

 private:
  void attributes() {
    for (const auto& [key, text] : arrays_.attributes) file_.attribute(netcdf_global, key, text);
  }
  void enter(const char* group) {
    file_.enter_group(group);
    attributes();
  }

  // A dimension of numbers 0, 1, 2 ... with its coordinate.
  int counted(const char* name, std::size_t size) {
    const int dimension = file_.dimension(name, size);
    const int variable = file_.variable(name, NetcdfType::integer, {dimension});
    std::vector<std::int32_t> numbers(size);
    std::iota(numbers.begin(), numbers.end(), 0);
    file_.put(variable, {0}, {size}, numbers);
    return dimension;
  }

  int named_targets() {
    const std::size_t length = text_length(arrays_.targets);
    const int dimension = file_.dimension("target", arrays_.targets.size());
    const int letters = file_.dimension("letters", length);
    const int variable = file_.variable("target", NetcdfType::character, {dimension, letters});
    file_.attribute(variable, "_Encoding", "utf-8");
    file_.put_texts(variable, arrays_.targets, length);
    return dimension;
  }

  void draws_group(const char* name, std::size_t chains, std::size_t draws,
                   const std::vector<std::vector<double>>& values) {
    if (chains == 0 || draws == 0) return;
    enter(name);
    const std::vector<int> axes{counted("chain", chains), counted("draw", draws)};
    for (std::size_t p = 0; p < values.size(); ++p) {
      const int variable = file_.variable(arrays_.parameters[p], NetcdfType::number, axes);
      file_.attribute(variable, "long_name", arrays_.parameter_help[p]);
      file_.put(variable, {0, 0}, {chains, draws}, values[p]);
    }
  }

  void predictive() {
    if (arrays_.predicted_draws == 0 || arrays_.targets.empty()) return;
    enter("posterior_predictive");
    const std::vector<int> axes{counted("chain", 1), counted("draw", arrays_.predicted_draws),
                                counted("pred_id", arrays_.worlds_of_draw), named_targets()};
    const int variable = file_.variable("figure", NetcdfType::number, axes);
    file_.attribute(variable, "long_name",
                    "Figure of a world with the parameters of a posterior draw and fresh luck");
    file_.put(variable, {0, 0, 0, 0},
              {1, arrays_.predicted_draws, arrays_.worlds_of_draw, arrays_.targets.size()},
              arrays_.predictive);
  }

  void by_target(const char* name,
                 const std::vector<std::pair<std::string, std::vector<double>>>& columns) {
    if (arrays_.targets.empty()) return;
    enter(name);
    const int axis = named_targets();
    for (const auto& [column, values] : columns)
      file_.put(file_.variable(column, NetcdfType::number, {axis}), {0}, {values.size()}, values);
  }

  void stats() {
    if (arrays_.chains == 0 || arrays_.draws == 0) return;
    enter("sample_stats");
    const std::vector<int> axes{counted("chain", arrays_.chains), counted("draw", arrays_.draws)};
    const NetcdfFile::Place first{0, 0}, extent{arrays_.chains, arrays_.draws};
    for (const auto& [name, values] : arrays_.stats)
      file_.put(file_.variable(name, NetcdfType::number, axes), first, extent, values);
    accepted(axes);
    std::vector<std::int32_t> high, low;
    for (const std::uint64_t key : arrays_.keys) {
      high.push_back(static_cast<std::int32_t>(static_cast<std::uint32_t>(key >> 32U)));
      low.push_back(static_cast<std::int32_t>(static_cast<std::uint32_t>(key)));
    }
    file_.put(file_.variable("key_high", NetcdfType::integer, axes), first, extent, high);
    file_.put(file_.variable("key_low", NetcdfType::integer, axes), first, extent, low);
  }

  void accepted(std::vector<int> axes) {
    if (arrays_.targets.empty()) return;
    axes.push_back(named_targets());
    const int variable = file_.variable("accepted_figure", NetcdfType::number, axes);
    file_.attribute(variable, "long_name", "Figure of the weighted world of this draw");
    file_.put(variable, {0, 0, 0}, {arrays_.chains, arrays_.draws, arrays_.targets.size()},
              arrays_.accepted);
  }

  NetcdfFile file_;
  const PosteriorArrays& arrays_;
};

}  // namespace

WrittenFile write_posterior(const std::string& folder, const std::string& name,
                            const PosteriorArrays& arrays) {
  return Writer(folder, name, arrays).write();
}

}  // namespace komuna
