#define _GNU_SOURCE
#include "CBenchmark.h"

#include <errno.h>
#include <fcntl.h>
#include <sched.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const int namespace_flags[] = {CLONE_NEWUTS, CLONE_NEWIPC,    CLONE_NEWNET,
                                 CLONE_NEWNS,  CLONE_NEWCGROUP, CLONE_NEWUSER};
enum { namespace_kinds = sizeof namespace_flags / sizeof namespace_flags[0] };

static volatile sig_atomic_t present_leader;

// Ends a process group of descendants. Those whose parent is gone come to this process, their
// subreaper; so do strangers that entered a pid namespace of the crowd, which ends after them only.
static void end_group(int leader) {
  struct timespec moment = {0, 1000000};
  kill(-leader, SIGKILL);
  while (waitpid(-1, NULL, WNOHANG) > 0 || kill(-leader, 0) == 0) nanosleep(&moment, NULL);
}

static void end_with_crowd(int number) {
  if (present_leader != 0) end_group(present_leader);
  signal(number, SIG_DFL);
  raise(number);
}

static void sleep_for(long nanoseconds) {
  struct timespec time = {nanoseconds / 1000000000, nanoseconds % 1000000000};
  nanosleep(&time, NULL);
}

static void run_a_little(void) {
  for (volatile int turn = 0; turn < 20000; turn++) continue;
}

// The life of a member; `settled` is closed when it is in its place.
static _Noreturn void live(const struct benchmark_crowd *crowd, int index, int settled) {
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  signal(SIGINT, SIG_DFL);
  signal(SIGTERM, SIG_DFL);
  if (index < crowd->namespaces && unshare(namespace_flags[index % namespace_kinds]) == -1)
    write(settled, &errno, sizeof errno);
  close(settled);
  if (index < crowd->processes - crowd->running)
    for (;;) pause();
  sleep_for(index % 100 * 1000000L);
  for (;;) {
    run_a_little();
    sleep_for(100000000);
  }
}

static void bear(int births) {
  for (;;) {
    sleep_for(1000000000L / births);
    if (fork() == 0) {
      prctl(PR_SET_PDEATHSIG, SIGKILL);
      sleep_for(300000000);
      _exit(0);
    }
  }
}

// What the leader tells when all have settled.
struct news {
  int error;
  int first;
};

// Waits until the last member closed its end. The error of one of them that could not settle.
static int failure_of(int settling) {
  int error = 0, failure = 0;
  while (read(settling, &failure, sizeof failure) == sizeof failure) error = failure;
  return error;
}

static _Noreturn void lead(const struct benchmark_crowd *crowd, int channel) {
  const int apart = CLONE_NEWPID | CLONE_NEWNS | CLONE_NEWNET | CLONE_NEWUTS | CLONE_NEWIPC |
                    CLONE_NEWCGROUP;
  prctl(PR_SET_PDEATHSIG, SIGKILL);
  prctl(PR_SET_NAME, "heya-workload");
  setpgid(0, 0);
  signal(SIGCHLD, SIG_IGN);
  struct news news = {0, 0};
  int settling[2];
  if ((crowd->apart && unshare(apart) == -1) || pipe(settling) == -1) news.error = errno;
  for (int index = 0; index < crowd->processes && news.error == 0; index++) {
    int pid = fork();
    if (pid == 0) live(crowd, index, settling[1]);
    if (pid == -1) news.error = errno;
    if (index == 0) news.first = pid;
  }
  if (news.error == 0) {
    close(settling[1]);
    news.error = failure_of(settling[0]);
  }
  write(channel, &news, sizeof news);
  close(channel);
  if (news.error != 0) _exit(1);
  if (crowd->births > 0) bear(crowd->births);
  for (;;) pause();
}

int benchmark_crowd_start(const struct benchmark_crowd *crowd, int *first) {
  int channel[2];
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  signal(SIGINT, end_with_crowd);
  signal(SIGTERM, end_with_crowd);
  if (pipe2(channel, O_CLOEXEC) == -1) return -1;
  int leader = fork();
  if (leader == 0) lead(crowd, channel[1]);
  close(channel[1]);
  if (leader == -1) {
    close(channel[0]);
    return -1;
  }
  setpgid(leader, leader);
  present_leader = leader;
  struct news news = {ESRCH, 0};
  read(channel[0], &news, sizeof news);
  close(channel[0]);
  *first = news.first;
  if (news.error == 0) return leader;
  benchmark_crowd_end(leader);
  errno = news.error;
  return -1;
}

void benchmark_crowd_end(int leader) {
  end_group(leader);
  present_leader = 0;
}
