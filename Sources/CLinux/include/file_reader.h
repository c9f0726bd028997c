// A process that looks at files in the caller's stead, so that a file system which never answers
// hangs that process and not the caller.
#ifndef HEYA_FILE_READER_H
#define HEYA_FILE_READER_H

#include <stdint.h>

enum heya_wish {
  // The status alone, a struct stat.
  HEYA_STATUS,
  // Its place (O_PATH), as openat2(2) with RESOLVE_IN_ROOT finds it.
  HEYA_PLACE,
  // The same as openat(2) finds it, wherever links lead.
  HEYA_PLACE_ANYWHERE,
  // The same for one name, and of a link the link itself.
  HEYA_STEP,
  // The bytes of a regular file that was stored; EFBIG where they are more than the limit.
  HEYA_STORED,
  // The same of a regular file that may be one of the kernel's.
  HEYA_REGULAR,
  // No more of them than the limit, of the same two kinds.
  HEYA_STORED_BEGINNING,
  HEYA_REGULAR_BEGINNING,
  // The target of a symbolic link.
  HEYA_LINK,
  // The names in a directory, each with a zero byte behind it, no more than the limit.
  HEYA_NAMES,
  // A connection to a socket (unix(7)) of the user whose id is the limit; ENOTSOCK for anything else.
  HEYA_CONNECTION,
  // Makes a directory that only its owner can enter, unless there is something of that name.
  HEYA_MAKE_DIRECTORY,
  // Puts a file with so many bytes of the memory as the limit says in the place of a name, at once.
  HEYA_REPLACE,
};

// Forks a process that looks below the directory `root` and copies texts to the file `memory`, until
// `channel`, a descriptor for the functions below, is closed. Returns its number, or -1; it has to be
// waited for.
int heya_file_reader_start(int root, int memory, int *channel);

// Asks for what `wish` says of the file at `path` below `directory`, or below the root for -1; the
// path is empty for `directory` itself. `status`, a struct stat, becomes that of the file, `length`
// the number of bytes in the memory, `descriptor` what was wished for, or -1.
//
// Returns 0; or -1, with ETIMEDOUT when there is no answer in time, then there will be none any more,
// and EPIPE when the process has ended.
int heya_file_reader_ask(int channel, enum heya_wish wish, int directory, const char *path,
                         int64_t limit, int milliseconds, void *status, int64_t *length,
                         int *descriptor);

// Has the process end, unless it hangs.
void heya_file_reader_end(int channel);

// Whether an answer did not come once, or the process has ended.
int heya_file_reader_is_silent(int channel);

#endif
