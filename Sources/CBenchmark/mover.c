#define _GNU_SOURCE
#include "CBenchmark.h"

#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <unistd.h>

static _Noreturn void perform(int orders, int ns) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "heya-mover");
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  for (char order; read(orders, &order, 1) == 1;) {
    if (order == benchmark_order_setns) setns(ns, CLONE_NEWUTS);
    if (order == benchmark_order_unshare) unshare(CLONE_NEWUTS);
    if (order == benchmark_order_exit) break;
  }
  _exit(0);
}

int benchmark_mover_start(int ns, int *orders) {
  int channel[2];
  if (pipe2(channel, O_CLOEXEC) == -1) return -1;
  int pid = fork();
  if (pid == 0) {
    close(channel[1]);
    perform(channel[0], ns);
  }
  close(channel[0]);
  *orders = channel[1];
  return pid;
}
