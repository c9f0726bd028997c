#define _GNU_SOURCE
#include "enter.h"
#include "descriptors.h"
#include "joiner.h"
#include "message.h"

#include <elf.h>
#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/sysmacros.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

#ifndef MFD_EXEC
#define MFD_EXEC 0x10u
#endif
#ifndef F_SEAL_EXEC
#define F_SEAL_EXEC 0x20
#endif

// The section that joiner.c is in.
extern const char joiner_code[] __asm__("__start_heya_joiner");
extern const char joiner_end[] __asm__("__stop_heya_joiner");

struct step {
  int call;
  int fd;
  uint64_t a, b;
  char *text, *more;
  // Of what is no text, in bytes.
  size_t size;
};

struct list {
  char **items;
  size_t count;
};

struct heya_program {
  struct step *steps;
  size_t count;
  struct list lists[3];
  uint32_t *groups;
  size_t group_count;
};

struct heya_program *heya_program_new(void) { return calloc(1, sizeof(struct heya_program)); }

void heya_program_free(struct heya_program *program) {
  for (size_t i = 0; i < program->count; i++) {
    free(program->steps[i].text);
    free(program->steps[i].more);
  }
  for (int i = 0; i < 3; i++) {
    for (size_t j = 0; j < program->lists[i].count; j++) free(program->lists[i].items[j]);
    free(program->lists[i].items);
  }
  free(program->steps);
  free(program->groups);
  free(program);
}

// realloc that ends the process when memory is out, as Swift does.
static void *grown(void *old, size_t size) {
  void *new = realloc(old, size);
  if (new == NULL) abort();
  return new;
}

static char *copied(const char *text) {
  if (text == NULL) return NULL;
  char *copy = strdup(text);
  if (copy == NULL) abort();
  return copy;
}

void heya_program_add(struct heya_program *program, int call, int fd, uint64_t a, uint64_t b,
                      const char *text, const char *more) {
  program->steps = grown(program->steps, (program->count + 1) * sizeof *program->steps);
  program->steps[program->count++] = (struct step){
      .call = call, .fd = fd, .a = a, .b = b, .text = copied(text), .more = copied(more)};
}

void heya_program_add_filter(struct heya_program *program, const uint64_t *instructions,
                             size_t count) {
  heya_program_add(program, HEYA_FILTER, -1, count, 0, NULL, NULL);
  struct step *step = &program->steps[program->count - 1];
  step->size = count * sizeof *instructions;
  step->text = grown(NULL, step->size);
  memcpy(step->text, instructions, step->size);
}

void heya_program_add_text(struct heya_program *program, int list, const char *text) {
  struct list *to = &program->lists[list];
  to->items = grown(to->items, (to->count + 1) * sizeof *to->items);
  to->items[to->count++] = copied(text);
}

void heya_program_add_group(struct heya_program *program, uint32_t group) {
  program->groups = grown(program->groups, (program->group_count + 1) * sizeof *program->groups);
  program->groups[program->group_count++] = group;
}

// The plan as it is mapped for the joiner; what points into it is an address there.
struct image {
  char *bytes;
  size_t size;
};

// Puts something into an image; where it is there, as an offset.
static size_t put(struct image *image, const void *bytes, size_t size) {
  size_t start = (image->size + 7) & ~7ul;
  image->bytes = grown(image->bytes, start + size);
  memset(image->bytes + image->size, 0, start - image->size);
  memcpy(image->bytes + start, bytes, size);
  image->size = start + size;
  return start;
}

static const void *address(size_t offset) { return (const char *)HEYA_PLAN_ADDRESS + offset; }

static const char *put_text(struct image *image, const char *text) {
  return text == NULL ? NULL : address(put(image, text, strlen(text) + 1));
}

// What a step says first: a text, or else bytes.
static const char *put_words(struct image *image, const struct step *step) {
  if (step->size == 0) return put_text(image, step->text);
  return address(put(image, step->text, step->size));
}

static const char *const *put_list(struct image *image, const struct list *list) {
  const char **items = grown(NULL, (list->count + 1) * sizeof *items);
  for (size_t i = 0; i < list->count; i++) items[i] = put_text(image, list->items[i]);
  items[list->count] = NULL;
  size_t start = put(image, items, (list->count + 1) * sizeof *items);
  free(items);
  return address(start);
}

static int is_used_later(const struct heya_program *program, size_t index) {
  for (size_t i = index + 1; i < program->count; i++) {
    if (program->steps[i].fd == program->steps[index].fd) return 1;
  }
  return 0;
}

static const struct heya_step *put_steps(struct image *image, const struct heya_program *program) {
  struct heya_step *steps = grown(NULL, (program->count + 1) * sizeof *steps);
  for (size_t i = 0; i < program->count; i++) {
    const struct step *step = &program->steps[i];
    steps[i] = (struct heya_step){.call = step->call,
                                  .fd = step->fd,
                                  .is_last_use = step->fd > 2 && !is_used_later(program, i),
                                  .a = step->a,
                                  .b = step->b,
                                  .text = put_words(image, step),
                                  .more = put_text(image, step->more)};
  }
  size_t start = put(image, steps, program->count * sizeof *steps);
  free(steps);
  return address(start);
}

static struct image plan(const struct heya_program *program, int channel, int lifeline) {
  struct heya_plan plan = {.channel = channel, .lifeline = lifeline};
  struct image image = {NULL, 0};
  put(&image, &plan, sizeof plan);
  plan.name = put_text(&image, "heya");
  plan.guard_name = put_text(&image, "heya-guard");
  plan.step_count = program->count;
  plan.steps = put_steps(&image, program);
  plan.group_count = program->group_count;
  plan.groups = address(put(&image, program->groups, program->group_count * sizeof(uint32_t)));
  plan.executables = put_list(&image, &program->lists[HEYA_EXECUTABLES]);
  plan.arguments = put_list(&image, &program->lists[HEYA_ARGUMENTS]);
  plan.environment = put_list(&image, &program->lists[HEYA_ENVIRONMENT]);
  memcpy(image.bytes, &plan, sizeof plan);
  return image;
}

#if defined(__x86_64__)
enum { MACHINE = EM_X86_64 };
#else
enum { MACHINE = EM_AARCH64 };
#endif

// The head of an executable that maps the code and, behind it in the file, the plan.
struct head {
  Elf64_Ehdr file;
  Elf64_Phdr segments[3];
};

static struct head head(size_t code_size, size_t plan_offset, size_t plan_size) {
  size_t entry = (size_t)((const char *)heya_joiner_start - joiner_code);
  return (struct head){
      .file = {.e_ident = {ELFMAG0, ELFMAG1, ELFMAG2, ELFMAG3, ELFCLASS64, ELFDATA2LSB, EV_CURRENT},
               .e_type = ET_EXEC,
               .e_machine = MACHINE,
               .e_version = EV_CURRENT,
               .e_entry = HEYA_CODE_ADDRESS + HEYA_CODE_OFFSET + entry,
               .e_phoff = offsetof(struct head, segments),
               .e_ehsize = sizeof(Elf64_Ehdr),
               .e_phentsize = sizeof(Elf64_Phdr),
               .e_phnum = 3},
      .segments = {{.p_type = PT_LOAD,
                    .p_flags = PF_R | PF_X,
                    .p_vaddr = HEYA_CODE_ADDRESS,
                    .p_filesz = HEYA_CODE_OFFSET + code_size,
                    .p_memsz = HEYA_CODE_OFFSET + code_size,
                    .p_align = HEYA_PAGE},
                   {.p_type = PT_LOAD,
                    .p_flags = PF_R,
                    .p_offset = plan_offset,
                    .p_vaddr = HEYA_PLAN_ADDRESS,
                    .p_filesz = plan_size,
                    .p_memsz = plan_size,
                    .p_align = HEYA_PAGE},
                   {.p_type = PT_GNU_STACK, .p_flags = PF_R | PF_W}}};
}

static int write_at(int file, const void *bytes, size_t size, size_t offset) {
  return pwrite(file, bytes, size, (off_t)offset) == (ssize_t)size ? 0 : -1;
}

// A file in memory that may be executed.
static int executable_memory(void) {
  int file = memfd_create("heya", MFD_CLOEXEC | MFD_ALLOW_SEALING | MFD_EXEC);
  // Before Linux 6.3 all of them may.
  if (file == -1 && errno == EINVAL) file = memfd_create("heya", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  return file;
}

// Keeps everybody from changing a file in memory for good; also its permissions, since Linux 6.3.
static int seal(int file) {
  int seals = F_SEAL_SEAL | F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_WRITE;
  if (fcntl(file, F_ADD_SEALS, seals | F_SEAL_EXEC) == 0) return 0;
  return fcntl(file, F_ADD_SEALS, seals);
}

// The joiner with its plan as a sealed executable, which nobody can ever write to.
static int joiner(const struct image *plan) {
  size_t code_size = (size_t)(joiner_end - joiner_code);
  size_t plan_offset = (HEYA_CODE_OFFSET + code_size + HEYA_PAGE - 1) & ~(HEYA_PAGE - 1);
  struct head start = head(code_size, plan_offset, plan->size);
  int file = executable_memory();
  if (file == -1) return -1;
  if (write_at(file, &start, sizeof start, 0) == -1 ||
      write_at(file, joiner_code, code_size, HEYA_CODE_OFFSET) == -1 ||
      write_at(file, plan->bytes, plan->size, plan_offset) == -1 ||
      seal(file) == -1) {
    int error = errno;
    close(file);
    errno = error;
    return -1;
  }
  return file;
}

static int keep(int fd) { return fd > 2 ? fcntl(fd, F_SETFD, 0) : 0; }

// The child's side in this process's memory: closes what the joiner does not need and becomes it.
// Returns the error number.
static int launch(const struct heya_program *program, int joiner, int channel, int lifeline) {
  // What the caller ignores or blocks is no business of the target's, nor is its terminal.
  sigset_t none;
  sigemptyset(&none);
  for (int signal_number = 1; signal_number < NSIG; signal_number++) signal(signal_number, SIG_DFL);
  sigprocmask(SIG_SETMASK, &none, NULL);
  heya_close_on_execute();
  if (keep(channel) == -1 || (lifeline != -1 && keep(lifeline) == -1)) return errno;
  for (size_t i = 0; i < program->count; i++) {
    const struct step *step = &program->steps[i];
    if (keep(step->fd) == -1) return errno;
    if (step->call == HEYA_SESSION || step->call == HEYA_TAKE_TERMINAL) setsid();
    if (step->call != HEYA_TAKE_TERMINAL) continue;
    for (int stream = 0; stream < 3; stream++) {
      if (dup2(channel, stream) == -1) return errno;
    }
  }
  char *arguments[] = {"heya", NULL}, *environment[] = {NULL};
  syscall(SYS_execveat, joiner, "", arguments, environment, AT_EMPTY_PATH);
  return errno;
}

// Starts the joiner; -1 with the reason when it cannot be executed.
static pid_t spawn(const struct heya_program *program, int joiner, int channel, int lifeline) {
  volatile int error = 0;
  sigset_t all, former;
  // The child borrows this process's memory, so no handler of this process may run there.
  sigfillset(&all);
  pthread_sigmask(SIG_SETMASK, &all, &former);
  pid_t child = vfork();
  if (child == 0) {
    error = launch(program, joiner, channel, lifeline);
    _exit(1);
  }
  if (child == -1) error = errno;
  pthread_sigmask(SIG_SETMASK, &former, NULL);
  if (error == 0) return child;
  while (child != -1 && waitpid(child, NULL, 0) == -1 && errno == EINTR) continue;
  errno = error;
  return -1;
}

static void close_both(const int ends[2]) {
  int error = errno;
  if (ends[0] != -1) close(ends[0]);
  if (ends[1] != -1) close(ends[1]);
  errno = error;
}

int heya_program_start(const struct heya_program *program, int *channel, int *lifeline) {
  int ends[2], life[2] = {-1, -1};
  if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1) return -1;
  if (lifeline != NULL && socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, life) == -1) {
    close_both(ends);
    return -1;
  }
  struct image image = plan(program, ends[1], life[0]);
  int file = joiner(&image);
  free(image.bytes);
  pid_t child = file == -1 ? -1 : spawn(program, file, ends[1], life[0]);
  close_both((int[2]){file, ends[1]});
  close_both((int[2]){life[0], -1});
  if (child == -1) {
    close_both((int[2]){ends[0], life[1]});
    return -1;
  }
  *channel = ends[0];
  if (lifeline != NULL) *lifeline = life[1];
  return child;
}

int heya_receive(int channel, struct heya_report *report, int *descriptor) {
  ssize_t count = heya_receive_message(channel, report, sizeof *report, descriptor);
  if (count == -1) return errno == ECONNRESET ? 0 : -1;
  return count == sizeof *report;
}

int heya_resume(int channel) { return send(channel, "", 1, MSG_NOSIGNAL) == 1 ? 0 : -1; }

int heya_tell_guard(int lifeline, int pid) {
  return send(lifeline, &pid, sizeof pid, MSG_NOSIGNAL) == sizeof pid ? 0 : -1;
}

int heya_answer(int channel, int error, int terminal) {
  struct iovec vector = {.iov_base = &error, .iov_len = sizeof error};
  union heya_control control = {0};
  struct msghdr message = {.msg_iov = &vector, .msg_iovlen = 1};
  if (terminal != -1) heya_attach(&message, &control, terminal);
  return sendmsg(channel, &message, MSG_NOSIGNAL) == -1 ? -1 : 0;
}

int heya_make_terminal(int place, const void *modes, uint16_t rows, uint16_t columns, int *master) {
  struct stat status;
  if (fstat(place, &status) == -1) return -1;
  if (!S_ISCHR(status.st_mode) || status.st_rdev != makedev(5, 2)) {
    errno = ENOTTY;
    return -1;
  }
  char path[32];
  snprintf(path, sizeof path, "/proc/self/fd/%d", place);
  *master = open(path, O_RDWR | O_NOCTTY | O_NONBLOCK | O_CLOEXEC);
  if (*master == -1) return -1;
  int unlocked = 0, terminal = -1;
  if (ioctl(*master, TIOCSPTLCK, &unlocked) == 0)
    terminal = ioctl(*master, TIOCGPTPEER, O_RDWR | O_NOCTTY | O_CLOEXEC);
  if (terminal == -1) {
    close_both((int[2]){*master, -1});
    return -1;
  }
  if (modes != NULL) tcsetattr(terminal, TCSANOW, modes);
  struct winsize size = {.ws_row = rows, .ws_col = columns};
  if (rows != 0 || columns != 0) ioctl(terminal, TIOCSWINSZ, &size);
  return terminal;
}
