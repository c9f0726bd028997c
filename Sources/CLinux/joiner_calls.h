// The joiner's system calls and messages; joiner.c includes it into the section that is copied.
#ifndef HEYA_JOINER_CALLS_H
#define HEYA_JOINER_CALLS_H

#include "enter.h"

#include <stddef.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/uio.h>

// A system call; the error is returned as a negative number.
#if defined(__x86_64__)
static long kernel(long number, long a, long b, long c, long d, long e) {
  long result;
  register long r10 __asm__("r10") = d;
  register long r8 __asm__("r8") = e;
  register long r9 __asm__("r9") = 0;
  __asm__ volatile("syscall"
                   : "=a"(result)
                   : "a"(number), "D"(a), "S"(b), "d"(c), "r"(r10), "r"(r8), "r"(r9)
                   : "rcx", "r11", "memory");
  return result;
}
#elif defined(__aarch64__)
static long kernel(long number, long a, long b, long c, long d, long e) {
  register long x8 __asm__("x8") = number;
  register long x0 __asm__("x0") = a;
  register long x1 __asm__("x1") = b;
  register long x2 __asm__("x2") = c;
  register long x3 __asm__("x3") = d;
  register long x4 __asm__("x4") = e;
  register long x5 __asm__("x5") = 0;
  __asm__ volatile("svc #0"
                   : "+r"(x0)
                   : "r"(x8), "r"(x1), "r"(x2), "r"(x3), "r"(x4), "r"(x5)
                   : "memory");
  return x0;
}
#else
#error "system calls of this architecture are not known"
#endif

static _Noreturn void end(int status) {
  for (;;) kernel(SYS_exit_group, status, 0, 0, 0, 0);
}

static long length(const char *text) {
  long count = 0;
  while (text[count] != 0) count++;
  return count;
}

// A message with room for one descriptor (unix(7), SCM_RIGHTS).
struct parcel {
  struct msghdr message;
  struct iovec vector;
  struct {
    size_t length;
    int level, type, descriptor, padding;
  } control;
};

static void wrap(struct parcel *parcel, void *bytes, size_t size, int descriptor, int carries) {
  parcel->vector.iov_base = bytes;
  parcel->vector.iov_len = size;
  parcel->control.length = offsetof(__typeof__(parcel->control), padding);
  parcel->control.level = SOL_SOCKET;
  parcel->control.type = SCM_RIGHTS;
  parcel->control.descriptor = descriptor;
  parcel->control.padding = 0;
  parcel->message.msg_name = NULL;
  parcel->message.msg_namelen = 0;
  parcel->message.msg_iov = &parcel->vector;
  parcel->message.msg_iovlen = 1;
  parcel->message.msg_control = carries ? &parcel->control : NULL;
  parcel->message.msg_controllen = carries ? sizeof parcel->control : 0;
  parcel->message.msg_flags = 0;
}

// Sends a report, with a descriptor unless that is -1. Nobody is left to go on for when heya is gone.
static void report(int channel, long step, long result, int descriptor) {
  struct heya_report report;
  struct parcel parcel;
  report.step = (int32_t)step;
  report.result = result < 0 ? -1 : (int32_t)result;
  report.error = result < 0 ? (int32_t)-result : 0;
  wrap(&parcel, &report, sizeof report, descriptor, descriptor != -1);
  if (kernel(SYS_sendmsg, channel, (long)&parcel.message, MSG_NOSIGNAL, 0, 0) < 0) end(1);
}

#endif
