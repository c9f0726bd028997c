#define _GNU_SOURCE
#include "untrusted.h"
#include "CLinux.h"
#include "descriptors.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/magic.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <unistd.h>

int heya_known_status(int file, void *status) {
  struct statx known;
  if (statx(file, "", AT_EMPTY_PATH | AT_NO_AUTOMOUNT | AT_STATX_DONT_SYNC, STATX_BASIC_STATS,
            &known) == -1) {
    return -1;
  }
  *(struct stat *)status = (struct stat){
      .st_dev = makedev(known.stx_dev_major, known.stx_dev_minor),
      .st_ino = known.stx_ino,
      .st_mode = known.stx_mode,
      .st_nlink = known.stx_nlink,
      .st_uid = known.stx_uid,
      .st_gid = known.stx_gid,
      .st_rdev = makedev(known.stx_rdev_major, known.stx_rdev_minor),
      .st_size = (off_t)known.stx_size,
  };
  return 0;
}

int heya_is_stored(int file) {
  enum { fuse = 0x65735546 };
  struct statfs system;
  if (fstatfs(file, &system) == -1) return -1;
  // What the kernel makes up takes no blocks; these do not count them, or not always.
  return system.f_blocks > 0 || system.f_type == TMPFS_MAGIC || system.f_type == RAMFS_MAGIC ||
         system.f_type == OVERLAYFS_SUPER_MAGIC || system.f_type == fuse;
}

struct heya_turn {
  uint32_t place;
  int32_t pids[HEYA_TURN], lengths[HEYA_TURN];
  uint8_t bytes[HEYA_TURN_BYTES];
};

int32_t *heya_turn_pids(struct heya_turn *turn) { return turn->pids; }

const int32_t *heya_turn_lengths(const struct heya_turn *turn) { return turn->lengths; }

const uint8_t *heya_turn_bytes(const struct heya_turn *turn) { return turn->bytes; }

uint32_t heya_turn_place(const struct heya_turn *turn) {
  return __atomic_load_n(&turn->place, __ATOMIC_SEQ_CST);
}

static void set_place(struct heya_turn *turn, uint32_t place) {
  __atomic_store_n(&turn->place, place, __ATOMIC_SEQ_CST);
}

struct order {
  char name[16];
  uint32_t count, limit;
};

// Everything that the reader has open.
enum { CHANNEL = 0 };

// Reads the beginning of a file; how many bytes, or the error number below zero.
static int32_t read_text(int pid, const char *name, uint8_t *bytes, uint32_t limit) {
  char path[32];
  snprintf(path, sizeof path, "%d/%s", pid, name);
  int file = openat(AT_FDCWD, path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file == -1) return -errno;
  uint32_t length = 0;
  while (length < limit) {
    ssize_t count = read(file, bytes + length, limit - length);
    int32_t error = -errno;
    if (count == -1 && error == -EINTR) continue;
    if (count == -1 && length == 0) {
      close(file);
      return error;
    }
    if (count <= 0) break;
    length += (uint32_t)count;
  }
  close(file);
  return (int32_t)length;
}

static _Noreturn void serve(int proc, int channel, struct heya_turn *turn) {
  prctl(PR_SET_NAME, "heya-reader", 0, 0, 0);
  // Where it hangs when its maker ends, nobody else would end it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  // A place to look from, not one that keeps the caller's working directory in use.
  if (fchdir(proc) == -1 || dup2(channel, CHANNEL) == -1) _exit(1);
  heya_close_from(1);
  struct order order;
  while (recv(CHANNEL, &order, sizeof order, 0) == sizeof order) {
    uint32_t used = 0, done = 0;
    while (done < order.count && HEYA_TURN_BYTES - used >= order.limit) {
      set_place(turn, done);
      int32_t length = read_text(turn->pids[done], order.name, turn->bytes + used, order.limit);
      turn->lengths[done++] = length;
      if (length > 0) used += (uint32_t)length;
    }
    if (send(CHANNEL, &done, sizeof done, MSG_NOSIGNAL) == -1) break;
  }
  _exit(0);
}

int heya_reader_start(int proc, struct heya_turn **turn, int *channel) {
  int ends[2];
  struct heya_turn *shared = mmap(NULL, sizeof *shared, PROT_READ | PROT_WRITE,
                                  MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) return -1;
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) {
    heya_reader_drop(shared);
    return -1;
  }
  // Without an exit signal: nobody else is told of its end, nor waits for it by chance.
  long reader = syscall(SYS_clone, 0, 0, 0, 0, 0);
  if (reader == 0) serve(proc, ends[1], shared);
  int error = errno;
  close(ends[1]);
  if (reader == -1) {
    close(ends[0]);
    heya_reader_drop(shared);
    errno = error;
    return -1;
  }
  *channel = ends[0];
  *turn = shared;
  return (int)reader;
}

int heya_reader_end(int reader, int isStuck, int milliseconds) {
  if (isStuck) kill(reader, SIGKILL);
  struct pollfd end = {.fd = heya_pidfd_open(reader), .events = POLLIN};
  if (end.fd != -1) {
    while (poll(&end, 1, milliseconds) == -1 && errno == EINTR) continue;
    close(end.fd);
  }
  return waitpid(reader, NULL, __WALL | WNOHANG) != 0;
}

int heya_reader_ask(int channel, struct heya_turn *turn, const char *name, uint32_t count,
                    uint32_t limit, int milliseconds) {
  struct order order = {.count = count, .limit = limit};
  strncpy(order.name, name, sizeof order.name - 1);
  set_place(turn, 0);
  if (send(channel, &order, sizeof order, MSG_NOSIGNAL) == -1) return -1;
  struct pollfd waiting = {.fd = channel, .events = POLLIN};
  uint32_t before = UINT32_MAX;
  while (1) {
    int ready = poll(&waiting, 1, milliseconds);
    if (ready == -1 && errno == EINTR) continue;
    if (ready == -1) return -1;
    if (ready == 1) break;
    uint32_t now = heya_turn_place(turn);
    if (now == before) {
      errno = ETIMEDOUT;
      return -1;
    }
    before = now;
  }
  uint32_t done = 0;
  if (recv(channel, &done, sizeof done, 0) == sizeof done && done <= count) return (int)done;
  errno = EPIPE;
  return -1;
}

void heya_reader_drop(struct heya_turn *turn) { munmap(turn, sizeof *turn); }
