/* What has tesseract read pictures, for a process that may run no program itself (confine.h): a
 * process that it forks first, and that runs tesseract, confined, for as long as that one lives. */
#ifndef CORPUS_TESSERACT_H
#define CORPUS_TESSERACT_H

#include <glib.h>
#include <sys/types.h>

typedef struct {
    int socket; /* to the process between; -1: there is none */
    pid_t pid;
} Tesseract;

/* Forks the process between: to be called before confine(). It ends with its parent, and tesseract
 * with it; nothing of either is left in any folder. */
void tesseract_start(Tesseract *tesseract);

/* Ends it, if it was started, and waits for that. */
void tesseract_end(Tesseract *tesseract);

/* What tesseract reads in PICTURES, a TIFF whose pages are a line of text each, Chinese and English
 * or CHINESE alone: hOCR with the places of characters. The caller unrefs. NULL with a READER_ERROR
 * that goes on "a page that is a picture, …", and says what to do: READER_ERROR_FOREIGN if
 * tesseract or what it must know of Chinese and English is not installed, else READER_ERROR_FORMAT.
 * DATA is a Tesseract. */
GByteArray *tesseract_read(const GByteArray *pictures, gboolean chinese, gpointer data,
                           GError **error);

#endif
