// What users do wrong, by the names of golden/errors.json, and what they hear: the text of our own
// message. Shapes and values are always in it.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "tests/core/helpers.h"

namespace weft::test {

struct Mistake {
  std::function<void()> make;
  const char* text;
};
using Mistakes = std::map<std::string, Mistake>;

#define MAKE(code) [] { (void)(code); }

const Mistakes& mistakes_of_shapes();
const Mistakes& mistakes_of_values();
const Mistakes& mistakes_of_arranging();

}  // namespace weft::test
