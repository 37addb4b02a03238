#!/bin/sh
# The example mini-redis beside the real Redis, as redis-benchmark sees them: 50 connections, one command at a time and sixteen.
set -eu

usage="usage: benchmarks/peers/redis.sh [ROUNDS]

  ROUNDS     3 by default; a row is the median of its rounds
  REQUESTS   in one measurement, 200000 by default
  JAVA       the java to use, that of the PATH by default

Redis is wanted (Debian: redis-server, redis-tools), and a packaged example:
  mvn -q -DskipTests package -pl compiler,examples/mini-redis -am"

fail() {
    echo "redis.sh: $1" >&2
    exit 2
}

case ${1:-3} in
    *[!0-9]*) echo "$usage" && exit 2 ;;
esac
rounds=${1:-3}
requests=${REQUESTS:-200000}
jar=$(CDPATH='' cd -- "$(dirname -- "$0")/../.." && pwd)/examples/mini-redis/target/mini-redis.jar
[ -e "$jar" ] || fail "mini-redis is not built: mvn -q -DskipTests package -pl compiler,examples/mini-redis -am"
for command in redis-server redis-benchmark redis-cli; do
    command -v "$command" >/dev/null || fail "$command is not installed"
done

work=$(mktemp -d)
trap 'kill $(cat "$work"/*.pid) 2>/dev/null; rm -rf "$work"' EXIT

# $1: a name, $2: its port, then the command
start() {
    name=$1 port=$2
    shift 2
    "$@" >"$work/$name.log" 2>&1 &
    echo $! >"$work/$name.pid"
    for _ in $(seq 100); do
        ! redis-cli -p "$port" ping >/dev/null 2>&1 || return 0
        sleep 0.1
    done
    fail "$name does not answer: $(tail -n 3 "$work/$name.log")"
}

# $1: a port, $2: how many commands at a time; prints lines of "COMMAND,REQUESTS PER SECOND"
measure() {
    redis-benchmark -p "$1" -P "$2" -c 50 -n "$requests" -t ping_mbulk,set,get,incr,lpush --csv 2>/dev/null |
        awk -F'","' 'NR > 1 { print substr($1, 2) "," $2 }'
}

start redis 16380 redis-server --port 16380 --save '' --appendonly no
start mini-redis 16381 "${JAVA:-java}" -Xms512m -Xmx512m -jar "$jar" 127.0.0.1:16381
for pipeline in 1 16; do # compiled first, and the lists emptied after
    measure 16381 $pipeline >/dev/null
    measure 16380 $pipeline >/dev/null
done
for _ in $(seq "$rounds"); do
    for pipeline in 1 16; do
        redis-cli -p 16380 flushall >/dev/null
        redis-cli -p 16381 flushall >/dev/null
        measure 16380 $pipeline | sed "s/^/redis,$pipeline,/"
        measure 16381 $pipeline | sed "s/^/mini-redis,$pipeline,/"
    done
done | sort -t, -k1,1 -k2,2n -k3,3 -k4,4n | awk -F, '
    function finish() { if (n > 0) median[key] = values[int((n + 1) / 2)]; n = 0 }
    { k = $1 "," $2 "," $3; if (k != key) { finish(); key = k } values[++n] = $4 }
    END {
        finish()
        print "| command | at a time | Redis, requests/s | mini-redis |\n|---|---|---|---|"
        fflush()
        for (k in median) {
            split(k, part, ",")
            if (part[1] == "redis") {
                printf "| %s | %d | %.0f | %.2fx |\n", part[3], part[2], median[k], median["mini-redis," part[2] "," part[3]] / median[k] | "sort -t\"|\" -k3,3n -k2,2"
            }
        }
    }'
