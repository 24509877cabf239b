#!/usr/bin/env bash
# A PostgreSQL for development and tests, apart from any other on this machine.
#
#   scripts/postgres.sh start     start it if it does not run, print its address
#   scripts/postgres.sh stop      stop it, keep the data
#   scripts/postgres.sh reset     stop it, remove the data
#   scripts/postgres.sh status    exit 0 when it runs
#   scripts/postgres.sh url       print its address
#
# It listens on 127.0.0.1 only, on port 55432 or the next free one, and trusts every local
# user: nothing but test data belongs here. Commits are durable (fsync on), as in production.
set -euo pipefail
cd "$(dirname "$0")/.."
root=$PWD

# Root may not run PostgreSQL: it then belongs to the user postgres, who must reach the folder.
as_owner=()
if [ "$(id -u)" -eq 0 ]; then
  as_owner=(runuser -u postgres --)
fi

place() {
  local inside=$root/target/test-services
  mkdir -p "$inside"
  if [ "$(id -u)" -ne 0 ] || ! id postgres >/dev/null 2>&1 || runuser -u postgres -- test -x "$inside"; then
    echo "$inside"
  else
    # The checkout lies where only root may look, for example in /root.
    local outside
    outside=/var/tmp/dengwen-test-services-$(printf '%s' "$root" | sha256sum | cut -c1-8)
    mkdir -p "$outside"
    chmod 755 "$outside"
    echo "$outside"
  fi
}

tools() {
  local found
  found=$(ls -d /usr/lib/postgresql/15/bin /usr/lib/postgresql/*/bin 2>/dev/null | head -n 1)
  if [ -z "$found" ]; then
    echo "No PostgreSQL programs under /usr/lib/postgresql: run scripts/need.sh postgresql-15" >&2
    exit 1
  fi
  echo "$found"
}

free_port() {
  local port
  for port in $(seq 55432 55499); do
    if ! (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
      echo "$port"
      return
    fi
  done
  echo "No free port between 55432 and 55499 on 127.0.0.1." >&2
  exit 1
}

# Before anything else: the package brings the user postgres.
if [ "${1:-}" = start ]; then scripts/need.sh postgresql-15 >&2; fi
home=$(place)
data=$home/pg
port_file=$home/pg.port

running() {
  [ -d "$data" ] && "${as_owner[@]}" "$(tools)/pg_ctl" -D "$data" status >/dev/null 2>&1
}

url() {
  if [ ! -s "$port_file" ]; then
    echo "The test server has not been started yet: scripts/postgres.sh start" >&2
    exit 1
  fi
  echo "postgres://postgres@127.0.0.1:$(cat "$port_file")"
}

create() {
  echo "Creating $data" >&2
  mkdir -p "$data"
  chmod 700 "$data"
  if [ "$(id -u)" -eq 0 ]; then chown postgres: "$data"; fi
  (cd / && "${as_owner[@]}" "$bin/initdb" -D "$data" -U postgres --auth=trust \
    --encoding=UTF8 --locale=C.UTF-8 >/dev/null)
}

start() {
  bin=$(tools)
  exec 9>"$home/pg.lock"
  flock 9
  if ! running; then
    [ -f "$data/PG_VERSION" ] || create
    free_port >"$port_file"
    # No Unix socket: its path would have a length limit. Many tests, many connections.
    (cd / && "${as_owner[@]}" "$bin/pg_ctl" -D "$data" -w -t 60 -l "$data/server.log" start -o "\
      -c listen_addresses=127.0.0.1 -c port=$(cat "$port_file") -c unix_socket_directories='' \
      -c max_connections=300 -c fsync=on -c synchronous_commit=on" >/dev/null 9>&-) || {
      echo "PostgreSQL did not start. The end of its log:" >&2
      tail -n 20 "$data/server.log" >&2
      exit 1
    }
  fi
  url
}

stop() {
  running || return 0
  (cd / && "${as_owner[@]}" "$(tools)/pg_ctl" -D "$data" -w -m fast stop >/dev/null)
}

case ${1:-} in
  start)  start ;;
  stop)   stop ;;
  reset)  stop; rm -rf "$data" "$port_file" ;;
  status) running ;;
  url)    url ;;
  *)      sed -n '2,12s/^# \{0,1\}//p' "$0"; exit 2 ;;
esac
