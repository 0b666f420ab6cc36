#include "cli/mistakes.hpp"

#include <exception>
#include <new>
#include <string>

#include "cli/scenario_choice.hpp"
#include "cli/screen.hpp"
#include "cli/stop_request.hpp"
#include "cli/usage.hpp"
#include "engine/base/error.hpp"
#include "engine/output/file_error.hpp"
#include "engine/scenario/document/plain_text.hpp"

namespace komuna {
namespace {

int fail(int code, const std::string& message) {
  tell("komuna: " + message + '\n');
  return code;
}

int our_fault(const std::string& message) {
  return fail(internal_error_exit_code,
              message +
                  "\nThis is a fault of komuna. Please report it, with the command, the "
                  "scenario and what komuna --version says.");
}

}  // namespace

int told(const std::function<int()>& work) {
  try {
    return work();
  } catch (const UsageError& error) {
    return fail(usage_exit_code, error.what());
  } catch (const FileError& error) {
    return fail(file_error_exit_code, on_one_line(error.what()));
  } catch (const LimitError& error) {
    return fail(scenario_exit_code, error.what());
  } catch (const Stopped& stopped) {
    return fail(stopped.exit_code(), stopped.what());
  } catch (const std::bad_alloc&) {
    return fail(machine_exit_code,
                "not enough memory; fewer threads (--threads 1) and a smaller world need less");
  } catch (const std::exception& error) {
    return our_fault(error.what());
  }
}

}  // namespace komuna
