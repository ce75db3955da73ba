#include "core/data/files.h"

#include <catch2/catch_test_macros.hpp>
#include <cstdlib>
#include <filesystem>

#include "checksum.h"
#include "core/base/error.h"
#include "core/data/gzip.h"
#include "core/data/synthetic.h"
#include "folder.h"
#include "idx_bytes.h"

namespace weft {
namespace {

namespace fs = std::filesystem;
using test::Bytes;
using test::checksum;

struct Folder : test::Folder {
  void put_all(const std::string& ending = "") const {
    put(kFileNames[0] + ending, test::image_file(6, 4, 5));
    put(kFileNames[1] + ending, test::label_file(6));
    put(kFileNames[2] + ending, test::image_file(3, 4, 5));
    put(kFileNames[3] + ending, test::label_file(3));
  }
};

/// An environment variable for the length of a scope.
struct Variable {
  std::string name, before;
  Variable(const char* n, const std::string& value) : name(n) {
    if (const char* const old = std::getenv(n)) before = old;
    setenv(n, value.c_str(), 1);
  }
  ~Variable() { before.empty() ? unsetenv(name.c_str()) : setenv(name.c_str(), before.c_str(), 1); }
};

template <class F>
std::string error(F&& f) {
  try {
    f();
  } catch (const Error& e) {
    return e.what();
  }
  return "no error";
}

TEST_CASE("data sets are written and read back the same") {
  const Folder folder;
  const Dataset data = make_synthetic({.seed = 9, .train = 300, .test = 50});
  write_idx(data, folder.path.string(), false);
  CHECK(folder.count() == 4);
  const Dataset read = read_dataset(folder.path.string());
  CHECK(read.name == "synthetic");
  CHECK(checksum(read) == checksum(data));
}

TEST_CASE("4.2.a: each data file may be plain or gzip, and its name does not decide") {
  const Folder folder;
  folder.put_all();
  const uint64_t expected = checksum(read_dataset(folder.path.string()));
  folder.put(kFileNames[0], deflate(test::image_file(6, 4, 5)));  // gzip, named as plain
  CHECK(checksum(read_dataset(folder.path.string())) == expected);
  fs::remove(folder.file(kFileNames[1]));
  folder.put(std::string(kFileNames[1]) + ".gz", test::label_file(6));  // plain, named as gzip
  CHECK(checksum(read_dataset(folder.path.string())) == expected);
}

TEST_CASE("a data folder that is not there or lacks files") {
  const Folder folder;
  const std::string here = folder.path.string();
  CHECK(error([&] { find_dataset(here + "/nowhere"); }) ==
        "--data: there is no folder " + here + "/nowhere");
  CHECK(error([&] { find_dataset(here); }) ==
        "--data: the folder must have the four files of a data set, plain or .gz; " + here +
            " lacks train-images-idx3-ubyte, train-labels-idx1-ubyte, t10k-images-idx3-ubyte, "
            "t10k-labels-idx1-ubyte");
  folder.put_all(".gz");
  fs::remove(folder.file("t10k-labels-idx1-ubyte.gz"));
  CHECK(error([&] { read_dataset(here); }) ==
        "read_dataset: the folder must have the four files of a data set, plain or .gz; " + here +
            " lacks t10k-labels-idx1-ubyte");
}

TEST_CASE("broken data files are named with their path, the first one first") {
  const Folder folder;
  const std::string here = folder.path.string();
  folder.put_all();
  folder.put(kFileNames[3], test::label_file(4));
  CHECK(error([&] { read_dataset(here); }) ==
        folder.file(kFileNames[3]) + ": must have one label for each image of " +
            folder.file(kFileNames[2]) + ", got 4 labels for 3 images");
  folder.put(kFileNames[1], test::image_file(1, 2, 2));
  CHECK(error([&] { read_dataset(here); }) ==
        folder.file(kFileNames[1]) +
            ": an IDX file of labels must begin with 00 00 08 01, got 00 00 08 03: this is a file "
            "of images; are images and labels swapped?");
  Bytes packed = deflate(test::image_file(6, 4, 5));
  packed.resize(packed.size() - 3);
  folder.put(kFileNames[2], packed);
  CHECK(error([&] { read_dataset(here); }) ==
        folder.file(kFileNames[2]) +
            text(": gzip data is cut short: it goes on after its ", packed.size(), " bytes"));
  folder.put(kFileNames[0], Bytes{});
  folder.put(kFileNames[2], test::image_file(3, 4, 5));
  CHECK(error([&] { read_dataset(here); }) ==
        folder.file(kFileNames[0]) +
            ": cut short: an IDX file begins with 4 bytes that tell its kind, got 0");
}

TEST_CASE("a gzip file that promises more than it holds gets no memory") {
  const Folder folder;
  folder.put_all();
  folder.put(kFileNames[0], deflate(test::image_header(2000000, 32, 32)));
  CHECK(error([&] { read_dataset(folder.path.string()); }) ==
        folder.file(kFileNames[0]) +
            ": cut short: 2000000 images of 32 x 32 need 2048000016 bytes, got 16");
}

TEST_CASE("data is looked for in three places, in turn") {
  const Folder named, variable, cache;
  const Variable xdg("XDG_CACHE_HOME", cache.path.string());
  const fs::path inside = cache.path / "weft" / "fashion-mnist";
  {
    const Variable data("WEFT_DATA", "");
    CHECK_FALSE(find_dataset("").has_value());
    write_idx(make_synthetic({.train = 30, .test = 5}), named.path.string(), false);
    write_idx(make_synthetic({.train = 20, .test = 5}), variable.path.string(), false);
    fs::create_directories(inside);
    write_idx(make_synthetic({.train = 10, .test = 5}), inside.string(), false);
    CHECK(find_dataset("")->train.count == 10);
    fs::remove(inside / "t10k-labels-idx1-ubyte.gz");
    CHECK_FALSE(find_dataset("").has_value());
  }
  const Variable data("WEFT_DATA", variable.path.string());
  CHECK(find_dataset("")->train.count == 20);
  CHECK(find_dataset(named.path.string())->train.count == 30);
  fs::remove(variable.file("train-images-idx3-ubyte.gz"));
  CHECK(error([&] { find_dataset(""); }) ==
        "WEFT_DATA: the folder must have the four files of a data set, plain or .gz; " +
            variable.path.string() + " lacks train-images-idx3-ubyte");
}

TEST_CASE("writing replaces nothing unless forced, and leaves nothing half-written") {
  const Folder folder;
  const std::string here = folder.path.string();
  const Dataset data = make_synthetic({.train = 30, .test = 5});
  CHECK(error([&] { write_idx(data, here + "/nowhere", false); }) ==
        "write_idx: there is no folder " + here + "/nowhere");
  folder.put("t10k-images-idx3-ubyte", Bytes{1});
  CHECK(error([&] { write_idx(data, here, false); }) ==
        "write_idx: " + folder.file("t10k-images-idx3-ubyte") +
            " exists; it is replaced only by force (--force)");
  CHECK(folder.count() == 1);
  write_idx(data, here, true);
  CHECK(folder.count() == 4);
  CHECK(checksum(read_dataset(here)) == checksum(data));
}

TEST_CASE("a disk that is full is an error, and nothing half-written stays") {
  if (!fs::exists("/dev/full")) SKIP("needs /dev/full");
  const Folder folder;
  fs::create_symlink("/dev/full", folder.file("t10k-images-idx3-ubyte.gz.part"));
  const Dataset data = make_synthetic({.train = 30, .test = 5});
  CHECK(error([&] { write_idx(data, folder.path.string(), false); }) ==
        folder.file("t10k-images-idx3-ubyte.gz") + ": cannot be written: No space left on device");
  CHECK(folder.count() == 0);
}

TEST_CASE("4.2.a: Fashion-MNIST itself") {
  const char* const folder = std::getenv("WEFT_DATA");
  if (!folder || !*folder) SKIP("WEFT_DATA names no data");
  const Dataset data = read_dataset(folder);
  CHECK(data.name == "fashion-mnist");
  CHECK(data.train.count == 60000);
  CHECK(data.test.count == 10000);
  CHECK(data.rows == 28);
  CHECK(data.columns == 28);
  const auto labels = data.train.label_bytes();
  CHECK(Bytes(labels.begin(), labels.begin() + 10) == Bytes{9, 0, 0, 3, 0, 2, 7, 2, 5, 5});
  CHECK(std::string(data.text_labels[9]) == "ankle boot");
}

}  // namespace
}  // namespace weft
