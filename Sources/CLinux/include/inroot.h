#ifndef HEYA_INROOT_H
#define HEYA_INROOT_H

// Opens a file below a directory as if that were the root: no link and no `..` leads out of it. The
// same as openat2(2) with RESOLVE_IN_ROOT, by openat(2).
int heya_walk_in_root(int root, const char *path, int flags);

#endif
