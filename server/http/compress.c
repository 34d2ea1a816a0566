#include "server/http/compress.h"

#include <brotli/encode.h>
#include <string.h>
#include <zlib.h>

const char *coding_name(Coding coding)
{
    static const char *const names[] = {"identity", "gzip", "br"};
    return names[coding];
}

static gboolean gzip(const void *bytes, gsize len, GByteArray *out, gboolean slowly)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, slowly ? 9 : 4, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return FALSE;
    g_byte_array_set_size(out, (guint)deflateBound(&stream, len));
    stream.next_in = (Bytef *)bytes;
    stream.avail_in = (uInt)len;
    stream.next_out = out->data;
    stream.avail_out = out->len;
    gboolean ok = deflate(&stream, Z_FINISH) == Z_STREAM_END;
    g_byte_array_set_size(out, (guint)stream.total_out);
    deflateEnd(&stream);
    return ok;
}

static gboolean brotli(const void *bytes, gsize len, GByteArray *out, gboolean slowly)
{
    size_t size = BrotliEncoderMaxCompressedSize(len);
    g_byte_array_set_size(out, (guint)size);
    gboolean ok = size > 0 && BrotliEncoderCompress(slowly ? BROTLI_MAX_QUALITY : 3, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT,
                                                    len, bytes, &size, out->data) == BROTLI_TRUE;
    g_byte_array_set_size(out, (guint)size);
    return ok;
}

GByteArray *compress_bytes(const void *bytes, gsize len, Coding coding, gboolean slowly)
{
    GByteArray *out = g_byte_array_new();
    if (len < G_MAXINT32 && (coding == CODING_GZIP ? gzip : brotli)(bytes, len, out, slowly))
        return out;
    g_byte_array_unref(out);
    return NULL;
}
