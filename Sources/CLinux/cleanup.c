#define _GNU_SOURCE
#include "CLinux.h"
#include "descriptors.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <poll.h>
#include <signal.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

// No memory is allocated below: the child of a process with threads calls this too.
static int remove_below(int parent, const char *name) {
  int directory = openat(parent, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
  if (directory == -1) return -1;
  _Alignas(struct dirent64) char buffer[2048];
  long length;
  while ((length = syscall(SYS_getdents64, directory, buffer, sizeof buffer)) > 0) {
    for (long at = 0; at < length;) {
      const struct dirent64 *entry = (const struct dirent64 *)(buffer + at);
      at += entry->d_reclen;
      if (entry->d_type != DT_DIR || strcmp(entry->d_name, ".") == 0 ||
          strcmp(entry->d_name, "..") == 0) {
        continue;
      }
      remove_below(directory, entry->d_name);
    }
  }
  close(directory);
  return unlinkat(parent, name, AT_REMOVEDIR);
}

int heya_remove_directories(const char *path) { return remove_below(AT_FDCWD, path); }

// A control group cannot be removed before the last of its processes is gone for good.
static void remove_patiently(const char *group) {
  for (int tries = 0; tries < 500; tries++) {
    if (heya_remove_directories(group) == 0 || errno != EBUSY) return;
    nanosleep(&(struct timespec){.tv_nsec = 10 * 1000 * 1000}, NULL);
  }
}

enum { LIFELINE = 0, PROCESS = 1 };

static _Noreturn void watch(const char *group, int lifeline) {
  // Only SIGKILL comes through, and no key pressed at the terminal.
  sigset_t all;
  sigfillset(&all);
  sigprocmask(SIG_SETMASK, &all, NULL);
  setsid();
  prctl(PR_SET_NAME, "heya-lab-clean", 0, 0, 0);
  if (dup2(lifeline, LIFELINE) == -1) _exit(1);
  heya_close_from(1);
  int pid;
  if (read(LIFELINE, &pid, sizeof pid) == sizeof pid) {
    int process = (int)syscall(SYS_pidfd_open, pid, 0);
    if (process != -1 && (process == PROCESS || dup2(process, PROCESS) != -1)) {
      struct pollfd ends[2] = {{.fd = LIFELINE}, {.fd = PROCESS, .events = POLLIN}};
      while (poll(ends, 2, -1) == -1) continue;
      syscall(SYS_pidfd_send_signal, PROCESS, SIGKILL, NULL, 0);
      while (poll(&ends[1], 1, -1) == -1) continue;
    }
  }
  if (group != NULL) remove_patiently(group);
  _exit(0);
}

int heya_cleanup_start(const char *group, int *lifeline) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  pid_t child = fork();
  if (child == 0) watch(group, ends[0]);
  int error = errno;
  close(ends[0]);
  if (child == -1) {
    close(ends[1]);
    errno = error;
    return -1;
  }
  *lifeline = ends[1];
  return child;
}

int heya_socket_pair(int *one, int *other) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends) == -1) return -1;
  *one = ends[0];
  *other = ends[1];
  return 0;
}

int heya_socket_unread(int socket, int *bytes) { return ioctl(socket, SIOCOUTQ, bytes); }

int heya_pipe_unread(int pipe, int *bytes) { return ioctl(pipe, FIONREAD, bytes); }
