#!/bin/sh
# Does what sched.sh does with the workloads of sync/WORKLOADS.md: channels, locks and notifications.
set -eu

# shellcheck source=benchmarks/peers/peers.sh
. "$(dirname -- "$0")/peers.sh"
compare sync pollux17,pollux25,tokio,kotlin25,vthreads,jox S1,S2,S3,S4,S5,S6,S7,S8 "$@"
