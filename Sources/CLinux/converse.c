#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sockios.h>
#include <signal.h>
#include <spawn.h>
#include <sys/ioctl.h>
#include <sys/socket.h>
#include <unistd.h>

// Descriptors that the program finds; ours are moved above them, so that none is overwritten.
enum { LIFELINE = 3, COMMANDS = 4, OUTPUT = 5, ABOVE = 10 };

static int move_up(int descriptor) {
  int moved = fcntl(descriptor, F_DUPFD_CLOEXEC, ABOVE);
  close(descriptor);
  return moved;
}

static int spawn(const char *path, char *const argv[], char *const envp[], const int theirs[3]) {
  posix_spawn_file_actions_t actions;
  posix_spawnattr_t attributes;
  sigset_t none, all;
  pid_t pid = -1;
  sigemptyset(&none);
  sigfillset(&all);
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, 1, 2);
  for (int i = 0; i < 3; i++) {
    posix_spawn_file_actions_adddup2(&actions, theirs[i], LIFELINE + i);
  }
  posix_spawn_file_actions_addclosefrom_np(&actions, OUTPUT + 1);
  posix_spawnattr_init(&attributes);
  posix_spawnattr_setsigmask(&attributes, &none);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setflags(
      &attributes, POSIX_SPAWN_SETSID | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  int error = posix_spawn(&pid, path, &actions, &attributes, argv, envp);
  posix_spawnattr_destroy(&attributes);
  posix_spawn_file_actions_destroy(&actions);
  if (error == 0) return pid;
  errno = error;
  return -1;
}

int heya_converse(const char *path, char *const argv[], char *const envp[], int ours[3]) {
  int lifeline[2] = {-1, -1}, commands[2] = {-1, -1}, output[2] = {-1, -1};
  int pid = -1;
  if (pipe2(lifeline, O_CLOEXEC) == 0 && pipe2(output, O_CLOEXEC) == 0 &&
      socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, commands) == 0) {
    int theirs[3] = {move_up(lifeline[0]), move_up(commands[1]), move_up(output[1])};
    pid = spawn(path, argv, envp, theirs);
    int error = errno;
    for (int i = 0; i < 3; i++) close(theirs[i]);
    errno = error;
  }
  ours[0] = lifeline[1];
  ours[1] = commands[0];
  ours[2] = output[0];
  if (pid == -1) {
    int error = errno;
    for (int i = 0; i < 3; i++) {
      if (ours[i] != -1) close(ours[i]);
    }
    errno = error;
  }
  return pid;
}

int heya_socket_unread(int socket, int *bytes) { return ioctl(socket, SIOCOUTQ, bytes); }
