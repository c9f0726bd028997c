// A process that looks at files in the caller's stead, so that a file system which never answers
// hangs that process and not the caller.
#ifndef HEYA_FILE_READER_H
#define HEYA_FILE_READER_H

#include <stdint.h>

// Forks a process that looks below the directory `root` and copies texts to the file `memory`, until
// `channel`, a descriptor for the functions below, is closed. Returns its number, or -1; it has to be
// waited for.
int heya_file_reader_start(int root, int memory, int *channel);

// Asks for the status of a file, a struct stat, as openat2(2) with RESOLVE_IN_ROOT finds it, and
// with a `limit` of more than 0 for the text of a regular file that is not larger. Returns 0, or -1
// with ETIMEDOUT when there is no answer in time; then there will be none any more.
int heya_file_reader_ask(int channel, const char *path, int64_t limit, int milliseconds, void *status,
                     int64_t *length);

// Opens a file as a place (O_PATH), as openat2(2) with RESOLVE_IN_ROOT finds it. Returns its
// descriptor, or -1 with ETIMEDOUT as above.
int heya_file_reader_open(int channel, const char *path, int milliseconds);

// Has the process end, unless it hangs.
void heya_file_reader_end(int channel);

// Whether an answer did not come once, or the process has ended.
int heya_file_reader_is_silent(int channel);

#endif
