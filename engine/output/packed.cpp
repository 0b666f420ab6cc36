#include "engine/output/packed.hpp"

#include <zstd.h>

#include <memory>
#include <new>

namespace komuna {
namespace {

// The fastest levels are about as small for tables of small numbers.
constexpr int level = 1;

struct FreeContext {
  void operator()(ZSTD_CCtx* context) const { ZSTD_freeCCtx(context); }
};

}  // namespace

std::string pack(std::string_view bytes) {
  const std::unique_ptr<ZSTD_CCtx, FreeContext> context(ZSTD_createCCtx());
  if (!context) throw std::bad_alloc();
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_compressionLevel, level);
  ZSTD_CCtx_setParameter(context.get(), ZSTD_c_checksumFlag, 1);
  std::string packed(ZSTD_compressBound(bytes.size()), '\0');
  const std::size_t size =
      ZSTD_compress2(context.get(), packed.data(), packed.size(), bytes.data(), bytes.size());
  if (ZSTD_isError(size) != 0) throw std::bad_alloc();  // the space suffices: only memory can lack
  packed.resize(size);
  packed.shrink_to_fit();
  return packed;
}

std::string unpack(std::string_view packed) {
  const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
  if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > largest_record)
    throw DamagedRecord("a packed record has no beginning");
  std::string bytes(static_cast<std::size_t>(size), '\0');
  const std::size_t got = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
  if (ZSTD_isError(got) != 0)
    throw DamagedRecord(std::string("a packed record cannot be read: ") + ZSTD_getErrorName(got));
  if (got != bytes.size()) throw DamagedRecord("a packed record is cut short");
  return bytes;
}

}  // namespace komuna
