#define _GNU_SOURCE
#include "descriptors.h"

#include <dirent.h>
#include <fcntl.h>
#include <linux/close_range.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

static void give_up(int fd, int later) {
  if (later)
    fcntl(fd, F_SETFD, FD_CLOEXEC);
  else
    close(fd);
}

// The number that a name is; -1 for none.
static int number(const char *name) {
  int value = 0;
  for (; *name >= '0' && *name <= '9'; name++) value = value * 10 + (*name - '0');
  return *name == 0 ? value : -1;
}

// What /proc knows to be open; 0, or -1 without /proc.
static int give_up_listed(int first, int later) {
  int directory = open("/proc/self/fd", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (directory == -1) return -1;
  _Alignas(struct dirent64) char buffer[2048];
  long length;
  while ((length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < length;) {
      const struct dirent64 *entry = (const struct dirent64 *)(buffer + at);
      at += entry->d_reclen;
      int fd = number(entry->d_name);
      if (fd >= first && fd != directory) give_up(fd, later);
    }
  }
  close(directory);
  return length == 0 ? 0 : -1;
}

static void give_up_all(int first, int later) {
  enum { most = 1 << 20 };
  unsigned flags = later ? CLOSE_RANGE_CLOEXEC : 0;
  if (syscall(SYS_close_range, (unsigned)first, ~0u, flags) == 0) return;
  if (give_up_listed(first, later) == 0) return;
  struct rlimit limit = {.rlim_cur = 1024};
  getrlimit(RLIMIT_NOFILE, &limit);
  int end = limit.rlim_cur < most ? (int)limit.rlim_cur : most;
  for (int fd = first; fd < end; fd++) give_up(fd, later);
}

void heya_close_on_execute(void) { give_up_all(3, 1); }

void heya_close_from(int first) { give_up_all(first, 0); }
