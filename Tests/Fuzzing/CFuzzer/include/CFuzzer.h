#pragma once

/// Where the program begins: with the driver of libFuzzer. The package manager makes `main` of it.
int heya_fuzz_main(int count, char **arguments);
