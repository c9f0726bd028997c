// Messages over a socket, with which a descriptor may come along (unix(7), SCM_RIGHTS).
#ifndef HEYA_MESSAGE_H
#define HEYA_MESSAGE_H

#include <stddef.h>
#include <sys/socket.h>
#include <sys/types.h>

// Room for one descriptor.
union heya_control {
  struct cmsghdr header;
  char bytes[CMSG_SPACE(sizeof(int))];
};

// Attaches a descriptor to a message; allocates nothing.
void heya_attach(struct msghdr *message, union heya_control *control, int descriptor);

// Receives a message and the descriptor that came along, -1 for none. Returns its size, or -1.
ssize_t heya_receive_message(int channel, void *bytes, size_t size, int *descriptor);

#endif
