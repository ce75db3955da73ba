// 2.2 Data preprocessing: a CSV file, its missing values, and two tensors.
#include <cstdio>

#include "core/data/files_table.h"
#include "core/examples/picture.h"

using namespace weft;

namespace {
void print(const auto& what) { std::puts(what.to_string().c_str()); }
}  // namespace

int main(int argc, char** argv) {
  return examples::run([&] {
    const std::string data_file = std::string(argc > 1 ? argv[1] : ".") + "/house_tiny.csv";
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
  });
}
