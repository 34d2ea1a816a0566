/* The subcommands of `biaosou index` that only look. */
#ifndef COMMANDS_INSPECT_H
#define COMMANDS_INSPECT_H

int command_index_check(int argc, char **argv);
int command_index_info(int argc, char **argv);
int command_index_diff(int argc, char **argv);

#endif
