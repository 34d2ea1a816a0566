/* xapian-c: a C API over libxapian 1.4. See README.md for conventions, errors and threads. */
#ifndef XAPIAN_C_XAPIAN_C_H
#define XAPIAN_C_XAPIAN_C_H

#include "xapian-c/compact.h"
#include "xapian-c/database.h"
#include "xapian-c/document.h"
#include "xapian-c/enquire.h"
#include "xapian-c/error.h"
#include "xapian-c/iterator.h"
#include "xapian-c/key-maker.h"
#include "xapian-c/match-decider.h"
#include "xapian-c/match-spy.h"
#include "xapian-c/mset.h"
#include "xapian-c/posting-source.h"
#include "xapian-c/query.h"
#include "xapian-c/sortable.h"
#include "xapian-c/types.h"
#include "xapian-c/version.h"
#include "xapian-c/weight.h"
#include "xapian-c/writable-database.h"

#endif
