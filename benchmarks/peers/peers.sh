# shellcheck shell=sh
# What sched.sh and sync.sh share: to be read in, not to be run. A family is a set of workloads and of programs that run it; its programs are
# the shared ones, with the folder of its name beside this file, if there is one, laid over them.
set -eu

here=$(CDPATH='' cd -- "$(dirname -- "$0")" && pwd)

usage() {
    cat <<USAGE
usage: SCHED=FOLDER benchmarks/peers/$family.sh [PEERS [WORKLOADS [ROUNDS]]]

  PEERS      $peers by default; the first is compared with if tokio is not among them
  WORKLOADS  $workloads by default
  ROUNDS     3 by default; a row is the median of its rounds

  SCHED      the folder of the other peers: WORKLOADS.md, build.sh, run.sh, report.py. It is copied and stays as it is.
  WORK       where the copy and the results go, \$TMPDIR/pollux-peers by default
  WARM_MS, MEASURE_MS, JVM_OPTS and what else WORKLOADS.md knows hold as they do there
USAGE
}

fail() {
    echo "$family.sh: $1" >&2
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

# In the order in which one is laid over the other. Paths must not contain spaces, as the runner wants it, too.
sources_of_others() {
    echo "$SCHED"
    [ ! -d "$here/$family" ] || echo "$here/$family"
}

# A peer whose tools are missing is not built, which is said and tried again the next time; it fails only when it is asked for.
build_others() {
    stamp=$others/built
    # shellcheck disable=SC2046 # the folders are words
    if [ -e "$stamp" ] && [ -z "$(find $(sources_of_others) -type f -newer "$stamp" | head -n 1)" ]; then
        return
    fi
    echo "Building the other peers..." >&2
    mkdir -p "$others"
    for source in $(sources_of_others); do
        cp -R "$source/." "$others"
        chmod -R u+w "$others"
    done
    # Without the option a compiler process of Kotlin stays behind and disturbs what is measured.
    MAVEN_OPTS="${MAVEN_OPTS:-} -Dkotlin.compiler.daemon=false" "$others/build.sh" >"$work/$family.log" 2>&1 || true
    grep '^build failed' "$work/$family.log" >&2 || touch "$stamp"
}

# $1: the family; $2: its default peers; $3: all its workloads; then what the user said
compare() {
    family=$1 peers=$2 workloads=$3
    shift 3
    case ${1:-} in -h | --help) usage; exit ;; esac
    [ $# -le 3 ] || { usage >&2; exit 2; }
    [ -n "${SCHED:-}" ] || fail "set SCHED to the folder of the other peers, the one with WORKLOADS.md; --help tells more"
    [ -x "$SCHED/run.sh" ] || fail "SCHED names $SCHED, which has no run.sh"
    SCHED=$(CDPATH='' cd -- "$SCHED" && pwd)
    peers=${1:-$peers}
    workloads=${2:-$workloads}
    rounds=${3:-3}
    mkdir -p "${WORK:=${TMPDIR:-/tmp}/pollux-peers}"
    work=$(CDPATH='' cd -- "$WORK" && pwd)
    others=$work/$family
    cd "$here/../.."

    build_pollux
    build_others
    run_and_report
}

run_and_report() {
    out=$work/$(date +%m%d-%H%M%S).jsonl
    EXTRA=$here/pollux "$others/run.sh" --peers "$peers" --workloads "$workloads" --rounds "$rounds" --out "$out" >&2
    case ,$peers, in *,tokio,*) base=tokio ;; *) base=${peers%%,*} ;; esac
    [ ! -e "$out.fail" ] || { echo "These failed and are left out:" >&2; cat "$out.fail" >&2; }
    [ -e "$out" ] || fail "nothing was measured"
    "$others/report.py" --base "$base" "$out"
    [ ! -e "$out.fail" ]
}
