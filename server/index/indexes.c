#include "server/index/indexes.h"

#include <pthread.h>
#include <string.h>
#include <time.h>

#include <jansson.h>

typedef struct {
    char *name, *dir;
    pthread_mutex_t lock; /* of what follows */
    biaosou_index **index; /* of GLib's reference counts: who makes a searcher of it has it meanwhile, not the lock */
    IndexState state;
    char created[INDEX_TIME_BYTES]; /* as of an IndexReader */
    gint serial; /* atomic: counts what came into use, so that a look needs no lock */
    gint failed; /* the generation that could not be opened was told; only the watcher's */
} Served;

struct Indexes {
    GPtrArray *all; /* Served */
    gint day;       /* atomic: today, yyyymmdd */
};

/* One index of one thread. */
typedef struct {
    IndexReader reader;
    gint serial;
    gint64 again; /* monotonic µs: where a newer searcher could not be made, it is not tried before */
} Reading;

/* Microseconds. */
#define BETWEEN_TRIES G_USEC_PER_SEC

struct IndexReaders {
    Indexes *indexes;
    GArray *all; /* Reading, as in `indexes` */
};

static gint today(void)
{
    struct tm local;
    time_t now = time(NULL);
    localtime_r(&now, &local);
    return (local.tm_year + 1900) * 10000 + (local.tm_mon + 1) * 100 + local.tm_mday;
}

static void free_index(gpointer index)
{
    biaosou_index_free(*(biaosou_index **)index);
}

static void release_index(biaosou_index **index)
{
    if (index)
        g_atomic_rc_box_release_full(index, free_index);
}

static void free_served(gpointer data)
{
    Served *served = data;
    release_index(served->index);
    pthread_mutex_destroy(&served->lock);
    g_free(served->name);
    g_free(served->dir);
    g_free(served);
}

Indexes *indexes_new(void)
{
    Indexes *indexes = g_new(Indexes, 1);
    *indexes = (Indexes){g_ptr_array_new_with_free_func(free_served), today()};
    return indexes;
}

void indexes_free(Indexes *indexes)
{
    if (!indexes)
        return;
    g_ptr_array_unref(indexes->all);
    g_free(indexes);
}

/* The current generation in DIR, with what its first searcher costs already spent. */
static biaosou_status open_warm(const char *dir, biaosou_index **index)
{
    biaosou_searcher *first;
    biaosou_status status = biaosou_index_open(dir, index);
    if (status == BIAOSOU_OK && (status = biaosou_searcher_new(*index, &first)) == BIAOSOU_OK) {
        biaosou_searcher_free(first);
        return BIAOSOU_OK;
    }
    biaosou_index_free(*index);
    *index = NULL;
    return status;
}

/* When the generation of INDEX was made, into CREATED. */
static void read_created(const biaosou_index *index, char created[INDEX_TIME_BYTES])
{
    char *text = NULL;
    json_t *manifest = biaosou_index_info(index, &text) == BIAOSOU_OK ? json_loads(text, 0, NULL) : NULL;
    const char *time = json_string_value(json_object_get(manifest, "created"));
    g_strlcpy(created, time ? time : "", INDEX_TIME_BYTES);
    json_decref(manifest);
    biaosou_free(text);
}

/* Puts INDEX (taken over) into use. */
static void use(Served *served, biaosou_index *index)
{
    char created[INDEX_TIME_BYTES];
    read_created(index, created);
    pthread_mutex_lock(&served->lock);
    memcpy(served->created, created, sizeof created);
    biaosou_index **old = served->index;
    served->index = g_atomic_rc_box_dup(sizeof index, &index);
    served->state.generation = biaosou_index_generation(index);
    served->state.documents = biaosou_index_documents(index);
    served->state.swaps += old != NULL;
    pthread_mutex_unlock(&served->lock);
    g_atomic_int_inc(&served->serial);
    release_index(old);
}

biaosou_status indexes_add(Indexes *indexes, const char *name, const char *dir)
{
    biaosou_index *index;
    biaosou_status status = open_warm(dir, &index);
    if (status != BIAOSOU_OK)
        return status;
    Served *served = g_new0(Served, 1);
    pthread_mutex_init(&served->lock, NULL);
    served->name = g_strdup(name);
    served->dir = g_strdup(dir);
    use(served, index);
    g_ptr_array_add(indexes->all, served);
    return BIAOSOU_OK;
}

static Served *served_at(const Indexes *indexes, guint index)
{
    return indexes->all->pdata[index];
}

guint indexes_count(const Indexes *indexes)
{
    return indexes->all->len;
}

const char *indexes_name(const Indexes *indexes, guint index)
{
    return served_at(indexes, index)->name;
}

IndexState indexes_state(Indexes *indexes, guint index)
{
    Served *served = served_at(indexes, index);
    pthread_mutex_lock(&served->lock);
    IndexState state = served->state;
    pthread_mutex_unlock(&served->lock);
    return state;
}

/* Only the watcher changes `index`, so it may read it without the lock. */
static void watch(Served *served, IndexesFailed failed, gpointer data)
{
    biaosou_index *newer;
    if (biaosou_index_is_current(*served->index)) {
        served->failed = FALSE;
        return;
    }
    if (open_warm(served->dir, &newer) == BIAOSOU_OK) {
        served->failed = FALSE;
        use(served, newer);
        return;
    }
    if (!served->failed)
        failed(served->name, biaosou_error_message(), data);
    served->failed = TRUE;
    pthread_mutex_lock(&served->lock);
    served->state.failures++;
    pthread_mutex_unlock(&served->lock);
}

void indexes_watch(Indexes *indexes, IndexesFailed failed, gpointer data)
{
    g_atomic_int_set(&indexes->day, today());
    for (guint i = 0; i < indexes->all->len; i++)
        watch(served_at(indexes, i), failed, data);
}

IndexReaders *index_readers_new(Indexes *indexes)
{
    IndexReaders *readers = g_new(IndexReaders, 1);
    *readers = (IndexReaders){indexes, g_array_new(FALSE, TRUE, sizeof(Reading))};
    g_array_set_size(readers->all, indexes->all->len);
    return readers;
}

void index_readers_free(IndexReaders *readers)
{
    if (!readers)
        return;
    for (guint i = 0; i < readers->all->len; i++)
        biaosou_searcher_free(g_array_index(readers->all, Reading, i).reader.searcher);
    g_array_unref(readers->all);
    g_free(readers);
}

/* A searcher of what is in use now. Where none can be made the one before goes on, if there is one. */
static biaosou_status renew(Reading *reading, Served *served, gint day)
{
    biaosou_searcher *made;
    char created[INDEX_TIME_BYTES];
    gint serial = g_atomic_int_get(&served->serial);
    gint64 now = g_get_monotonic_time();
    if (reading->reader.searcher && now < reading->again)
        return BIAOSOU_OK;
    pthread_mutex_lock(&served->lock);
    biaosou_index **index = g_atomic_rc_box_acquire(served->index);
    guint32 generation = served->state.generation;
    memcpy(created, served->created, sizeof created);
    pthread_mutex_unlock(&served->lock);
    biaosou_status status = biaosou_searcher_new(*index, &made);
    release_index(index);
    if (status != BIAOSOU_OK) {
        reading->again = now + BETWEEN_TRIES;
        return reading->reader.searcher ? BIAOSOU_OK : status;
    }
    biaosou_searcher_hide_folders(made); /* where the sources lie is the operator's affair */
    reading->serial = serial;
    reading->reader.day = (guint32)day;
    biaosou_searcher_free(reading->reader.searcher);
    reading->reader.searcher = made;
    reading->reader.generation = generation;
    reading->reader.name = served->name;
    memcpy(reading->reader.created, created, sizeof created);
    return BIAOSOU_OK;
}

static const IndexReader *reader_at(IndexReaders *readers, guint i, biaosou_status *status)
{
    Served *served = served_at(readers->indexes, i);
    Reading *reading = &g_array_index(readers->all, Reading, i);
    gint day = g_atomic_int_get(&readers->indexes->day);
    *status = BIAOSOU_OK;
    if (!reading->reader.searcher || reading->serial != g_atomic_int_get(&served->serial) ||
        reading->reader.day != (guint32)day)
        *status = renew(reading, served, day);
    return *status == BIAOSOU_OK ? &reading->reader : NULL;
}

const IndexReader *index_reader(IndexReaders *readers, const char *name, biaosou_status *status)
{
    *status = BIAOSOU_OK;
    for (guint i = 0; i < readers->all->len; i++)
        if (!name || g_str_equal(served_at(readers->indexes, i)->name, name))
            return reader_at(readers, i, status);
    return NULL;
}

void index_readers_renew(IndexReaders *readers)
{
    biaosou_status status;
    for (guint i = 0; i < readers->all->len; i++)
        reader_at(readers, i, &status);
}
