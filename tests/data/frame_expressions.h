// The expressions of golden/frame.json in C++.
#pragma once
#include <functional>
#include <map>
#include <string>

#include "core/data/frame.h"

namespace weft::test {

/// What Python's expression of the frame `data` prints.
using FrameExpression = std::function<std::string(const DataFrame& data)>;
const std::map<std::string, FrameExpression>& frame_expressions();

}  // namespace weft::test
