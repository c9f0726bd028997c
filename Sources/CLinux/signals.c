#define _GNU_SOURCE
#include "CLinux.h"

#include <errno.h>
#include <pthread.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/eventfd.h>
#include <sys/mman.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

static int is_ignored(int signal) {
  struct sigaction action;
  return sigaction(signal, NULL, &action) == 0 && action.sa_handler == SIG_IGN;
}

static int is_ending(int signal) {
  return signal == SIGHUP || signal == SIGINT || signal == SIGQUIT || signal == SIGTERM;
}

int heya_signal_descriptor(const int *signals, size_t count) {
  sigset_t set;
  sigemptyset(&set);
  for (size_t index = 0; index < count; index++) {
    // A blocked signal is queued even when it is ignored, so such a one must not be in the set.
    if (is_ending(signals[index]) && is_ignored(signals[index])) continue;
    sigaddset(&set, signals[index]);
  }
  int descriptor = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  if (descriptor == -1) return -1;
  pthread_sigmask(SIG_BLOCK, &set, NULL);
  return descriptor;
}

void heya_block_signals(void *old) {
  _Static_assert(sizeof(sigset_t) == 128, "the caller's space for a signal set");
  static const int faults[] = {SIGSEGV, SIGBUS, SIGILL, SIGTRAP, SIGABRT, SIGFPE};
  sigset_t set;
  sigfillset(&set);
  for (size_t index = 0; index < sizeof faults / sizeof *faults; index++) {
    sigdelset(&set, faults[index]);
  }
  pthread_sigmask(SIG_SETMASK, &set, old);
}

void heya_restore_signals(const void *old) { pthread_sigmask(SIG_SETMASK, old, NULL); }

// Lets `signal` act once as it does by default.
static void act_by_default(int number) {
  struct sigaction action = {.sa_handler = SIG_DFL}, former;
  sigset_t set, mask;
  sigemptyset(&set);
  sigaddset(&set, number);
  sigaction(number, &action, &former);
  raise(number);
  pthread_sigmask(SIG_UNBLOCK, &set, &mask);
  // Here the process is dead or stopped; when continued, it goes on.
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  sigaction(number, &former, NULL);
}

void heya_die_by(int signal) {
  act_by_default(signal);
  _exit(128 + signal);
}

void heya_stop(void) { act_by_default(SIGTSTP); }

int heya_event_descriptor(void) { return eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK); }

int heya_memory_file(const char *name) { return memfd_create(name, MFD_CLOEXEC); }

int heya_spawn(const char *path, char *const arguments[], char *const environment[], int terminal,
               int errors, int *pid) {
  posix_spawnattr_t attributes;
  posix_spawn_file_actions_t actions;
  sigset_t all, none;
  short flags = POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF;
  sigfillset(&all);
  sigemptyset(&none);
  posix_spawnattr_init(&attributes);
  posix_spawn_file_actions_init(&actions);
  posix_spawnattr_setsigdefault(&attributes, &all);
  posix_spawnattr_setsigmask(&attributes, &none);
  int error = 0;
  if (terminal >= 0) {
    flags |= POSIX_SPAWN_SETPGROUP;
    posix_spawnattr_setpgroup(&attributes, 0);
    // Done by the child before it runs: it never finds itself in the background.
    error = posix_spawn_file_actions_addtcsetpgrp_np(&actions, terminal);
  }
  if (error == 0 && errors >= 0)
    error = posix_spawn_file_actions_adddup2(&actions, errors, STDERR_FILENO);
  posix_spawnattr_setflags(&attributes, flags);
  if (error == 0) error = posix_spawn(pid, path, &actions, &attributes, arguments, environment);
  posix_spawn_file_actions_destroy(&actions);
  posix_spawnattr_destroy(&attributes);
  return error;
}

int heya_set_foreground(int terminal, int group) {
  sigset_t set, mask;
  sigemptyset(&set);
  sigaddset(&set, SIGTTOU);
  pthread_sigmask(SIG_BLOCK, &set, &mask);
  int result = tcsetpgrp(terminal, group);
  int error = errno;
  pthread_sigmask(SIG_SETMASK, &mask, NULL);
  errno = error;
  return result;
}

int heya_child_state(int pid, int *value) {
  int status;
  int found = waitpid(pid, &status, WNOHANG | WUNTRACED);
  if (found <= 0) return found;
  if (WIFEXITED(status)) {
    *value = WEXITSTATUS(status);
    return 1;
  }
  if (WIFSIGNALED(status)) {
    *value = WTERMSIG(status);
    return 2;
  }
  *value = WSTOPSIG(status);
  return 3;
}
