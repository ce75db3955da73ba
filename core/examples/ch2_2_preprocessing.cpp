// 2.2 Data preprocessing: a CSV file, its missing values, and two tensors.
#include <cstdio>
#include <filesystem>

#include "core/data/files_table.h"

using namespace weft;

namespace {
void print(const auto& what) { std::puts(what.to_string().c_str()); }
}  // namespace

int main() {
  const auto folder = std::filesystem::temp_directory_path() / "weft" / "data";
  std::filesystem::create_directories(folder);
  const std::string data_file = (folder / "house_tiny.csv").string();
  write_text(data_file, R"(NumRooms,RoofType,Price
NA,NA,127500
2,NA,106000
4,Slate,178100
NA,NA,140000)");

  const DataFrame data = read_csv(data_file);
  print(data);

  DataFrame inputs = data.iloc(Slice(), Slice(0, 2));
  const Series targets = data.iloc(Slice(), 2);
  inputs = get_dummies(inputs, true);
  print(inputs);

  inputs = inputs.fillna(inputs.mean());
  print(inputs);

  print(tensor(inputs));
  print(tensor(targets));
}
