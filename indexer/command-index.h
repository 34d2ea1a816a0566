/* `biaosou index` and its subcommands. */
#ifndef INDEXER_COMMAND_INDEX_H
#define INDEXER_COMMAND_INDEX_H

int command_index(int argc, char **argv);

#endif
