/* Documents whose Chinese characters are another language's: 質量 is mass in a Japanese title. */
#include "search/match/searcher.h"

#include "indexer/read/terms.h"
#include "tokenizer/char-class.h"

const DocSet *searcher_foreign_han(Searcher *searcher, GError **error)
{
    if (!searcher->foreign_han) {
        g_autoptr(Selection) any = selection_prefix(TERM_HAN, "");
        g_autoptr(Selection) chinese = selection_term(TERM_HAN, TERM_HAN_CHINESE);
        g_autoptr(Selection) foreign = selection_without(any, chinese);
        searcher->foreign_han = searcher_find(searcher, foreign, error);
    }
    return searcher->foreign_han;
}
