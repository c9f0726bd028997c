#define _GNU_SOURCE
#include "CPseudoTerminal.h"

#include <fcntl.h>
#include <pty.h>
#include <signal.h>
#include <unistd.h>
#include <utmp.h>

int pseudo_terminal_start(char *const arguments[], char *const environment[], int rows, int columns,
                          int *outer, int *inner) {
  struct winsize size = {.ws_row = (unsigned short)rows, .ws_col = (unsigned short)columns};
  if (openpty(outer, inner, NULL, NULL, &size) == -1) return -1;
  fcntl(*outer, F_SETFD, FD_CLOEXEC);
  int copy = fcntl(*inner, F_DUPFD, 3);
  fcntl(*inner, F_SETFD, FD_CLOEXEC);
  int pid = fork();
  if (pid == 0) {
    sigset_t none;
    sigemptyset(&none);
    sigprocmask(SIG_SETMASK, &none, NULL);
    login_tty(copy);
    execve(arguments[0], arguments, environment);
    _exit(127);
  }
  close(copy);
  return pid;
}
