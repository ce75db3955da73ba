// Memory of tensors: 64-byte aligned blocks from a cache that keeps what was freed, so that a
// training step, once warm, asks the system for nothing. Live and peak bytes are counted exactly as
// asked for.
#pragma once
#include <cstddef>
#include <cstdint>
#include <functional>

#include "core/base/ref.h"

namespace weft {

struct MemoryStats {
  int64_t live_bytes;          ///< held by tensors and workspaces now
  int64_t peak_bytes;          ///< the most that live_bytes has been since reset_peak_memory()
  int64_t cached_bytes;        ///< free, kept for reuse
  int64_t system_allocations;  ///< how often the system was asked for a block, ever
  int64_t allocations;         ///< how often anybody was given one, ever
};
MemoryStats memory();
void reset_peak_memory();
/// Gives the cached blocks back to the system.
void empty_cache();

/// A shared block of bytes. The version counts in-place changes, so that autograd notices them.
class Storage : public RefCounted {
 public:
  /// Uninitialised; throws Error when memory runs out. head() gives `head` bytes more before the
  /// data, for an object that lives no longer than the block.
  static Ref<Storage> allocate(int64_t bytes, int64_t head = 0);
  /// Memory owned by somebody else; `release` is called when the last tensor lets go of it.
  static Ref<Storage> wrap(void* data, int64_t bytes, std::function<void()> release = {});

  [[nodiscard]] std::byte* data() const { return data_; }
  [[nodiscard]] void* head() { return this + 1; }
  [[nodiscard]] int64_t bytes() const { return bytes_; }
  [[nodiscard]] uint32_t version() const { return version_; }
  void bump_version() { ++version_; }
  /// The version since which the block is the result of a recorded in-place operation; 0: never.
  [[nodiscard]] uint32_t recorded_version() const { return recorded_version_; }
  void mark_recorded() { recorded_version_ = version_; }

 protected:
  Storage(std::byte* data, int64_t bytes, int size_class = 0)
      : version_(0), data_(data), bytes_(bytes), size_class_(size_class) {}
  void dispose() noexcept override;

 private:
  uint32_t version_;
  std::byte* data_;
  int64_t bytes_;
  uint32_t recorded_version_ = 0;
  int size_class_;
};

/// Scratch memory of `count` values of T for the length of a scope, from the same cache.
template <class T>
class Workspace {
 public:
  explicit Workspace(int64_t count)
      : storage_(Storage::allocate(count * static_cast<int64_t>(sizeof(T)))) {}
  T* data() { return reinterpret_cast<T*>(storage_->data()); }

 private:
  Ref<Storage> storage_;
};

}  // namespace weft
