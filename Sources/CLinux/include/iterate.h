// Programs that the kernel runs for each of its objects of one kind, such as tasks: bpf(2), and
// Documentation/bpf/bpf_iterators.rst of the kernel.
#ifndef HEYA_ITERATE_H
#define HEYA_ITERATE_H

#include <stdint.h>

// BPF_PROG_LOAD of a program of type BPF_TRACE_ITER for the iterator that the kernel's `function`,
// the number of its type, stands for.
int heya_load_iterator(const uint64_t *instructions, uint32_t count, uint32_t function);

// BPF_LINK_CREATE: a descriptor that keeps a loaded program with its iterator.
int heya_link_iterator(int program);

// BPF_ITER_CREATE: a file that, when read, runs the program for each object and holds what it wrote.
int heya_begin_iterator(int link);

#endif
