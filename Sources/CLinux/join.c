#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <linux/mount.h>

int heya_join_alone(int ns) {
  // A thread that shares its working directory and root with others may not join (setns(2)).
  if (unshare(CLONE_FS) == -1) return -1;
  return setns(ns, 0);
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
