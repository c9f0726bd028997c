// What a child does between fork and exec, as a list of system calls that is prepared beforehand:
// no Swift runs in a forked child.
//
// The child reports each call over a socket as it makes it, so that the parent can say which call
// failed and why, and show afterwards what was really called.
#ifndef HEYA_ENTER_H
#define HEYA_ENTER_H

#include <stddef.h>
#include <stdint.h>

// What one step calls. `fd`, `a`, `b`, `text` and `more` are the arguments of heya_program_add.
enum heya_call {
  HEYA_HIDE,            // prctl(PR_SET_DUMPABLE, 0)
  HEYA_JOIN,            // setns(fd, a)
  HEYA_UNSHARE,         // unshare(a)
  HEYA_FORK,            // clone(CLONE_PARENT): the rest runs in a child of this one's parent
  HEYA_CHROOT,          // fchdir(fd), chroot(".")
  HEYA_WRITE,           // openat(fd, text), write(more); write(fd, more) when text is NULL
  HEYA_PROPAGATION,     // mount(NULL, "/", MS_REC | a)
  HEYA_MOUNT_PROC,      // mount("proc", text, "proc")
  HEYA_MOVE_MOUNT,      // move_mount(fd, "", AT_FDCWD, text)
  HEYA_OPEN_TERMINAL,   // a new pseudo-terminal for user a; its master is sent to the parent
  HEYA_TAKE_TERMINAL,   // setsid(), TIOCSCTTY, and the terminal as descriptors 0 to 2
  HEYA_SESSION,         // setsid()
  HEYA_DUPLICATE,       // dup2(fd, a)
  HEYA_GROUPS,          // setgroups(the list of heya_program_add_group)
  HEYA_IDENTITY,        // setresgid(b), setresuid(a)
  HEYA_BOUND,           // prctl(PR_CAPBSET_DROP) for each capability that is not in the set a
  HEYA_NO_NEW_PRIVS,    // prctl(PR_SET_NO_NEW_PRIVS)
  HEYA_DIRECTORY,       // chdir(text); chdir(more) when that fails and more is not NULL
  HEYA_CLOSE,           // close_range(3, ~0, CLOSE_RANGE_CLOEXEC)
  HEYA_PAUSE,           // waits for heya_resume
  HEYA_EXECUTE,         // execve of the first of the executables that there is
};

// The lists that the program's last step hands to execve(2).
enum heya_list { HEYA_EXECUTABLES, HEYA_ARGUMENTS, HEYA_ENVIRONMENT };

struct heya_program;

struct heya_program *heya_program_new(void);
void heya_program_free(struct heya_program *program);

// Adds a step; the texts are copied, the descriptors must stay open until heya_program_start.
void heya_program_add(struct heya_program *program, int call, int fd, uint64_t a, uint64_t b,
                      const char *text, const char *more);
void heya_program_add_text(struct heya_program *program, int list, const char *text);
void heya_program_add_group(struct heya_program *program, uint32_t group);

// The modes of terminals that the program opens, a struct termios; without them a new terminal's
// stay as the kernel makes them.
void heya_program_set_terminal(struct heya_program *program, const void *modes);

// What the child says: the step, what it returned, and the error number when that is -1.
struct heya_report {
  int32_t step;
  int32_t result;
  int32_t error;
};

// Forks a child that runs the program and returns its pid; `channel` becomes a descriptor for the
// two functions below.
int heya_program_start(const struct heya_program *program, int *channel);

// The next report: 1; 0 when there is none any more, because the child has executed or ended.
// `descriptor` becomes one that came along, or -1.
int heya_receive(int channel, struct heya_report *report, int *descriptor);

// Lets a child go on that waits in HEYA_PAUSE.
int heya_resume(int channel);

// A descriptor from inside a mount namespace, got by a child that joins it: on its root directory,
// or with `copy` on a detached copy of the mounts under `root` (open_tree(2)); `root` of -1 is the
// namespace's own. Joins `user` first when that is not -1.
int heya_inside_mounts(int user, int mounts, int root, int copy);

// open(2) of a file for writing, which is made when there is none.
int heya_make_file(const char *path);

// pipe2(2) with O_CLOEXEC.
int heya_pipe(int *reading, int *writing);

#endif
