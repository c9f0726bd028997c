// What a child does before it executes a command, as a list of system calls that is prepared
// beforehand: no Swift runs in a child, and nothing of heya's own goes into a target's namespaces.
//
// The child executes a joiner of a few kilobytes from a sealed file in memory. That reports each call
// over a socket as it makes it, so that the parent can say which call failed and why, and show
// afterwards what was really called.
#ifndef HEYA_ENTER_H
#define HEYA_ENTER_H

#include <stddef.h>
#include <stdint.h>

// What one step calls. `fd`, `a`, `b`, `text` and `more` are the arguments of heya_program_add.
enum heya_call {
  HEYA_UNDUMPABLE,            // prctl(PR_SET_DUMPABLE, 0)
  HEYA_JOIN,            // setns(fd, a); with b it waits for heya_resume afterwards
  HEYA_UNSHARE,         // unshare(a)
  HEYA_FORK,            // clone(CLONE_PARENT): the rest runs in a child of this one's parent, once
                        // that knows it and says heya_resume
  HEYA_CHROOT,          // fchdir(fd), chroot(".")
  HEYA_WRITE,           // openat(fd, text), write(more); write(fd, more) when text is NULL
  HEYA_PROPAGATION,     // mount(NULL, text, MS_REC | a)
  HEYA_MOUNT_PROC,      // mount(more, text, more), for "proc"
  HEYA_MOVE_MOUNT,      // move_mount(fd, "", AT_FDCWD, text)
  HEYA_COPY_MOUNTS,     // open_tree(fd, OPEN_TREE_CLONE), of the root for -1; sent to the parent
  HEYA_OPEN_DIRECTORY,  // openat(text, O_PATH); sent to the parent
  HEYA_OPEN_TERMINAL,   // a pseudo-terminal for user a by the multiplexer at text, or else at more,
                        // which is sent to the parent; that answers with heya_answer
  HEYA_TAKE_TERMINAL,   // setsid(), TIOCSCTTY, and the terminal as descriptors 0 to 2
  HEYA_SESSION,         // setsid()
  HEYA_DUPLICATE,       // dup2(fd, a)
  HEYA_GROUPS,          // setgroups(the list of heya_program_add_group)
  HEYA_IDENTITY,        // setresgid(b), setresuid(a)
  HEYA_OUTER_IDENTITY,  // the same, with the capabilities kept for the steps that follow
  HEYA_BOUND,           // prctl(PR_CAPBSET_DROP) for each capability that is not in the set a
  HEYA_LOWER,           // capset() to what of the set a the process has; with b nothing is left to
                        // inherit
  HEYA_NO_NEW_PRIVS,    // prctl(PR_SET_NO_NEW_PRIVS)
  HEYA_FILTER,          // seccomp(SECCOMP_SET_MODE_FILTER), see heya_program_add_filter
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
// Adds a step that installs a filter of so many instructions, each a struct sock_filter.
void heya_program_add_filter(struct heya_program *program, const uint64_t *instructions,
                             size_t count);
void heya_program_add_text(struct heya_program *program, int list, const char *text);
void heya_program_add_group(struct heya_program *program, uint32_t group);

// What the child says: the step, what it returned, and the error number when that is -1.
struct heya_report {
  int32_t step;
  int32_t result;
  int32_t error;
};

// Starts a child that runs the program and returns its pid; `channel` becomes a descriptor for the
// functions below. Of what is open the child gets 0, 1, 2 and what its steps name; with
// HEYA_TAKE_TERMINAL not even 0, 1 and 2, before there is that terminal.
//
// With `lifeline` a guard is started as well, whose pid the first report gives as the result of step
// -1. It ends what heya_tell_guard named last, with its process group, when `lifeline` is closed.
int heya_program_start(const struct heya_program *program, int *channel, int *lifeline);

// Names the process to end with this one; with 0 there is nothing to end, and the guard goes away.
int heya_tell_guard(int lifeline, int pid);

// The next report: 1; 0 when there is none any more, because the child has executed or ended.
// `descriptor` becomes one that came along, or -1.
int heya_receive(int channel, struct heya_report *report, int *descriptor);

// Lets a child go on that waits in HEYA_PAUSE, or after HEYA_FORK to be known.
int heya_resume(int channel);

// Answers HEYA_OPEN_TERMINAL with a terminal, or with an error number.
int heya_answer(int channel, int error, int terminal);

// Makes a pseudo-terminal by the multiplexer that `place` (O_PATH) is; ENOTTY when it is none. Gives
// it modes, a struct termios, unless that is NULL, and a size. Returns the terminal.
int heya_make_terminal(int place, const void *modes, uint16_t rows, uint16_t columns, int *master);

// Whether a process is a child of this one's that was not waited for yet.
int heya_is_child(int pid);

// open(2) of a file for writing, which is made when there is none.
int heya_make_file(const char *path);

// pipe2(2) with O_CLOEXEC.
int heya_pipe(int *reading, int *writing);

#endif
