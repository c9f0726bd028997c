#define _GNU_SOURCE
#include "file_reader.h"
#include "CLinux.h"
#include "descriptors.h"
#include "message.h"
#include "untrusted.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/un.h>
#include <unistd.h>

struct question {
  int wish;
  int64_t limit;
  char path[PATH_MAX];
};

struct answer {
  int error;
  struct stat status;
  int64_t length;
};

// The child's descriptors; it has no others, so that it keeps nothing of the caller's open.
enum { ROOT = 0, CHANNEL = 1, MEMORY = 2 };

static char bytes[65536];

static int fail(int error) {
  errno = error;
  return -1;
}

static int keep(const char *text, size_t count, int64_t *length) {
  if (pwrite(MEMORY, text, count, *length) != (ssize_t)count) return fail(ENOMEM);
  *length += (int64_t)count;
  return 0;
}

// What a place is called by which it is opened anew, as the file that was looked at.
static const char *path_of(int place) {
  static char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", place);
  return path;
}

static int copy_text(int place, const struct question *question, struct answer *answer) {
  int is_whole = question->wish == HEYA_STORED || question->wish == HEYA_REGULAR;
  int is_stored = question->wish == HEYA_STORED || question->wish == HEYA_STORED_BEGINNING;
  // A file of the kernel's may wait for ever, or lose what is read, as /proc/kmsg does.
  if (!S_ISREG(answer->status.st_mode) || (is_stored && heya_is_stored(place) != 1)) {
    return fail(EINVAL);
  }
  if (is_whole && answer->status.st_size > question->limit) return fail(EFBIG);
  int file = open(path_of(place), O_RDONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
  if (file == -1) return -1;
  int result = 0;
  while (result == 0) {
    ssize_t count = read(file, bytes, sizeof bytes);
    if (count == -1 && errno == EINTR) continue;
    if (count <= 0) {
      result = (int)count;
      break;
    }
    int64_t left = question->limit - answer->length;
    if (count <= left) {
      result = keep(bytes, (size_t)count, &answer->length);
    } else if (is_whole) {
      result = fail(EFBIG);
    } else {
      result = keep(bytes, (size_t)left, &answer->length);
      break;
    }
  }
  int error = errno;
  close(file);
  errno = error;
  return result;
}

static int copy_link(int place, struct answer *answer) {
  ssize_t count = readlinkat(place, "", bytes, PATH_MAX);
  return count == -1 ? -1 : keep(bytes, (size_t)count, &answer->length);
}

static int copy_names(int place, int64_t limit, struct answer *answer) {
  struct entry {
    uint64_t inode;
    int64_t offset;
    uint16_t length;
    uint8_t type;
    char name[];
  };
  if (!S_ISDIR(answer->status.st_mode)) return fail(ENOTDIR);
  int directory = open(path_of(place), O_RDONLY | O_DIRECTORY | O_NONBLOCK | O_CLOEXEC);
  if (directory == -1) return -1;
  long count;
  int result = 0;
  while (result == 0 && limit > 0 &&
         (count = heya_getdents64(directory, bytes, sizeof bytes)) != 0) {
    if (count == -1) result = -1;
    for (long at = 0; at < count && result == 0 && limit > 0;) {
      struct entry *entry = (struct entry *)(bytes + at);
      at += entry->length;
      if (!strcmp(entry->name, ".") || !strcmp(entry->name, "..")) continue;
      result = keep(entry->name, strlen(entry->name) + 1, &answer->length);
      limit--;
    }
  }
  int error = errno;
  close(directory);
  errno = error;
  return result;
}

// Connects to the very socket that was looked at, which whoever listens there need not accept.
static int connection(int place, const struct question *question, const struct stat *status) {
  if (!S_ISSOCK(status->st_mode) || status->st_uid != question->limit) return fail(ENOTSOCK);
  int stream = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  strcpy(address.sun_path, path_of(place));
  if (stream != -1 && connect(stream, (struct sockaddr *)&address, sizeof address) == -1) {
    int error = errno;
    close(stream);
    return fail(error);
  }
  return stream;
}

// Writes beside the file and renames, so that who opens it sees the old one or the new one whole.
static int replace(int directory, const char *name, int64_t length) {
  char draft[NAME_MAX + 16];
  uint32_t number = 0;
  if (getrandom(&number, sizeof number, 0) == -1) return -1;
  if ((size_t)snprintf(draft, sizeof draft, ".%s.%x", name, number) >= sizeof draft) {
    return fail(ENAMETOOLONG);
  }
  int file = heya_create(directory, draft);
  if (file == -1) return -1;
  int64_t done = 0;
  while (done < length) {
    ssize_t count = pread(MEMORY, bytes, sizeof bytes, done);
    if (count > length - done) count = length - done;
    if (count <= 0 || write(file, bytes, (size_t)count) != count) break;
    done += count;
  }
  int result = done == length && fsync(file) == 0 ? renameat(directory, draft, directory, name) : -1;
  int error = errno;
  close(file);
  if (result == -1) unlinkat(directory, draft, 0);
  errno = error;
  return result;
}

static int find(const struct question *question, int directory) {
  if (*question->path == 0) return fcntl(directory, F_DUPFD_CLOEXEC, 3);
  switch (question->wish) {
  case HEYA_PLACE_ANYWHERE: return openat(directory, question->path, O_PATH | O_CLOEXEC);
  case HEYA_STEP: return openat(directory, question->path, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  case HEYA_LINK: return heya_open_in_root(directory, question->path, O_PATH | O_NOFOLLOW);
  default: return heya_open_in_root(directory, question->path, O_PATH);
  }
}

// Finds the answer; gives the descriptor that was wished for, -1 for none and when there is an error.
static int look(const struct question *question, int directory, struct answer *answer) {
  int result = 0, given = -1, place = -1;
  if (question->wish == HEYA_MAKE_DIRECTORY) {
    result = mkdirat(directory, question->path, 0700);
    if (result == -1 && errno == EEXIST) result = 0;
  } else if (question->wish == HEYA_REPLACE) {
    result = replace(directory, question->path, question->limit);
  } else {
    place = find(question, directory);
    result = place == -1 ? -1 : fstat(place, &answer->status);
    if (result == 0) switch (question->wish) {
    case HEYA_STATUS: break;
    case HEYA_PLACE: case HEYA_PLACE_ANYWHERE: case HEYA_STEP: given = place; break;
    case HEYA_LINK: result = copy_link(place, answer); break;
    case HEYA_NAMES: result = copy_names(place, question->limit, answer); break;
    case HEYA_CONNECTION:
      result = given = connection(place, question, &answer->status);
      break;
    default: result = copy_text(place, question, answer);
    }
  }
  answer->error = result == -1 ? errno : 0;
  if (place != given && place != -1) close(place);
  return given;
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
  prctl(PR_SET_NAME, "heya-files", 0, 0, 0);
  // Where it hangs when its maker ends, nobody else would end it.
  prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0);
  int high[3] = {fcntl(root, F_DUPFD, 64), fcntl(channel, F_DUPFD, 64), fcntl(memory, F_DUPFD, 64)};
  for (int fd = 0; fd < 3; fd++) {
    if (dup2(high[fd], fd) == -1) _exit(1);
  }
  heya_close_from(3);
  static struct question question;
  int directory = -1;
  while (heya_receive_message(CHANNEL, &question, sizeof question, &directory) == sizeof question) {
    struct answer answer = {0};
    int given = look(&question, directory == -1 ? ROOT : directory, &answer);
    ssize_t told = tell(&answer, given);
    if (given != -1) close(given);
    if (directory != -1) close(directory);
    if (told == -1) break;
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

static int send_question(int channel, const struct question *question, int directory) {
  struct iovec vector = {.iov_base = (void *)question, .iov_len = sizeof *question};
  union heya_control control = {0};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (directory != -1) heya_attach(&message, &control, directory);
  return sendmsg(channel, &message, MSG_NOSIGNAL) == -1 ? -1 : 0;
}

int heya_file_reader_ask(int channel, enum heya_wish wish, int directory, const char *path,
                         int64_t limit, int milliseconds, void *status, int64_t *length,
                         int *descriptor) {
  struct question question = {.wish = (int)wish, .limit = limit};
  struct answer answer;
  *descriptor = -1;
  if (strlen(path) >= sizeof question.path) return fail(ENAMETOOLONG);
  strcpy(question.path, path);
  struct pollfd waiting = {.fd = channel, .events = POLLIN};
  int ready = -1, is_sent = send_question(channel, &question, directory) == 0;
  while (is_sent && (ready = poll(&waiting, 1, milliseconds)) == -1 && errno == EINTR) continue;
  if (ready != 1 ||
      heya_receive_message(channel, &answer, sizeof answer, descriptor) != sizeof answer) {
    // Nobody is asked again who did not answer once.
    shutdown(channel, SHUT_RDWR);
    return fail(ready == 0 ? ETIMEDOUT : EPIPE);
  }
  memcpy(status, &answer.status, sizeof answer.status);
  *length = answer.length;
  return answer.error == 0 ? 0 : fail(answer.error);
}

void heya_file_reader_end(int channel) { shutdown(channel, SHUT_RDWR); }

int heya_file_reader_is_silent(int channel) {
  struct pollfd waiting = {.fd = channel, .events = POLLIN};
  return poll(&waiting, 1, 0) == 1;
}
