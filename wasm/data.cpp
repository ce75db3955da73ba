// Data sets: four IDX files fed piece by piece, as JavaScript decompresses them, weft's own
// synthetic set, or arrays that JavaScript fills. A piece of a file is in this memory only while it
// is fed; the pixels are stored once.
#include <optional>

#include "core/data/gzip.h"
#include "core/data/synthetic.h"
#include "core/ops/ops.h"
#include "wasm/api.h"
#include "wasm/session_data.h"

using namespace weft;
using wasm::guarded;
using wasm::SessionData;

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
WEFT_EXPORT SessionData* weft_data_from_idx(IdxReader* const* readers) {
  return guarded([=] {
    std::array<IdxReader, 4> four = {std::move(*readers[0]), std::move(*readers[1]),
                                     std::move(*readers[2]), std::move(*readers[3])};
    return new SessionData{.images = from_idx(four)};
  });
}

WEFT_EXPORT SessionData* weft_data_synthetic(double seed, double train, double test) {
  return guarded([=] {
    return new SessionData{.images = make_synthetic({.seed = static_cast<uint64_t>(seed),
                                                     .train = static_cast<int64_t>(train),
                                                     .test = static_cast<int64_t>(test)})};
  });
}

/// Of arrays, whose splits are still to be added.
WEFT_EXPORT SessionData* weft_data_arrays() {
  return guarded([] { return new SessionData; });
}

/// A split whose arrays are still to be filled: x is float32 of these sizes, y float32 with
/// `targets` numbers an example, or int64 labels where that is 0.
WEFT_EXPORT int weft_data_add(SessionData* data, int test, const int32_t* sizes, int dims,
                              int targets) {
  return guarded([=] {
    Shape shape;
    for (int i = 0; i < dims; ++i) shape.push_back(sizes[i]);
    data->x[test] = empty(shape);
    data->y[test] = targets > 0 ? empty({shape[0], targets}) : empty({shape[0]}, int64);
    return 0;
  });
}
WEFT_EXPORT const void* weft_data_x(const SessionData* data, int test) {
  return data->x[test].data_ptr();
}
WEFT_EXPORT const void* weft_data_y(const SessionData* data, int test) {
  return data->y[test].data_ptr();
}

// Of images.
WEFT_EXPORT const char* weft_data_name(const SessionData* data) {
  return data->images.name.c_str();
}
WEFT_EXPORT int weft_data_rows(const SessionData* data) {
  return static_cast<int>(data->images.rows);
}
WEFT_EXPORT int weft_data_columns(const SessionData* data) {
  return static_cast<int>(data->images.columns);
}
WEFT_EXPORT int weft_data_classes(const SessionData* data) {
  return static_cast<int>(data->images.text_labels.size());
}
WEFT_EXPORT const char* weft_data_class(const SessionData* data, int i) {
  return data->images.text_labels[static_cast<size_t>(i)];
}

namespace {
const ImageSet& split(const SessionData* data, int test) {
  return test ? data->images.test : data->images.train;
}
}  // namespace

WEFT_EXPORT int weft_data_count(const SessionData* data, int test) {
  return static_cast<int>(split(data, test).count);
}
WEFT_EXPORT const uint8_t* weft_data_pixels(const SessionData* data, int test) {
  return split(data, test).pixel_data();
}
WEFT_EXPORT const uint8_t* weft_data_labels(const SessionData* data, int test) {
  return split(data, test).label_data();
}
