/* What a confined reader answers, as frames on a pipe: a letter, the length of what follows (32 bits), and that. Both
 * ends are of one build. */
#ifndef CORPUS_FRAME_H
#define CORPUS_FRAME_H

#include <stdio.h>

#include "corpus/read/member.h"
#include "corpus/read/sink.h"

/* A sink whose records and rejects, or with TEXT whose texts, become frames on OUT; its callbacks return FALSE once that
 * cannot be written. */
ReaderSink frame_sink(FILE *out, gboolean text);

/* The same of the files in an archive: a MemberSink's function, whose data is the FILE. */
gboolean frame_put_member(MemberEvent event, const void *bytes, size_t len, gpointer out);

/* The last frame: how much was understood, and the READER_ERROR that was met, or NULL. */
gboolean frame_put_end(FILE *out, const ReaderShare *share, const GError *error);

/* What has come of an answer. */
typedef struct {
    GByteArray *bytes; /* not taken yet */
    gboolean ended;    /* the last frame has come */
    const MemberSink *members; /* takes files in an archive; NULL: none may come */
} FrameReader;

/* Whether the next frame is of a file in an archive. */
gboolean frame_has_member(const FrameReader *reader);

/* Takes the frames that are whole in READER: records and rejects go to SINK, the last one to SHARE, and its error to
 * ERROR, which are FALSE then. Also FALSE: the sink wants no more (READER_ERROR_STOPPED), or what has come are no
 * frames (no error). */
gboolean frame_take(FrameReader *reader, const ReaderSink *sink, ReaderShare *share, GError **error);

/* Takes all that FILE has, from its beginning, which was written with frame_sink and frame_put_end(). As frame_take(); also
 * FALSE without an error: it has no end. */
gboolean frame_take_file(FILE *file, const ReaderSink *sink, ReaderShare *share, GError **error);

#endif
