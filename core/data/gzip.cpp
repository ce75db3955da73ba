#include "core/data/gzip.h"

#include <zlib.h>

#include <algorithm>
#include <utility>

#include "core/base/error.h"

namespace weft {
namespace {

// zlib copies 32 KiB of what it wrote after each call: a buffer well above that makes it no cost.
constexpr size_t kBuffer = size_t{1} << 18;
constexpr int kGzipWindow = 15 + 16;  // the largest window, and gzip's header and trailer

// zlib takes 32-bit lengths.
std::span<const uint8_t> take_piece(std::span<const uint8_t>& bytes) {
  const auto piece = bytes.first(std::min(bytes.size(), size_t{1} << 30));
  bytes = bytes.subspan(piece.size());
  return piece;
}

// zlib's interface lacks const; it does not write to its input.
void set_input(z_stream& z, std::span<const uint8_t> piece) {
  z.next_in = const_cast<uint8_t*>(piece.data());
  z.avail_in = static_cast<uInt>(piece.size());
}

void set_output(z_stream& z, std::vector<uint8_t>& buffer) {
  z.next_out = buffer.data();
  z.avail_out = static_cast<uInt>(buffer.size());
}

std::span<const uint8_t> written(const z_stream& z, const std::vector<uint8_t>& buffer) {
  return std::span(buffer).first(buffer.size() - z.avail_out);
}

ByteSink append_to(std::vector<uint8_t>& out) {
  return
      [&out](std::span<const uint8_t> bytes) { out.insert(out.end(), bytes.begin(), bytes.end()); };
}

}  // namespace

bool is_gzip(std::span<const uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] == 0x1f && bytes[1] == 0x8b;
}

struct Gunzip::State {
  std::string name;
  z_stream z{};
  std::vector<uint8_t> buffer = std::vector<uint8_t>(kBuffer);
  int64_t seen = 0;          // bytes that zlib has taken
  int64_t member_start = 0;  // where the member being read begins
  int64_t members = 0;       // how many are complete

  void fail_on(int code);
};

Gunzip::Gunzip(std::string name) : state_(std::make_unique<State>()) {
  state_->name = std::move(name);
  check(inflateInit2(&state_->z, kGzipWindow) == Z_OK, state_->name, ": out of memory for zlib");
}

Gunzip::~Gunzip() { inflateEnd(&state_->z); }

void Gunzip::State::fail_on(int code) {
  check(code != Z_MEM_ERROR, name, ": out of memory for zlib");
  const std::string_view reason = z.msg ? z.msg : "unknown error";
  check(members == 0 || reason != "incorrect header check", name,
        ": must end with its gzip data at offset ", member_start, ", got more bytes");
  fail(name, ": gzip data is corrupt: ", reason, " near offset ", seen);
}

void Gunzip::feed(std::span<const uint8_t> bytes, const ByteSink& sink) {
  State& s = *state_;
  while (!bytes.empty()) {
    set_input(s.z, take_piece(bytes));
    do {
      set_output(s.z, s.buffer);
      const uInt before = s.z.avail_in;
      const int code = ::inflate(&s.z, Z_NO_FLUSH);
      s.seen += before - s.z.avail_in;
      if (code != Z_OK && code != Z_STREAM_END && code != Z_BUF_ERROR) s.fail_on(code);
      sink(written(s.z, s.buffer));
      if (code == Z_STREAM_END) {
        ++s.members;
        s.member_start = s.seen;
        inflateReset(&s.z);
      }
      // A full buffer may hide more output; without input left, that is all there is to come.
    } while (s.z.avail_in != 0 || s.z.avail_out == 0);
  }
}

void Gunzip::finish() {
  const State& s = *state_;
  const int64_t rest = s.seen - s.member_start;
  check(s.members == 0 || rest >= 2 || rest == 0, s.name,
        ": must end with its gzip data at offset ", s.member_start, ", got more bytes");
  check(s.members != 0 && rest == 0, s.name, ": gzip data is cut short: it goes on after its ",
        s.seen, " bytes");
}

struct Gzip::State {
  z_stream z{};
  std::vector<uint8_t> buffer = std::vector<uint8_t>(kBuffer);

  void run(int flush, const ByteSink& sink) {
    do {
      set_output(z, buffer);
      ::deflate(&z, flush);  // cannot fail: its state is sound and there is room to write
      sink(written(z, buffer));
    } while (z.avail_out == 0);
  }
};

Gzip::Gzip() : state_(std::make_unique<State>()) {
  constexpr int kMemory = 9;  // the most that zlib may use: 256 KiB more, a little faster
  check(deflateInit2(&state_->z, Z_BEST_SPEED, Z_DEFLATED, kGzipWindow, kMemory,
                     Z_DEFAULT_STRATEGY) == Z_OK,
        "deflate: out of memory for zlib");
}

Gzip::~Gzip() { deflateEnd(&state_->z); }

void Gzip::feed(std::span<const uint8_t> bytes, const ByteSink& sink) {
  while (!bytes.empty()) {
    set_input(state_->z, take_piece(bytes));
    state_->run(Z_NO_FLUSH, sink);
  }
}

void Gzip::finish(const ByteSink& sink) { state_->run(Z_FINISH, sink); }

std::vector<uint8_t> inflate(std::span<const uint8_t> bytes, const std::string& name) {
  std::vector<uint8_t> out;
  Gunzip gunzip(name);
  gunzip.feed(bytes, append_to(out));
  gunzip.finish();
  return out;
}

std::vector<uint8_t> deflate(std::span<const uint8_t> bytes) {
  std::vector<uint8_t> out;
  Gzip gzip;
  gzip.feed(bytes, append_to(out));
  gzip.finish(append_to(out));
  return out;
}

}  // namespace weft
