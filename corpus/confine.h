/* Private to biaosou-read. */
#ifndef CORPUS_CONFINE_H
#define CORPUS_CONFINE_H

/* From now on this process may write to no file that is not open, run no program and reach no network, as far as the
 * kernel has Landlock and seccomp; and its time, memory and open files are limited in any case. It ends with its
 * parent. */
void confine(void);

#endif
