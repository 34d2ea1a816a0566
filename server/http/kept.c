#include "server/http/kept.h"

/* One answer has at most this share of all. */
#define LARGEST 64

struct Kept {
    GHashTable *answers; /* ETag → Answer */
    GQueue order;        /* of these: the one asked for last comes first */
    gsize bytes, most;
};

typedef struct {
    GList link; /* in `order` */
    char *etag;
    const char *type;
    GString *body;
    GArray *headers; /* Header */
} Answer;

static gsize size_of(const Answer *answer)
{
    return answer->body->len + 512; /* what goes with it */
}

static void clear_header(gpointer header)
{
    g_free(((Header *)header)->value);
}

static void copy_headers(GArray *to, const GArray *from)
{
    for (guint i = 0; i < from->len; i++) {
        Header header = g_array_index(from, Header, i);
        header.value = g_strdup(header.value);
        g_array_append_val(to, header);
    }
}

static void free_answer(gpointer data)
{
    Answer *answer = data;
    g_free(answer->etag);
    g_string_free(answer->body, TRUE);
    g_array_unref(answer->headers);
    g_free(answer);
}

Kept *kept_new(gsize most)
{
    Kept *kept = g_new0(Kept, 1);
    kept->answers = g_hash_table_new_full(g_str_hash, g_str_equal, NULL, free_answer);
    kept->most = most;
    return kept;
}

void kept_free(Kept *kept)
{
    if (!kept)
        return;
    g_hash_table_unref(kept->answers);
    g_free(kept);
}

gboolean kept_find(Kept *kept, Response *response)
{
    Answer *answer = response->etag ? g_hash_table_lookup(kept->answers, response->etag) : NULL;
    if (!answer)
        return FALSE;
    g_queue_unlink(&kept->order, &answer->link);
    g_queue_push_head_link(&kept->order, &answer->link);
    response->type = answer->type;
    g_string_append_len(response->body, answer->body->str, (gssize)answer->body->len);
    copy_headers(response->headers, answer->headers);
    return TRUE;
}

static void drop_last(Kept *kept)
{
    Answer *answer = kept->order.tail->data;
    g_queue_unlink(&kept->order, &answer->link);
    kept->bytes -= size_of(answer);
    g_hash_table_remove(kept->answers, answer->etag);
}

void kept_add(Kept *kept, const Response *response)
{
    if (!response->etag || response->status != 200 || !response->type || response->plain ||
        response->body->len > kept->most / LARGEST || g_hash_table_contains(kept->answers, response->etag))
        return;
    Answer *answer = g_new0(Answer, 1);
    answer->link.data = answer;
    answer->etag = g_strdup(response->etag);
    answer->type = response->type;
    answer->body = g_string_new_len(response->body->str, (gssize)response->body->len);
    answer->headers = g_array_new(FALSE, FALSE, sizeof(Header));
    g_array_set_clear_func(answer->headers, clear_header);
    copy_headers(answer->headers, response->headers);
    kept->bytes += size_of(answer);
    g_queue_push_head_link(&kept->order, &answer->link);
    g_hash_table_insert(kept->answers, answer->etag, answer);
    while (kept->bytes > kept->most)
        drop_last(kept);
}
