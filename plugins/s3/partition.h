/* partition.h: Amazon's partitions: clouds of their own, with accounts and names of their own.
 *
 * SPDX-License-Identifier: MIT
 */
#ifndef S3_PARTITION_H
#define S3_PARTITION_H

struct partition {
    const char *name;   /* as in an ARN: "aws-cn" */
    const char *prefix; /* of its regions */
    const char *domain; /* that its services are below: "amazonaws.com.cn" */
};

/* That of a region; "aws" where no other has it. */
const struct partition *partition_of(const char *region);

#endif
