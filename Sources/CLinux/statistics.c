#define _GNU_SOURCE
#include "statistics.h"

#include <errno.h>
#include <linux/genetlink.h>
#include <linux/netlink.h>
#include <linux/taskstats.h>
#include <stddef.h>
#include <string.h>
#include <sys/socket.h>

struct request {
  struct nlmsghdr header;
  struct genlmsghdr generic;
  struct nlattr attribute;
  int32_t pid;
};

// The beginning of an answer, which holds all that is wanted of it.
union answer {
  struct nlmsghdr header;
  char bytes[384];
};

static int ask(int socket, uint16_t family, uint32_t sequence, const int32_t *pids,
               int32_t count) {
  struct request requests[heya_statistics_batch];
  for (int32_t index = 0; index < count; index++) {
    requests[index] = (struct request){
        .header = {.nlmsg_len = sizeof *requests,
                   .nlmsg_type = family,
                   .nlmsg_flags = NLM_F_REQUEST,
                   .nlmsg_seq = sequence + (uint32_t)index},
        .generic = {.cmd = TASKSTATS_CMD_GET, .version = TASKSTATS_GENL_VERSION},
        .attribute = {.nla_len = sizeof requests->attribute + sizeof requests->pid,
                      .nla_type = TASKSTATS_CMD_ATTR_TGID},
        .pid = pids[index]};
  }
  return send(socket, requests, (size_t)count * sizeof *requests, 0) == -1 ? -1 : 0;
}

// Finds an attribute among those in `bytes`; NULL when it is not there, or not the first `size` bytes.
static const char *find(const char *bytes, size_t length, int type, size_t size) {
  while (length >= sizeof(struct nlattr)) {
    struct nlattr attribute;
    memcpy(&attribute, bytes, sizeof attribute);
    if ((attribute.nla_type & NLA_TYPE_MASK) == type)
      return length >= NLA_HDRLEN + size ? bytes + NLA_HDRLEN : NULL;
    size_t step = NLA_ALIGN(attribute.nla_len);
    if (step < NLA_HDRLEN || step > length) return NULL;
    bytes += step;
    length -= step;
  }
  return NULL;
}

static int read_answer(const union answer *answer, size_t length,
                       struct heya_statistics *statistics) {
  const size_t start = NLMSG_HDRLEN + GENL_HDRLEN + NLA_HDRLEN;
  const size_t size = offsetof(struct taskstats, nivcsw) + sizeof(uint64_t);
  if (answer->header.nlmsg_type == NLMSG_ERROR && length >= NLMSG_LENGTH(sizeof(int32_t))) {
    int32_t error;
    memcpy(&error, answer->bytes + NLMSG_HDRLEN, sizeof error);
    return -error;
  }
  if (length < start) return EBADMSG;
  // The answer is one attribute that holds two: the pid, and the statistics.
  const char *bytes = find(answer->bytes + start, length - start, TASKSTATS_TYPE_STATS, size);
  if (bytes == NULL) return EBADMSG;
  struct taskstats taskstats;
  memcpy(&taskstats, bytes, size);
  statistics->run_time = taskstats.cpu_run_virtual_total;
  statistics->slices = taskstats.cpu_count;
  statistics->switches = taskstats.nvcsw + taskstats.nivcsw;
  return 0;
}

int heya_ask_statistics(int socket, uint16_t family, uint32_t sequence, const int32_t *pids,
                        int32_t count, struct heya_statistics *answers, int32_t *errors) {
  union answer received[heya_statistics_batch];
  struct iovec places[heya_statistics_batch];
  struct mmsghdr messages[heya_statistics_batch];
  if (count > heya_statistics_batch) {
    errno = E2BIG;
    return -1;
  }
  for (int32_t index = 0; index < count; index++) {
    errors[index] = EAGAIN;
    places[index] = (struct iovec){.iov_base = &received[index], .iov_len = sizeof *received};
    messages[index] = (struct mmsghdr){.msg_hdr = {.msg_iov = &places[index], .msg_iovlen = 1}};
  }
  if (ask(socket, family, sequence, pids, count) == -1) return -1;
  // The kernel has answered by now.
  int answered = recvmmsg(socket, messages, (unsigned)count, MSG_DONTWAIT, NULL);
  if (answered == -1) return -1;
  for (int index = 0; index < answered; index++) {
    uint32_t number = received[index].header.nlmsg_seq - sequence;
    // One that was left over from an earlier question is passed over.
    if (messages[index].msg_len < NLMSG_HDRLEN || number >= (uint32_t)count) continue;
    errors[number] =
        read_answer(&received[index], messages[index].msg_len, &answers[number]);
  }
  return 0;
}
