#define _GNU_SOURCE
#include "CLinux.h"

#include <link.h>
#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

static int shed_code(struct dl_phdr_info *object, size_t size, void *unused) {
  (void)size;
  (void)unused;
  for (int index = 0; index < object->dlpi_phnum; index++) {
    const ElfW(Phdr) *part = &object->dlpi_phdr[index];
    // What was never written is the file's: the next access fetches it again.
    if (part->p_type != PT_LOAD || (part->p_flags & PF_W) != 0) continue;
    uintptr_t page = (uintptr_t)getpagesize();
    uintptr_t start = (object->dlpi_addr + part->p_vaddr) & ~(page - 1);
    uintptr_t end = object->dlpi_addr + part->p_vaddr + part->p_memsz;
    madvise((void *)start, end - start, MADV_DONTNEED);
  }
  return 0;
}

void heya_trim_memory(void) {
  malloc_trim(0);
}

void heya_drop_code_pages(void) {
  dl_iterate_phdr(shed_code, NULL);
}

void heya_return_freed_blocks(void) {
  // Left alone, the limit rises to the size of each large block that is freed, up to 32 MiB.
  mallopt(M_MMAP_THRESHOLD, 128 * 1024);
}
