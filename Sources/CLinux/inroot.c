// openat2(2) with RESOLVE_IN_ROOT by older calls, for where a filter or a kernel does not let it be
// called: step by step, and up only to where the way came down from.
#define _GNU_SOURCE
#include "inroot.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

// As many links as the kernel follows (path_resolution(7)).
enum { DEEPEST = 128, LINKS = 40 };

struct way {
  // The directories from the root down to where the way has come.
  int places[DEEPEST];
  int depth;
  int links;
  // What is left of the path.
  char rest[2 * PATH_MAX];
};

static int fail(int error) {
  errno = error;
  return -1;
}

static void climb(struct way *way, int depth) {
  while (way->depth > depth) close(way->places[way->depth--]);
}

// Puts the text of a link before what is left, which is nothing or `after` a slash.
static int follow(struct way *way, int link, int has_slash, const char *after) {
  char text[PATH_MAX];
  ssize_t length = readlinkat(link, "", text, sizeof text - 1);
  close(link);
  if (length == -1) return -1;
  text[length] = 0;
  char rest[sizeof way->rest];
  if (++way->links > LINKS) return fail(ELOOP);
  if ((size_t)snprintf(rest, sizeof rest, "%s%s%s", text, has_slash ? "/" : "", after) >=
      sizeof rest)
    return fail(ENAMETOOLONG);
  memcpy(way->rest, rest, sizeof rest);
  if (*text == '/') climb(way, 0);
  return 0;
}

// Opens what was found as a place; opened anew, it is that and nothing that came there since.
static int open_place(int place, int flags) {
  char path[32];
  if (flags & O_PATH) {
    struct stat status;
    int isWrong = flags & O_DIRECTORY && (fstat(place, &status) == -1 || !S_ISDIR(status.st_mode));
    return isWrong ? fail(ENOTDIR) : fcntl(place, F_DUPFD_CLOEXEC, 3);
  }
  snprintf(path, sizeof path, "/proc/self/fd/%d", place);
  return open(path, (flags & ~O_NOFOLLOW) | O_CLOEXEC);
}

// One step; 1 when the end of the way is reached, of which `result` becomes the descriptor.
static int step(struct way *way, int flags, int *result) {
  char *name = way->rest + strspn(way->rest, "/");
  size_t length = strcspn(name, "/");
  if (length == 0) {
    *result = open_place(way->places[way->depth], flags);
    return 1;
  }
  char *after = name + length;
  int isLast = after[strspn(after, "/")] == 0, isDirectory = *after == '/';
  if (*after) *after++ = 0;
  if (!strcmp(name, ".") || !strcmp(name, "..")) {
    if (name[1] == '.' && way->depth > 0) climb(way, way->depth - 1);
    memmove(way->rest, after, strlen(after) + 1);
    return 0;
  }
  int place = openat(way->places[way->depth], name, O_PATH | O_NOFOLLOW | O_CLOEXEC);
  struct stat status;
  if (place == -1) return -1;
  if (fstat(place, &status) == -1) {
    close(place);
    return -1;
  }
  int isLink = S_ISLNK(status.st_mode);
  if (isLink && !(isLast && !isDirectory && flags & O_NOFOLLOW)) {
    return follow(way, place, isDirectory, after);
  }
  if (isLast && !isDirectory) {
    *result = isLink && !(flags & O_PATH) ? fail(ELOOP) : open_place(place, flags);
    int error = errno;
    close(place);
    errno = error;
    return 1;
  }
  if (!S_ISDIR(status.st_mode) || way->depth + 1 == DEEPEST) {
    close(place);
    return fail(S_ISDIR(status.st_mode) ? ENAMETOOLONG : ENOTDIR);
  }
  way->places[++way->depth] = place;
  memmove(way->rest, after, strlen(after) + 1);
  return 0;
}

int heya_walk_in_root(int root, const char *path, int flags) {
  struct way way = {.depth = 0};
  if (strlen(path) >= sizeof way.rest) return fail(ENAMETOOLONG);
  if (*path == 0) return fail(ENOENT);
  strcpy(way.rest, path);
  way.places[0] = fcntl(root, F_DUPFD_CLOEXEC, 3);
  if (way.places[0] == -1) return -1;
  int result = -1, answer;
  while ((answer = step(&way, flags, &result)) == 0) continue;
  int error = errno;
  climb(&way, -1);
  errno = error;
  return answer == 1 ? result : -1;
}
