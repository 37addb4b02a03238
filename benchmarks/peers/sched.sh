#!/bin/sh
# Builds Pollux and the other peers, lets all run the same workloads in turn, and prints one table of ratios.
set -eu

usage() {
    cat <<'USAGE'
usage: SCHED=FOLDER benchmarks/peers/sched.sh [PEERS [WORKLOADS [ROUNDS]]]

  PEERS      as in pollux17,pollux25,tokio,go,kotlin25,vthreads (the default); the first is compared with if tokio is not among them
  WORKLOADS  as in W1,W9deep; all that Pollux has by default
  ROUNDS     3 by default; a row is the median of its rounds

  SCHED      the folder of the other peers: WORKLOADS.md, build.sh, run.sh, report.py. It is copied and stays as it is.
  WORK       where the copy and the results go, $TMPDIR/pollux-peers by default
  WARM_MS, MEASURE_MS, JVM_OPTS and what else WORKLOADS.md knows hold as they do there
USAGE
}

fail() {
    echo "sched.sh: $1" >&2
    exit 2
}

sources_of_pollux() {
    find pom.xml core/pom.xml core/src/main compiler/pom.xml compiler/src/main runtime/pom.xml runtime/src/main \
        benchmarks/pom.xml benchmarks/src/main "$@"
}

# A stamp says what the jars were made from, since Maven leaves a jar alone when a change does not alter it.
build_pollux() {
    stamp=benchmarks/target/peers-built
    if [ -e "$stamp" ] && "$here/pollux" sched hello17 >/dev/null 2>&1 &&
        [ -z "$(sources_of_pollux -newer "$stamp" | head -n 1)" ]; then
        return
    fi
    echo "Building Pollux..." >&2
    begun=$(mktemp)
    mvn -B -ntp -pl core,compiler,runtime,benchmarks package -Dmaven.test.skip -Dspotless.check.skip >"$work/pollux.log" 2>&1 ||
        fail "the build of Pollux failed; what Maven said is in $work/pollux.log"
    mv "$begun" "$stamp"
}

# A peer whose tools are missing is not built, which is said and tried again the next time; it fails only when it is asked for.
build_others() {
    stamp=$others/built
    if [ -e "$stamp" ] && [ -z "$(find "$SCHED" -type f -newer "$stamp" | head -n 1)" ]; then
        return
    fi
    echo "Building the other peers..." >&2
    mkdir -p "$others"
    cp -R "$SCHED/." "$others"
    chmod -R u+w "$others"
    # Without the option a compiler process of Kotlin stays behind and disturbs what is measured.
    MAVEN_OPTS="${MAVEN_OPTS:-} -Dkotlin.compiler.daemon=false" "$others/build.sh" >"$work/others.log" 2>&1 || true
    grep '^build failed' "$work/others.log" >&2 || touch "$stamp"
}

case ${1:-} in -h | --help) usage; exit ;; esac
[ $# -le 3 ] || { usage >&2; exit 2; }
[ -n "${SCHED:-}" ] || fail "set SCHED to the folder of the other peers, the one with WORKLOADS.md; --help tells more"
[ -x "$SCHED/run.sh" ] || fail "SCHED names $SCHED, which has no run.sh"
SCHED=$(CDPATH='' cd -- "$SCHED" && pwd)
peers=${1:-pollux17,pollux25,tokio,go,kotlin25,vthreads}
workloads=${2:-W1,W2,W3,W4,W5,W6,W7,W8,W9,W9deep,W10,W11,W12,W13,W14,W15,W16}
rounds=${3:-3}
mkdir -p "${WORK:=${TMPDIR:-/tmp}/pollux-peers}"
work=$(CDPATH='' cd -- "$WORK" && pwd)
others=$work/sched
here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)
cd "$here/../.."

build_pollux
build_others

out=$work/$(date +%m%d-%H%M%S).jsonl
EXTRA=$here/pollux "$others/run.sh" --peers "$peers" --workloads "$workloads" --rounds "$rounds" --out "$out" >&2
case ,$peers, in *,tokio,*) base=tokio ;; *) base=${peers%%,*} ;; esac
[ ! -e "$out.fail" ] || { echo "These failed and are left out:" >&2; cat "$out.fail" >&2; }
[ -e "$out" ] || fail "nothing was measured"
"$others/report.py" --base "$base" "$out"
[ ! -e "$out.fail" ]
