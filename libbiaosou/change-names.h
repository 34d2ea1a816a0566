/* What the two ends of a change call what they tell each other, where more than one place does. */
#ifndef LIBBIAOSOU_CHANGE_NAMES_H
#define LIBBIAOSOU_CHANGE_NAMES_H

#define CHANGE_PROGRAM PKGLIBEXECDIR "/biaosou-change"

/* Arguments. */
#define CHANGE_SOCKET "socket"
#define CHANGE_KIND "change"
#define CHANGE_DIR "dir"
#define CHANGE_LANGUAGE "language"
#define CHANGE_FILE "file"
#define CHANGE_ID "id"
#define CHANGE_DICTIONARY "dictionary"

/* Options that are numbers, and those that are names of files: arguments, and members of
 * biaosou_change_options and ChangeOptions alike. */
#define CHANGE_NUMBERS(X) X(jobs) X(force) X(allow_shrink) X(allow_missing) X(wait) X(keep) X(max_rejects)
#define CHANGE_FILES(X) \
    X(rejects_file) X(lexicon_file) X(synonyms_file) X(translations_file) X(questions_file)

/* What came of it, numbers and strings: messages, and members of ChangeResult and
 * biaosou_change_result alike. */
#define CHANGE_COUNTS(X)                                                                           \
    X(generation) X(unchanged) X(documents) X(records) X(rejects) X(added) X(replaced) X(deleted) \
    X(understood)
#define CHANGE_TEXTS(X) X(report) X(given_again) X(left_out)
#define CHANGE_MICROSECONDS "microseconds"
#define CHANGE_MISSING "missing"

/* Messages: "progress=STEP DONE TOTAL"; "status=N" is the last. */
#define CHANGE_PROGRESS "progress"
#define CHANGE_STATUS "status"
#define CHANGE_MESSAGE "message"

#endif
