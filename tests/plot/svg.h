// What tests read out of an SVG text.
#pragma once
#include <cctype>
#include <cstdlib>
#include <map>
#include <string>
#include <utility>
#include <vector>

namespace weft::test {

struct Element {
  std::string name;
  std::map<std::string, std::string> attributes;
  std::string content;  ///< the text right after its start
  [[nodiscard]] double number(const char* key) const {
    return std::atof(attributes.at(key).c_str());
  }
};

/// All elements in order. Empty for a text that is not well-formed: unbalanced tags, attributes
/// without quotes or given twice, stray markup.
inline std::vector<Element> elements(const std::string& xml) {
  std::vector<Element> all;
  std::vector<std::string> open;
  size_t at = 0;
  while (at < xml.size()) {
    const size_t begin = xml.find('<', at);
    if (begin == xml.npos) break;
    const size_t end = xml.find('>', begin);
    if (end == xml.npos) return {};
    std::string tag = xml.substr(begin + 1, end - begin - 1);
    at = end + 1;
    if (tag.empty() || tag.find('<') != tag.npos) return {};
    if (tag[0] == '/') {
      if (open.empty() || open.back() != tag.substr(1)) return {};
      open.pop_back();
      if (open.empty()) break;
      continue;
    }
    const bool closed = tag.back() == '/';
    if (closed) tag.pop_back();
    Element element;
    size_t i = 0;
    while (i < tag.size() && std::isspace(static_cast<unsigned char>(tag[i])) == 0)
      element.name += tag[i++];
    while (i < tag.size()) {
      if (tag[i] != ' ') return {};
      const size_t equals = tag.find("=\"", i);
      if (equals == tag.npos) return {};
      const size_t quote = tag.find('"', equals + 2);
      if (quote == tag.npos) return {};
      const std::string key = tag.substr(i + 1, equals - i - 1);
      const bool fresh =
          element.attributes.emplace(key, tag.substr(equals + 2, quote - equals - 2)).second;
      if (!fresh || key.find(' ') != key.npos) return {};
      i = quote + 1;
    }
    if (!closed) {
      element.content = xml.substr(at, xml.find('<', at) - at);
      open.push_back(element.name);
    }
    all.push_back(std::move(element));
  }
  const bool rest = xml.find_first_not_of(" \n", at) != xml.npos;
  return open.empty() && !rest ? all : std::vector<Element>();
}

inline std::vector<Element> named(const std::string& xml, const std::string& name) {
  std::vector<Element> found;
  for (Element& e : elements(xml))
    if (e.name == name) found.push_back(std::move(e));
  return found;
}

/// The contents of all text elements, each followed by a bar.
inline std::string texts(const std::string& xml) {
  std::string all;
  for (const Element& e : named(xml, "text")) all += e.content + "|";
  return all;
}

/// The points of a polyline.
inline std::vector<std::pair<double, double>> points(const Element& polyline) {
  std::vector<std::pair<double, double>> all;
  const char* at = polyline.attributes.at("points").c_str();
  while (*at != '\0') {
    char* next = nullptr;
    const double x = std::strtod(at, &next);
    const double y = std::strtod(next + 1, &next);
    all.emplace_back(x, y);
    at = *next == ' ' ? next + 1 : next;
  }
  return all;
}

}  // namespace weft::test
