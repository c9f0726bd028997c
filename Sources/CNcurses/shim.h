// ncurses as Swift can import it: the wide functions, and macros as functions and constants.
//
// Global variables such as stdscr are shared mutable state that Swift 6 refuses; the functions here
// name them instead. All of it is for the one thread that owns the screen.
#ifndef HEYA_CNCURSES_SHIM_H
#define HEYA_CNCURSES_SHIM_H

#ifndef NCURSES_WIDECHAR
#define NCURSES_WIDECHAR 1
#endif
#include <ncurses.h>
#include <stdint.h>

// <term.h> would bring a macro for every capability, such as `lines`; this is all that is needed.
extern int setupterm(const char *term, int descriptor, int *status);

// setupterm(3) by TERM; unlike newterm and initscr it tells what is wrong: 1 found (or a terminal
// that prints on paper), 0 unknown, -1 no terminfo database.
static inline int heya_terminfo_status(int descriptor) {
  int status = -1;
  setupterm(NULL, descriptor, &status);
  return status;
}

// tigetstr(3), with NULL also for a name that isn't a capability.
static inline const char *heya_terminfo_string(const char *name) {
  char *text = tigetstr(name);
  return text == (char *)-1 ? NULL : text;
}

// newterm(3) on standard output and input; NULL when the terminal can't have a screen.
static inline SCREEN *heya_screen_open(void) { return newterm(NULL, stdout, stdin); }

// Colours of the terminal's own where none is set; how many colours there are, 0 for none.
static inline int heya_colors_start(void) {
  if (!has_colors() || start_color() == ERR) return 0;
  use_default_colors();
  return COLORS;
}

static inline int heya_color_pairs(void) { return COLOR_PAIRS; }

static inline int heya_rows(void) { return LINES; }
static inline int heya_columns(void) { return COLS; }

static inline int heya_keypad(bool on) { return keypad(stdscr, on); }

// wcwidth(3), by which ncurses places characters; hidden by <wchar.h> for a plain C program.
extern int wcwidth(wchar_t character);
static inline int heya_width(wchar_t character) { return wcwidth(character); }

// One cell: a character and what combines with it, 0 at the end. A pair may be beyond 255.
static inline int heya_put(int row, int column, const wchar_t *text, uint32_t attributes,
                           int pair) {
  cchar_t cell;
  if (setcchar(&cell, text, attributes, 0, &pair) == ERR) return ERR;
  return mvwadd_wch(stdscr, row, column, &cell);
}

static inline int heya_put_character(int row, int column, wchar_t character, uint32_t attributes,
                                     int pair) {
  wchar_t text[] = {character, 0};
  return heya_put(row, column, text, attributes, pair);
}

// From here to the end of the row: blanks in the terminal's own colours.
static inline int heya_clear_row(int row) {
  return wmove(stdscr, row, 0) == ERR ? ERR : wclrtoeol(stdscr);
}

static inline int heya_move(int row, int column) { return wmove(stdscr, row, column); }

// The difference to what the terminal shows is written.
static inline int heya_refresh(void) { return wrefresh(stdscr); }

// The next refresh clears the terminal and writes all.
static inline void heya_clear_next(void) { clearok(curscr, TRUE); }

// The next refresh writes all, without clearing.
static inline void heya_rewrite_next(void) { redrawwin(stdscr); }

static const uint32_t heya_bold = A_BOLD;
static const uint32_t heya_dim = A_DIM;
static const uint32_t heya_underline = A_UNDERLINE;
static const uint32_t heya_reverse = A_REVERSE;

#endif
