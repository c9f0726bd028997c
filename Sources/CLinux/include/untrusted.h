// Files in the reach of others: what can be said of them, and read from them, without waiting for
// those others.
#ifndef HEYA_UNTRUSTED_H
#define HEYA_UNTRUSTED_H

#include <stdint.h>

// statx(2) of an open file or place into a `struct stat`, without asking a file server: type, owner,
// device, inode, and the size as it was last known.
int heya_known_status(int file, void *status);

// fstatfs(2): 1 where the file system stores what is written there, 0 where the kernel makes up its
// files, as in /proc and /sys. Asks the file server of FUSE, which may never answer.
int heya_is_stored(int file);

enum {
  // How many processes are asked about in one turn at most.
  HEYA_TURN = 256,
  // How many bytes one turn brings at most.
  HEYA_TURN_BYTES = 1 << 18,
};

// What is shared with a reader: a turn of processes, and what their files say.
struct heya_turn;

// The pids of a turn, to be filled in.
int32_t *heya_turn_pids(struct heya_turn *turn);

// How many bytes each process gave, or the error number below zero.
const int32_t *heya_turn_lengths(const struct heya_turn *turn);

// What they gave, one text behind the other.
const uint8_t *heya_turn_bytes(const struct heya_turn *turn);

// The place of the process that is being read now.
uint32_t heya_turn_place(const struct heya_turn *turn);

// Forks a process that reads the files of processes in the directory `proc` whose reading can take
// for ever. It has no other descriptors than it needs, and ends once `channel` is closed. `turn` is
// what it shares. Returns its pid, for heya_reader_end, or -1.
int heya_reader_start(int proc, struct heya_turn **turn, int *channel);

// Waits for the end of a reader whose channel is closed, or that is stuck and is killed; returns 0
// when it did not end in time, as one that no signal reaches: it is to be asked about again later.
int heya_reader_end(int reader, int isStuck, int milliseconds);

// Asks for the first `limit` bytes of the file `name`, at most 15 bytes long, of `count` processes
// whose pids are in the turn.
//
// Returns how many of them were read, fewer where the bytes are full; -1 with ETIMEDOUT when the one
// at `heya_turn_place` kept the reader for `milliseconds`, or EPIPE when the reader has ended.
int heya_reader_ask(int channel, struct heya_turn *turn, const char *name, uint32_t count,
                    uint32_t limit, int milliseconds);

// Gives up what is shared.
void heya_reader_drop(struct heya_turn *turn);

#endif
