/* partition.c: Amazon's partitions.
 *
 * SPDX-License-Identifier: MIT
 *
 * "Partitions" in the AWS Fault Isolation Boundaries whitepaper, and botocore's partitions.json
 * (November 2026).
 */
#include "partition.h"

#include <string.h>

const struct partition *partition_of(const char *region)
{
    static const struct partition partitions[] = {
        {"aws-cn", "cn-", "amazonaws.com.cn"},
        {"aws-eusc", "eusc-", "amazonaws.eu"},
        {"aws-iso", "us-iso-", "c2s.ic.gov"},
        {"aws-iso-b", "us-isob-", "sc2s.sgov.gov"},
        {"aws-iso-e", "eu-isoe-", "cloud.adc-e.uk"},
        {"aws-iso-f", "us-isof-", "csp.hci.ic.gov"},
        {"aws-us-gov", "us-gov-", "amazonaws.com"},
        {"aws", "", "amazonaws.com"}, /* last: each region begins so */
    };
    size_t i = 0;

    while (strncmp(region, partitions[i].prefix, strlen(partitions[i].prefix)) != 0)
        i++;
    return &partitions[i];
}
