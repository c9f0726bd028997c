#ifndef CBENCHMARK_H
#define CBENCHMARK_H

// What the benchmark needs from C: fork, in which no Swift may run, and the loop that is a peer.

// Processes that sleep, to be looked at.
struct benchmark_crowd {
  int processes; // how many
  int namespaces;     // the first so many have each a namespace of their own, of one kind after the other
  int running;   // the last so many run a little every 100 ms
  int births;    // so many more are born each second, and die soon
  int apart;     // whether all of them live in new namespaces of every kind but user and time
};

// Starts a crowd and waits until it has settled. The crowd is a process group and ends with the
// calling process at the latest, be that killed; SIGINT and SIGTERM end both, the crowd first.
//
// Gives the process that leads it, and in `*first` the first of the others. -1 with errno when the
// host does not give so many processes or namespaces; nothing is left then.
int benchmark_crowd_start(const struct benchmark_crowd *crowd, int *first);

// Ends a crowd and waits until all of it is gone.
void benchmark_crowd_end(int leader);

// What a process can be told to do to its uts namespace.
enum benchmark_order {
  benchmark_order_setns = 's', // join the one that it was started for
  benchmark_order_unshare = 'u',
  benchmark_order_exit = 'e',
};

// Starts a process that sleeps until a byte through `*orders` tells it what to do; `ns` is the
// namespace that it can join. It ends with the calling process. -1 with the error in errno.
int benchmark_mover_start(int ns, int *orders);

// How a program ran.
struct benchmark_run {
  double seconds; // from its start to its end
  double cpu;     // its own time on processors, in seconds
  int status;     // as wait(2) gives it
};

// Runs a program to its end, with its output thrown away. An error number, 0 for none.
int benchmark_run(char *const arguments[], struct benchmark_run *run);

// The seconds that all threads of a process have run, those that ended among them; -1 without one.
double benchmark_cpu(int pid);

// Reads all namespace links of all processes by path, the way a plain loop does. The number of links.
int benchmark_read_links(void);

#endif
