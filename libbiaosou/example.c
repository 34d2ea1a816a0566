/* Indexes a file of records in a folder of its own and searches it: example INDEX FILE QUERY. */
#include <libbiaosou/biaosou.h>
#include <stdio.h>

static int print(const char *bytes, size_t len, void *data)
{
    return fwrite(bytes, 1, len, data) != len;
}

int main(int argc, char **argv)
{
    const char *files[] = {argc > 2 ? argv[2] : NULL};
    biaosou_index *index = NULL;
    biaosou_searcher *searcher = NULL;
    biaosou_answer *answer = NULL;
    if (argc != 4 || biaosou_build(argv[1], files, 1, NULL, NULL) != BIAOSOU_OK ||
        biaosou_index_open(argv[1], &index) != BIAOSOU_OK ||
        biaosou_searcher_new(index, &searcher) != BIAOSOU_OK ||
        biaosou_search(searcher, argv[3], NULL, &answer) != BIAOSOU_OK) {
        fprintf(stderr, "example: %s\n", argc != 4 ? "INDEX FILE QUERY" : biaosou_error_message());
    } else {
        printf("%u found\n", biaosou_answer_total(answer));
        biaosou_answer_write(answer, "text", NULL, print, stdout);
    }
    int failed = answer == NULL;
    biaosou_answer_free(answer);
    biaosou_searcher_free(searcher);
    biaosou_index_free(index);
    return failed;
}
