/* Writes three documents, searches them, and prints the hits with their weight. */
#include <stdio.h>

#include <xapian-c/xapian-c.h>

static bool fill(const char *path, GError **error)
{
    static const char *const titles[] = {"cloud computing", "cloud storage", "data security"};
    static const char *const words[][2] = {
        {"cloud", "computing"}, {"cloud", "storage"}, {"data", "security"}};
    g_autoptr(XcWritableDatabase) db =
        xc_writable_database_open(path, XC_WRITE_CREATE_OR_OVERWRITE, 0, error);
    if (db == NULL)
        return false;
    for (size_t i = 0; i < 3; i++) {
        const XcTerm terms[] = {{xc_bytes(words[i][0]), 1}, {xc_bytes(words[i][1]), 1}};
        const XcValue kind = {0, xc_bytes("GB/T")};
        if (xc_writable_database_add(db, terms, 2, xc_bytes(titles[i]), &kind, 1, error) == 0)
            return false;
    }
    return xc_writable_database_close(db, error);
}

static bool search(const char *path, const char *word, GError **error)
{
    g_autoptr(XcDatabase) db = xc_database_open(path, error);
    if (db == NULL)
        return false;
    g_autoptr(XcQuery) query = xc_query_term(xc_bytes(word), 1, error);
    g_autoptr(XcEnquire) enquire = xc_enquire_new(db, error);
    g_autoptr(XcWeight) bm25 = xc_weight_new(XC_WEIGHT_BM25, (const double[]){1.2, 0, 1, .75}, 4, error);
    if (query == NULL || enquire == NULL || bm25 == NULL ||
        !xc_enquire_set_query(enquire, query, 0, error) ||
        !xc_enquire_set_weight(enquire, bm25, error))
        return false;
    g_autoptr(XcMSet) mset = xc_enquire_mset(enquire, 0, 10, 0, NULL, error);
    if (mset == NULL)
        return false;
    for (uint32_t i = 0; i < xc_mset_size(mset); i++) {
        g_autoptr(XcDocument) doc = xc_mset_document(mset, i, error);
        if (doc == NULL)
            return false;
        const XcBytes title = xc_document_data(doc, error);
        if (title.data == NULL)
            return false;
        printf("%u. %.*s (%.3f)\n", i + 1, (int)title.len, title.data, xc_mset_weight(mset, i));
    }
    return true;
}

int main(int argc, char **argv)
{
    g_autoptr(GError) error = NULL;
    if (argc != 2) {
        fprintf(stderr, "usage: %s DATABASE\n", argv[0]);
        return 2;
    }
    if (fill(argv[1], &error) && search(argv[1], "cloud", &error))
        return 0;
    if (g_error_matches(error, XC_ERROR, XC_ERROR_DATABASE_LOCK))
        fprintf(stderr, "%s is being written by another program\n", argv[1]);
    else
        fprintf(stderr, "%s: %s\n", xc_error_name(error->code), error->message);
    return 1;
}
