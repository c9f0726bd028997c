// Getting rid of open descriptors in a child; nothing is allocated, and where close_range(2) is not
// known, or a filter refuses it, there are other ways.
#ifndef HEYA_DESCRIPTORS_H
#define HEYA_DESCRIPTORS_H

// Has every descriptor but 0, 1 and 2 closed at execve(2).
void heya_close_on_execute(void);

// Closes every descriptor from `first` on.
void heya_close_from(int first);

#endif
