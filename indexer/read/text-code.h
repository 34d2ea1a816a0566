/* Texts as codes of pieces that many of them have, each of one byte or two, and a table of the pieces: so they take a third of
 * their bytes and are still read from anywhere at once, at the speed of copying. (Boncz, Neumann and Leis, FSST: fast random
 * access string compression, 2020; here codes of two bytes besides, since there are more than 256 characters.) */
#ifndef INDEXER_READ_TEXT_CODE_H
#define INDEXER_READ_TEXT_CODE_H

#include <glib.h>

#define TEXT_PIECE_MAX 15

/* A piece, as it lies in a file. */
typedef struct {
    guint8 bytes[TEXT_PIECE_MAX];
    guint8 len;
} TextPiece;

/* So many codes have one byte. */
#define TEXT_SHORT_CODES 192u
#define TEXT_PIECES_MAX (TEXT_SHORT_CODES + (256u - TEXT_SHORT_CODES) * 256u)

/* What must be free behind a text that is read. */
#define TEXT_CODE_SLACK 16

/* Reads the first LEN bytes that CODED bytes of codes of the N PIECES stand for into OUT, which has room for them and
 * TEXT_CODE_SLACK more. FALSE if they are fewer, or no such codes. Pure. */
gboolean text_code_read(const TextPiece *pieces, guint32 n, const guint8 *codes, gsize coded, guint8 *out, gsize len);

typedef struct TextCoder TextCoder;

/* Finds the pieces for texts of which SAMPLE has LEN bytes, one in OF. The same for the same sample. */
TextCoder *text_coder_new(const guint8 *sample, gsize len, guint of);
void text_coder_free(TextCoder *coder);
G_DEFINE_AUTOPTR_CLEANUP_FUNC(TextCoder, text_coder_free)

/* N pieces; borrowed. */
const TextPiece *text_coder_pieces(const TextCoder *coder, guint32 *n);

/* Appends the codes of any LEN bytes of TEXT to OUT. */
void text_coder_put(const TextCoder *coder, const guint8 *text, gsize len, GByteArray *out);

#endif
