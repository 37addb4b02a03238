#!/usr/bin/env bash
# The three stores that are servers, as ordinary processes in a temporary directory, on free ports of 127.0.0.1, with a little to know.
#
#   stores.sh up         starts them (as root, installs what is missing), and says how to ask them
#   stores.sh down       ends them
#   stores.sh hold       starts them, prints where they are, ends them when its standard input ends; for tests
#   stores.sh missing    prints the Debian packages that are missing
#
# Nothing outlives two hours (LIMIT), whatever becomes of this script.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
data=$here/src/main/resources/dev/pollux/examples/fivestores
place=${TMPDIR:-/tmp}/five-stores-$(id -u)
limit=${LIMIT:-2h}
patience=60 # seconds for each server to answer
PATH=$PATH:/usr/sbin
for bin in /usr/lib/postgresql/*/bin; do # Debian keeps the server out of the path
    PATH=$bin:$PATH
done

die() {
    echo "stores.sh: $*" >&2
    exit 1
}

# ---------------------------------------------------------------- packages

missing() {
    local need
    for need in postgres:postgresql mariadbd:mariadb-server-core mariadb:mariadb-client-core redis-server:redis-server; do
        command -v "${need%:*}" > /dev/null || echo "${need#*:}"
    done
}

install() {
    local packages
    mapfile -t packages < <(missing)
    [ "${#packages[@]}" -gt 0 ] || return 0
    [ "$(id -u)" = 0 ] || die "please install: ${packages[*]}"
    apt-get update --quiet
    apt-get install --quiet --yes --no-install-recommends "${packages[@]}"
}

# ---------------------------------------------------------------- servers

# PostgreSQL and MariaDB refuse to be run by root.
plainly=()
if [ "$(id -u)" = 0 ]; then
    plainly=(setpriv --reuid=nobody --regid=nogroup --clear-groups)
fi

# A port that nobody listens on, below those that the kernel gives to clients.
free_port() {
    local port
    while port=$((10000 + RANDOM % 20000)); do
        (: <> "/dev/tcp/127.0.0.1/$port") 2> /dev/null || break
    done
    echo "$port"
}

# start NAME SIGNAL COMMAND...: in the background, until the signal tells it to end, or the time is over
start() {
    local name=$1 signal=$2
    shift 2
    "${plainly[@]}" timeout --signal="$signal" --kill-after=10s "$limit" "$@" > "$place/$name.log" 2>&1 < /dev/null &
    echo "$! $signal" > "$place/$name.pid"
}

# A process that has ended and that nobody has buried yet is not alive.
alive() {
    local state
    state=$(cat "/proc/$1/stat" 2> /dev/null) && [[ $state != *") Z "* ]]
}

# answers NAME COMMAND...: waits until the command succeeds
answers() {
    local name=$1 end=$((SECONDS + patience))
    shift
    until "$@" > /dev/null 2>&1; do
        alive "$(cut -d ' ' -f 1 "$place/$name.pid")" || die "$name ended: $(tail -n 5 "$place/$name.log")"
        [ "$SECONDS" -lt "$end" ] || die "$name does not answer: $(tail -n 5 "$place/$name.log")"
        sleep 0.1
    done
}

postgres_up() {
    "${plainly[@]}" initdb -D "$place/postgres" -U shop -A trust -E UTF8 --locale=C --no-sync > "$place/postgres.log" 2>&1 ||
        die "initdb: $(tail -n 5 "$place/postgres.log")"
    start postgres INT postgres -D "$place/postgres" -h 127.0.0.1 -p "$1" -k "$place" -c fsync=off
    answers postgres psql -h 127.0.0.1 -p "$1" -U shop -c 'SELECT 1' postgres
    psql -q -h 127.0.0.1 -p "$1" -U shop -c 'CREATE DATABASE shop' postgres
    psql -q -h 127.0.0.1 -p "$1" -U shop -v ON_ERROR_STOP=1 -f "$data/postgres.sql" shop
}

mariadb_up() {
    local socket=$place/mariadb.sock
    "${plainly[@]}" mariadb-install-db --no-defaults --datadir="$place/mariadb" --auth-root-authentication-method=normal --skip-test-db \
        --skip-name-resolve > "$place/mariadb.log" 2>&1 || die "mariadb-install-db: $(tail -n 5 "$place/mariadb.log")"
    start mariadb TERM mariadbd --no-defaults --datadir="$place/mariadb" --bind-address=127.0.0.1 --port="$1" --socket="$socket" \
        --pid-file="$place/mariadb/pid" --innodb-buffer-pool-size=16M --innodb-flush-log-at-trx-commit=0
    answers mariadb mariadb --no-defaults --socket="$socket" --user=root -e 'SELECT 1'
    mariadb --no-defaults --socket="$socket" --user=root < "$data/mariadb.sql"
}

redis_up() {
    start redis TERM redis-server --bind 127.0.0.1 --port "$1" --save '' --dir "$place"
    answers redis redis-cli -p "$1" -e PING
    redis-cli -p "$1" -e < "$data/redis.txt" > /dev/null
}

up() {
    local postgres mariadb redis
    postgres=$(free_port)
    mariadb=$(free_port)
    redis=$(free_port)
    [ "$(id -u)" != 0 ] || chown nobody:nogroup "$place"
    redis_up "$redis"
    postgres_up "$postgres"
    mariadb_up "$mariadb"
    cat > "$place/addresses" << END
POSTGRES_URL=jdbc:postgresql://127.0.0.1:$postgres/shop?user=shop
MARIADB_URL=jdbc:mariadb://127.0.0.1:$mariadb/shop?user=shop
REDIS_ADDRESS=127.0.0.1:$redis
END
}

down() {
    local file pid signal end
    for file in "$place"/*.pid; do
        [ -e "$file" ] || continue # nothing is up
        read -r pid signal < "$file" 2> /dev/null || continue
        end=$((SECONDS + patience))
        kill -s "$signal" "$pid" 2> /dev/null || continue
        while alive "$pid" && [ "$SECONDS" -lt "$end" ]; do
            sleep 0.1
        done
    done
    rm -rf "$place"
}

# ---------------------------------------------------------------- commands

case ${1:-} in
    up)
        install
        mkdir "$place" 2> /dev/null || die "they are up; $0 down ends them"
        trap down EXIT
        up
        trap - EXIT
        echo "The stores are up, until \"$0 down\". Ask them:"
        echo "  env \$(cat $place/addresses) java -jar $here/target/five-stores.jar"
        ;;
    down)
        down
        ;;
    hold)
        [ -z "$(missing)" ] || die "not installed: $(missing | xargs)"
        place=$(mktemp -d)
        trap down EXIT
        trap 'exit 1' INT TERM HUP
        up
        cat "$place/addresses"
        echo
        while read -r _; do :; done # until standard input ends, also because the parent did
        ;;
    missing)
        missing
        ;;
    *)
        die "up, down, hold or missing?"
        ;;
esac
