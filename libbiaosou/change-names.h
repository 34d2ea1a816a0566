/* What the two ends of a change call what they tell each other, where more than one place does. */
#ifndef LIBBIAOSOU_CHANGE_NAMES_H
#define LIBBIAOSOU_CHANGE_NAMES_H

#define CHANGE_PROGRAM PKGLIBEXECDIR "/biaosou-change"

/* Arguments. */
#define CHANGE_SOCKET "socket"
#define CHANGE_KIND "change"
#define CHANGE_DIR "dir"
#define CHANGE_FILE "file"
#define CHANGE_ID "id"
#define CHANGE_DICTIONARY "dictionary"

/* Messages: "progress=STEP DONE TOTAL"; "status=N" is the last. */
#define CHANGE_PROGRESS "progress"
#define CHANGE_STATUS "status"
#define CHANGE_MESSAGE "message"

#endif
