#define _GNU_SOURCE
#include "file_reader.h"
#include "CLinux.h"
#include "descriptors.h"
#include "message.h"
#include "untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

struct question {
  // Up to how many bytes of its text are wanted; -1 for the file itself.
  int64_t limit;
  char path[4096];
};

struct answer {
  int error;
  struct stat status;
  int64_t length;
};

// The child's descriptors; it has no others, so that it keeps nothing of the caller's open.
enum { ROOT = 0, CHANNEL = 1, MEMORY = 2 };

// Copies a file that was found; opened anew, it is the one that was looked at.
static int64_t copy_text(int place, int64_t limit) {
  static char bytes[65536];
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", place);
  int file = open(path, O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file == -1) return -1;
  int64_t length = 0;
  ssize_t count;
  while (length < limit && (count = read(file, bytes, sizeof bytes)) > 0) {
    if (pwrite(MEMORY, bytes, (size_t)count, length) != count) break;
    length += count;
  }
  close(file);
  return length;
}

// Finds the answer; returns the place that was looked at, -1 when there is none.
static int look(const struct question *question, struct answer *answer) {
  int place = heya_open_in_root(ROOT, question->path, O_PATH);
  if (place == -1 || fstat(place, &answer->status) == -1) {
    answer->error = errno;
  } else if (question->limit > 0) {
    // A file of the kernel's may wait for ever, or lose what is read, as /proc/kmsg does.
    if (!S_ISREG(answer->status.st_mode) || heya_is_stored(place) != 1) {
      answer->error = EINVAL;
    } else if (answer->status.st_size > question->limit) {
      answer->error = EFBIG;
    } else if ((answer->length = copy_text(place, question->limit)) == -1) {
      answer->error = errno;
    }
  }
  return place;
}

// Sends an answer, with the descriptor unless that is -1.
static ssize_t tell(const struct answer *answer, int descriptor) {
  struct iovec vector = {.iov_base = (void *)answer, .iov_len = sizeof *answer};
  union heya_control control = {0};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (descriptor != -1) heya_attach(&message, &control, descriptor);
  return sendmsg(CHANNEL, &message, MSG_NOSIGNAL);
}

static _Noreturn void serve(int root, int channel, int memory) {
  // Where it hangs when its maker ends, nobody else would end it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  int high[3] = {fcntl(root, F_DUPFD, 64), fcntl(channel, F_DUPFD, 64), fcntl(memory, F_DUPFD, 64)};
  for (int fd = 0; fd < 3; fd++) {
    if (dup2(high[fd], fd) == -1) _exit(1);
  }
  heya_close_from(3);
  struct question question;
  while (recv(CHANNEL, &question, sizeof question, 0) == sizeof question) {
    struct answer answer = {0};
    int place = look(&question, &answer);
    int isWanted = question.limit == -1 && answer.error == 0;
    if (tell(&answer, isWanted ? place : -1) == -1) break;
    if (place != -1) close(place);
  }
  _exit(0);
}

int heya_file_reader_start(int root, int memory, int *channel) {
  int ends[2];
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) return -1;
  long child = syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
  if (child == 0) {
    // Else it would never see that nobody asks any more.
    close(ends[0]);
    serve(root, ends[1], memory);
  }
  int error = errno;
  close(ends[1]);
  if (child == -1) {
    close(ends[0]);
    errno = error;
    return -1;
  }
  *channel = ends[0];
  return (int)child;
}

// Asks and waits; returns -1 with ETIMEDOUT when no answer comes, or with the answer's error.
static int ask(int channel, const char *path, int64_t limit, int milliseconds,
               struct answer *answer, int *descriptor) {
  struct question question = {.limit = limit};
  if (strlen(path) >= sizeof question.path) {
    errno = ENAMETOOLONG;
    return -1;
  }
  strcpy(question.path, path);
  struct pollfd waiting = {.fd = channel, .events = POLLIN};
  if (send(channel, &question, sizeof question, MSG_NOSIGNAL) == -1 ||
      poll(&waiting, 1, milliseconds) != 1 ||
      heya_receive_message(channel, answer, sizeof *answer, descriptor) != sizeof *answer) {
    // Nobody is asked again who did not answer once.
    shutdown(channel, SHUT_RDWR);
    errno = ETIMEDOUT;
    return -1;
  }
  errno = answer->error;
  return answer->error == 0 ? 0 : -1;
}

int heya_file_reader_ask(int channel, const char *path, int64_t limit, int milliseconds, void *status,
                     int64_t *length) {
  struct answer answer;
  int descriptor = -1;
  if (ask(channel, path, limit, milliseconds, &answer, &descriptor) == -1) return -1;
  memcpy(status, &answer.status, sizeof answer.status);
  *length = answer.length;
  return 0;
}

int heya_file_reader_open(int channel, const char *path, int milliseconds) {
  struct answer answer;
  int descriptor = -1;
  return ask(channel, path, -1, milliseconds, &answer, &descriptor) == -1 ? -1 : descriptor;
}

void heya_file_reader_end(int channel) { shutdown(channel, SHUT_RDWR); }

int heya_file_reader_is_silent(int channel) {
  struct pollfd waiting = {.fd = channel, .events = POLLIN};
  return poll(&waiting, 1, 0) == 1;
}
