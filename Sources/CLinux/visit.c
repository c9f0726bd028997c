#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <linux/mount.h>

int heya_join_alone(int ns) {
  // A thread that shares its working directory and root with others may not join (setns(2)).
  if (unshare(CLONE_FS) == -1) return -1;
  return setns(ns, 0);
}

int heya_stand_in(int ns) {
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) == -1) return -1;
  // Without an exit signal: nobody else is told of its end.
  long child = syscall(SYS_clone, 0, 0, 0, 0, 0);
  if (child == 0) {
    // What kills this process kills the stand-in.
    prctl(PR_SET_PDEATHSIG, SIGKILL);
    int answer = setns(ns, 0) == 0 ? 0 : errno;
    if (write(ends[1], &answer, sizeof answer) != sizeof answer) _exit(1);
    while (answer == 0) pause();
    _exit(1);
  }
  int error = errno;
  close(ends[1]);
  if (child != -1 && read(ends[0], &error, sizeof error) != sizeof error) error = ECHILD;
  close(ends[0]);
  if (child != -1 && error != 0) heya_dismiss((int)child);
  errno = error;
  return error == 0 ? (int)child : -1;
}

void heya_dismiss(int stand_in) {
  kill(stand_in, SIGKILL);
  while (waitpid(stand_in, NULL, __WALL) == -1 && errno == EINTR) continue;
}

int heya_mount_message_queues(void) {
  int context = (int)syscall(SYS_fsopen, "mqueue", FSOPEN_CLOEXEC);
  if (context == -1) return -1;
  int mount = -1;
  if (syscall(SYS_fsconfig, context, FSCONFIG_CMD_CREATE, NULL, NULL, 0) == 0)
    mount = (int)syscall(SYS_fsmount, context, FSMOUNT_CLOEXEC, 0);
  int error = errno;
  close(context);
  errno = error;
  return mount;
}
