// ncurses as Swift can import it: the wide functions, and macros as functions and constants.
#ifndef HEYA_CNCURSES_SHIM_H
#define HEYA_CNCURSES_SHIM_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>

#endif
