#include "server/http/send.h"

#include <microhttpd.h>
#include <string.h>

#include "server/http/compress.h"

/* Less is not worth compressing. */
enum { LEAST_COMPRESSED = 512 };

/* Of every answer. No script, style or picture from anywhere else, and none within a page. */
static const struct {
    const char *name, *value;
} always[] = {
    {"Content-Security-Policy",
     "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; form-action 'self'; "
     "manifest-src 'self'; base-uri 'none'; frame-ancestors 'none'"},
    {"X-Content-Type-Options", "nosniff"},
    {"Referrer-Policy", "same-origin"},
    {"Cross-Origin-Opener-Policy", "same-origin"},
    {"Permissions-Policy", "camera=(), geolocation=(), microphone=()"},
};

static const char *const caches[] = {
    [CACHE_NOT] = "no-store",
    [CACHE_ASK] = "no-cache",
    [CACHE_FOREVER] = "public, max-age=31536000, immutable",
};

static gboolean is_text(const char *type)
{
    return type && (g_str_has_prefix(type, "text/") || strstr(type, "json") || strstr(type, "xml") || strstr(type, "script"));
}

static Coding coding_for(const Request *request, const Response *response)
{
    if (!is_text(response->type))
        return CODING_NONE;
    if (request_accepts(request, "Accept-Encoding", "br"))
        return CODING_BROTLI;
    return request_accepts(request, "Accept-Encoding", "gzip") ? CODING_GZIP : CODING_NONE;
}

/* Of what is there ready; *CODING is what is taken. */
static struct MHD_Response *make_static(Response *response, Coding *coding, guint64 *size)
{
    GBytes *bytes = *coding == CODING_BROTLI ? response->brotli : *coding == CODING_GZIP ? response->gzip : response->plain;
    if (!bytes) {
        bytes = response->plain;
        *coding = CODING_NONE;
    }
    *size = g_bytes_get_size(bytes);
    return MHD_create_response_from_buffer(g_bytes_get_size(bytes), (void *)g_bytes_get_data(bytes, NULL),
                                           MHD_RESPMEM_PERSISTENT);
}

/* Takes BYTES over. */
static struct MHD_Response *make_owned(void *bytes, gsize len)
{
    struct MHD_Response *made = MHD_create_response_from_buffer_with_free_callback(len, bytes, g_free);
    if (!made)
        g_free(bytes);
    return made;
}

static struct MHD_Response *make_body(Response *response, Coding *coding, guint64 *size)
{
    if (response->plain)
        return make_static(response, coding, size);
    gsize len = response->type ? response->body->len : 0;
    GByteArray *small = NULL;
    if (len < LEAST_COMPRESSED)
        *coding = CODING_NONE;
    if (*coding)
        small = compress_bytes(response->body->str, len, *coding, FALSE);
    if (!small) {
        *coding = CODING_NONE;
        *size = len;
        return make_owned(g_string_free(g_steal_pointer(&response->body), FALSE), len);
    }
    *size = len = small->len;
    return make_owned(g_byte_array_free(small, FALSE), len);
}

static void add_headers(const Service *service, const Response *response, Coding coding, struct MHD_Response *made)
{
    for (guint i = 0; i < G_N_ELEMENTS(always); i++)
        MHD_add_response_header(made, always[i].name, always[i].value);
    MHD_add_response_header(made, MHD_HTTP_HEADER_CACHE_CONTROL, caches[response->cache]);
    if (response->type)
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_TYPE, response->type);
    if (coding)
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONTENT_ENCODING, coding_name(coding));
    if (response->cache == CACHE_ASK)
        MHD_add_response_header(made, MHD_HTTP_HEADER_VARY, "Accept, Accept-Encoding, Accept-Language, Cookie");
    else if (is_text(response->type))
        MHD_add_response_header(made, MHD_HTTP_HEADER_VARY, "Accept-Encoding");
    if (response->etag)
        MHD_add_response_header(made, MHD_HTTP_HEADER_ETAG, response->etag);
    if (response->is_cross && service->cors)
        MHD_add_response_header(made, MHD_HTTP_HEADER_ACCESS_CONTROL_ALLOW_ORIGIN, service->cors);
    for (guint i = 0; i < response->headers->len; i++) {
        const Header *header = &g_array_index(response->headers, Header, i);
        MHD_add_response_header(made, header->name, header->value);
    }
    if (g_atomic_int_get(&service->stopping))
        MHD_add_response_header(made, MHD_HTTP_HEADER_CONNECTION, "close");
}

struct MHD_Response *send_make(const Service *service, const Request *request, Response *response, guint64 *bytes)
{
    Coding coding = coding_for(request, response);
    struct MHD_Response *made = make_body(response, &coding, bytes);
    if (!made)
        return NULL;
    add_headers(service, response, coding, made);
    return made;
}
