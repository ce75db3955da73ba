// Data sets: four IDX files fed piece by piece, as JavaScript decompresses them, or weft's own
// synthetic set. A piece is in this memory only while it is fed; the pixels are stored once.
#include <optional>

#include "core/data/gzip.h"
#include "core/data/synthetic.h"
#include "wasm/api.h"

using namespace weft;
using wasm::guarded;

WEFT_EXPORT IdxReader* weft_idx_new(int kind, const char* name, double bytes, int is_gzip) {
  return guarded([=] {
    const auto size = static_cast<int64_t>(bytes);
    return new IdxReader(static_cast<IdxKind>(kind), name, is_gzip ? most_inflated(size) : size);
  });
}

WEFT_EXPORT int weft_idx_feed(IdxReader* reader, const uint8_t* bytes, int count) {
  return guarded([=] {
    reader->feed({bytes, static_cast<size_t>(count)});
    return 0;
  });
}

WEFT_EXPORT void weft_idx_delete(IdxReader* reader) { delete reader; }

/// Takes the four readers in the order of kFileKinds; they still have to be deleted.
WEFT_EXPORT Dataset* weft_data_from_idx(IdxReader* const* readers) {
  return guarded([=] {
    std::array<IdxReader, 4> four = {std::move(*readers[0]), std::move(*readers[1]),
                                     std::move(*readers[2]), std::move(*readers[3])};
    return new Dataset(from_idx(four));
  });
}

WEFT_EXPORT Dataset* weft_data_synthetic(double seed, double train, double test) {
  return guarded([=] {
    return new Dataset(make_synthetic({.seed = static_cast<uint64_t>(seed),
                                       .train = static_cast<int64_t>(train),
                                       .test = static_cast<int64_t>(test)}));
  });
}

WEFT_EXPORT const char* weft_data_name(const Dataset* data) { return data->name.c_str(); }
WEFT_EXPORT int weft_data_rows(const Dataset* data) { return static_cast<int>(data->rows); }
WEFT_EXPORT int weft_data_columns(const Dataset* data) { return static_cast<int>(data->columns); }
WEFT_EXPORT int weft_data_classes(const Dataset* data) {
  return static_cast<int>(data->text_labels.size());
}
WEFT_EXPORT const char* weft_data_class(const Dataset* data, int i) {
  return data->text_labels[static_cast<size_t>(i)];
}

namespace {
const ImageSet& split(const Dataset* data, int test) { return test ? data->test : data->train; }
}  // namespace

WEFT_EXPORT int weft_data_count(const Dataset* data, int test) {
  return static_cast<int>(split(data, test).count);
}
WEFT_EXPORT const uint8_t* weft_data_pixels(const Dataset* data, int test) {
  return split(data, test).pixel_data();
}
WEFT_EXPORT const uint8_t* weft_data_labels(const Dataset* data, int test) {
  return split(data, test).label_data();
}
