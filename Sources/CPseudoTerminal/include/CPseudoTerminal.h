#ifndef CPSEUDOTERMINAL_H
#define CPSEUDOTERMINAL_H

// Starts a program that leads a session on a new terminal. `*outer` and `*inner` are the two sides
// of it; the inner one is only to ask for the modes. The process, or -1 with the error in errno.
int pseudo_terminal_start(char *const arguments[], char *const environment[], int rows, int columns,
                          int *outer, int *inner);

#endif
