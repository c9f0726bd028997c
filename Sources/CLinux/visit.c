#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <sched.h>
#include <unistd.h>

struct visit {
  int mount_namespace;
  int directory;
  const char *path;
  int file;
  int error;
};

static int open_at_root(const char *path) {
  int root = openat(AT_FDCWD, "/", O_PATH | O_DIRECTORY | O_CLOEXEC);
  if (root == -1) return -1;
  int file = heya_open_in_root(root, path, O_RDONLY);
  int error = errno;
  close(root);
  errno = error;
  return file;
}

// Runs on a thread of its own: what it joins ends with it.
static void *open_file(void *argument) {
  struct visit *visit = argument;
  // A thread that shares its working directory and root with others may not join (setns(2)).
  if (unshare(CLONE_FS) == 0 && setns(visit->mount_namespace, CLONE_NEWNS) == 0)
    visit->file = visit->directory == -1
                      ? open_at_root(visit->path)
                      : openat(visit->directory, visit->path, O_RDONLY | O_CLOEXEC);
  visit->error = visit->file == -1 ? errno : 0;
  return NULL;
}

int heya_open_inside(int mount_namespace, int directory, const char *path) {
  struct visit visit = {
      .mount_namespace = mount_namespace, .directory = directory, .path = path, .file = -1};
  pthread_t thread;
  int error = pthread_create(&thread, NULL, open_file, &visit);
  if (error == 0) error = pthread_join(thread, NULL);
  if (error == 0) error = visit.error;
  if (error == 0) return visit.file;
  errno = error;
  return -1;
}
