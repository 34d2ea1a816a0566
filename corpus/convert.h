/* biaosou convert FILE... [-o OUT]: any source to canonical JSON Lines. */
#ifndef CORPUS_CONVERT_H
#define CORPUS_CONVERT_H

/* The command; ARGV[0] is its name. Returns the exit status: 0 done, 2 wrong usage, 3 some input
 * was rejected (the rest is written), 5 a file could not be read or written. */
int command_convert(int argc, char **argv);

#endif
