#include "indexer/files/error.h"

G_DEFINE_QUARK(biaosou-index-error, index_error)
