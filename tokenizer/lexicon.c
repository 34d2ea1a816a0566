#include "tokenizer/lexicon.h"

#include <gio/gio.h>
#include <string.h>

#include "tokenizer/char-class.h"
#include "tokenizer/normalizer.h"
#include "tokenizer/resources.h"

#define MIN_WORD 2
#define MAX_WORD 32
#define RESOURCES "/biaosou/lexicon/"

/* A trie over UTF-16 units whose edges (node, unit) → node lie in one open-addressing table: a
 * look-up of a character that begins no word costs one bit, an edge one probe. Node 0 is the root. */
typedef struct {
    guint32 node;
    guint32 next; /* 0: the slot is free */
    UChar unit;
} Edge;

struct Lexicon {
    gatomicrefcount refs;
    guint n_words;
    guint32 n_nodes, room_nodes;
    guint32 n_slots; /* a power of two */
    Edge *slots;
    guint8 *is_word; /* by node */
    guint8 begins[65536 / 8];
};

static guint32 edge_slot(const Lexicon *lexicon, guint32 node, UChar unit)
{
    guint32 hash = (node * 0x9e3779b1u) ^ ((guint32)unit * 0x85ebca6bu);
    guint32 slot = (hash ^ hash >> 15) & (lexicon->n_slots - 1);
    while (lexicon->slots[slot].next &&
           (lexicon->slots[slot].node != node || lexicon->slots[slot].unit != unit))
        slot = (slot + 1) & (lexicon->n_slots - 1);
    return slot;
}

static void grow_slots(Lexicon *lexicon)
{
    guint32 n_old = lexicon->n_slots;
    Edge *old = lexicon->slots;
    lexicon->n_slots = MAX(1024u, n_old * 2);
    lexicon->slots = g_new0(Edge, lexicon->n_slots);
    for (guint32 i = 0; i < n_old; i++)
        if (old[i].next)
            lexicon->slots[edge_slot(lexicon, old[i].node, old[i].unit)] = old[i];
    g_free(old);
}

static guint32 add_node(Lexicon *lexicon)
{
    if (lexicon->n_nodes == lexicon->room_nodes) {
        lexicon->room_nodes = MAX(1024u, lexicon->room_nodes * 2);
        lexicon->is_word = g_realloc(lexicon->is_word, lexicon->room_nodes);
    }
    lexicon->is_word[lexicon->n_nodes] = 0;
    return lexicon->n_nodes++;
}

static void add_word(Lexicon *lexicon, const UChar *word, guint32 len)
{
    guint32 node = 0;
    lexicon->begins[word[0] / 8] |= (guint8)(1u << (word[0] % 8));
    for (guint32 i = 0; i < len; i++) {
        if (lexicon->n_nodes * 2 >= lexicon->n_slots)
            grow_slots(lexicon);
        guint32 slot = edge_slot(lexicon, node, word[i]);
        if (!lexicon->slots[slot].next)
            lexicon->slots[slot] = (Edge){.node = node, .next = add_node(lexicon), .unit = word[i]};
        node = lexicon->slots[slot].next;
    }
    lexicon->n_words += !lexicon->is_word[node];
    lexicon->is_word[node] = 1;
}

static gboolean is_cjk_word(const Normalized *n)
{
    if (n->n_units < MIN_WORD || n->n_units > MAX_WORD)
        return FALSE;
    for (guint32 i = 0; i < n->n_units; i++)
        if (!char_is_cjk(n->classes[i]))
            return FALSE;
    return TRUE;
}

Lexicon *lexicon_new(const char *text, gsize len, guint *n_skipped, guint *first_skipped)
{
    Lexicon *lexicon = g_new0(Lexicon, 1);
    g_atomic_ref_count_init(&lexicon->refs);
    grow_slots(lexicon);
    add_node(lexicon);
    guint skipped = 0, first = 0, line = 0;
    g_auto(Normalized) word = {0};
    for (const char *at = text, *end = text + len; at < end;) {
        const char *newline = memchr(at, '\n', (gsize)(end - at));
        const char *stop = newline ? newline : end;
        const char *comment = memchr(at, '#', (gsize)(stop - at));
        line++;
        normalize(&word, at, (comment ? comment : stop) - at);
        if (is_cjk_word(&word))
            add_word(lexicon, word.units, word.n_units);
        else if (word.n_units && skipped++ == 0)
            first = line;
        at = stop + 1;
    }
    if (n_skipped)
        *n_skipped = skipped;
    if (first_skipped)
        *first_skipped = first;
    return lexicon;
}

const char *lexicon_builtin_list(const char *name, gsize *len)
{
    g_autofree char *path = g_strconcat(RESOURCES, name, NULL);
    /* The bytes lie in the program itself, so they outlive the handle. */
    g_autoptr(GBytes) bytes = g_resource_lookup_data(biaosou_get_resource(), path,
                                                     G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
    *len = 0;
    return bytes ? g_bytes_get_data(bytes, len) : NULL;
}

Lexicon *lexicon_new_builtin(void)
{
    gsize len;
    const char *text = lexicon_builtin_list(LEXICON_TERMS, &len);
    return lexicon_new(text ? text : "", len, NULL, NULL);
}

Lexicon *lexicon_ref(Lexicon *lexicon)
{
    g_atomic_ref_count_inc(&lexicon->refs);
    return lexicon;
}

void lexicon_unref(Lexicon *lexicon)
{
    if (!lexicon || !g_atomic_ref_count_dec(&lexicon->refs))
        return;
    g_free(lexicon->slots);
    g_free(lexicon->is_word);
    g_free(lexicon);
}

guint lexicon_size(const Lexicon *lexicon)
{
    return lexicon->n_words;
}

void lexicon_prefixes(const Lexicon *lexicon, const UChar *text, guint32 len, LexiconFound found,
                      gpointer data)
{
    if (!len || !(lexicon->begins[text[0] / 8] & 1u << (text[0] % 8)))
        return;
    guint32 node = 0;
    for (guint32 i = 0; i < len; i++) {
        node = lexicon->slots[edge_slot(lexicon, node, text[i])].next;
        if (!node)
            return;
        if (lexicon->is_word[node])
            found(i + 1, data);
    }
}
