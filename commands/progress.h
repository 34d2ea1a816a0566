/* Progress of a long job on standard error: a bar on a terminal, now and then a line in a log. */
#ifndef COMMANDS_PROGRESS_H
#define COMMANDS_PROGRESS_H

#include "indexer/write/progress.h"

/* The bar, for the one change that a command makes. Static. */
const ChangeProgress *progress_bar(void);

#endif
