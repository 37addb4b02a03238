#!/bin/sh
# Builds Pollux and the other peers, lets all run the same workloads in turn, and prints one table of ratios.
set -eu

# shellcheck source=benchmarks/peers/peers.sh
. "$(dirname -- "$0")/peers.sh"
compare sched pollux17,pollux25,tokio,go,kotlin25,vthreads,jox W1,W2,W3,W4,W5,W6,W7,W8,W9,W9deep,W10,W11,W12,W13,W14,W15,W16 "$@"
