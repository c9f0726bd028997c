#define _GNU_SOURCE
#include "message.h"

#include <string.h>

void heya_attach(struct msghdr *message, union heya_control *control, int descriptor) {
  message->msg_control = control->bytes;
  message->msg_controllen = sizeof control->bytes;
  control->header.cmsg_level = SOL_SOCKET;
  control->header.cmsg_type = SCM_RIGHTS;
  control->header.cmsg_len = CMSG_LEN(sizeof(int));
  memcpy(CMSG_DATA(&control->header), &descriptor, sizeof descriptor);
}

ssize_t heya_receive_message(int channel, void *bytes, size_t size, int *descriptor) {
  struct iovec vector = {.iov_base = bytes, .iov_len = size};
  union heya_control control = {0};
  struct msghdr message = {.msg_iov = &vector,
                           .msg_iovlen = 1,
                           .msg_control = control.bytes,
                           .msg_controllen = sizeof control.bytes};
  *descriptor = -1;
  ssize_t count = recvmsg(channel, &message, MSG_CMSG_CLOEXEC);
  if (count == -1) return -1;
  struct cmsghdr *header = CMSG_FIRSTHDR(&message);
  if (header != NULL && header->cmsg_type == SCM_RIGHTS) {
    memcpy(descriptor, CMSG_DATA(header), sizeof *descriptor);
  }
  return count;
}
