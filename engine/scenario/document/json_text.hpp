#pragma once
// Writes JSON text, indented by two, with the order of keys as given.

#include <string>
#include <string_view>
#include <vector>

namespace komuna {

// "text" with quotes and escapes.
std::string json_quote(std::string_view text);

class JsonText {
 public:
  JsonText& begin_map();
  JsonText& begin_list();
  JsonText& end();  // of the map or list begun last
  JsonText& key(std::string_view name);
  JsonText& text(std::string_view words);
  JsonText& raw(std::string_view json);  // a number, true, or a whole value already written
  JsonText& number(double value);        // finite
  std::string take();                    // with a line end

 private:
  struct Level {
    char end;
    bool is_empty;
  };
  void before_value();
  void new_line();

  std::string out_;
  std::vector<Level> levels_;
  bool after_key_ = false;
};

}  // namespace komuna
