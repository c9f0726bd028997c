#define _GNU_SOURCE
#include "iterate.h"

#include <linux/bpf.h>
#include <sys/syscall.h>
#include <unistd.h>

static int bpf(int command, union bpf_attr *attributes) {
  return (int)syscall(SYS_bpf, command, attributes, sizeof *attributes);
}

int heya_load_iterator(const uint64_t *instructions, uint32_t count, uint32_t function) {
  union bpf_attr attributes = {
      .prog_type = BPF_PROG_TYPE_TRACING,
      .expected_attach_type = BPF_TRACE_ITER,
      .attach_btf_id = function,
      .insns = (uintptr_t)instructions,
      .insn_cnt = count,
      .license = (uintptr_t) "GPL",  // Which the functions of the kernel that it calls ask for.
  };
  return bpf(BPF_PROG_LOAD, &attributes);
}

int heya_link_iterator(int program) {
  union bpf_attr attributes = {
      .link_create = {.prog_fd = (uint32_t)program, .attach_type = BPF_TRACE_ITER}};
  return bpf(BPF_LINK_CREATE, &attributes);
}

int heya_begin_iterator(int link) {
  union bpf_attr attributes = {.iter_create = {.link_fd = (uint32_t)link}};
  return bpf(BPF_ITER_CREATE, &attributes);
}
