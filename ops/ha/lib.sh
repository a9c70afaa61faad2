# What the scripts of this folder share. One Debian machine plays seven: each is a network
# namespace on one bridge, so that its cable can be pulled.
#
#   db1 db2   etcd, Patroni and PostgreSQL      10.212.0.11 and .12
#   wit       the third etcd, only a witness    10.212.0.13
#   node1/2   Coordinaat                        10.212.0.21 and .22
#   this one  haproxy                           10.212.0.1:8080
set -euo pipefail

here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
repo=$(cd "$here/../.." && pwd)
dir=${HA_DIR:-/tmp/coordinaat-ha}
bridge=zccbr
net=10.212.0
front=http://$net.1:8080
machines=(db1 db2 wit node1 node2)
etcds=http://$net.11:2379,http://$net.12:2379,http://$net.13:2379

address() {
  case "$1" in
    db1) echo $net.11 ;; db2) echo $net.12 ;; wit) echo $net.13 ;;
    node1) echo $net.21 ;; node2) echo $net.22 ;;
    *) echo "No such machine: $1" >&2; return 1 ;;
  esac
}

inside() { local name=$1; shift; ip netns exec "zcc-$name" "$@"; }

# Starts something on a machine, for as long as the machine runs.
spawn() { # machine, log, command...
  local name=$1 log=$2; shift 2
  setsid ip netns exec "zcc-$name" "$@" >>"$dir/$name/$log" 2>&1 </dev/null &
}

bin=$(ls -d /usr/lib/postgresql/*/bin 2>/dev/null | sort -V | tail -1 || true)

need() {
  [ "$(id -u)" = 0 ] || { echo "Run this as root: it makes network namespaces." >&2; exit 1; }
  local missing=() program package
  while read -r program package; do
    command -v "$program" >/dev/null || missing+=("$package")
  done <<<'ip iproute2
patroni patroni
etcd etcd-server
etcdctl etcd-client
haproxy haproxy
psql postgresql-client
curl curl'
  [ -n "$bin" ] || missing+=(postgresql-15)
  if [ ${#missing[@]} -gt 0 ]; then
    echo "Installing: ${missing[*]}" >&2
    apt-get update -qq >/dev/null
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${missing[@]}" >/dev/null
    bin=$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -1)
  fi
  command -v dotnet >/dev/null || { echo "Needed: the .NET 10 SDK" >&2; exit 1; }
}

# The names of passwords and keys, made once for this cluster.
secrets() {
  if [ ! -f "$dir/secrets" ]; then
    (umask 077; for name in SUPER REPLICA REWIND APP; do
      echo "$name=$(od -An -N16 -tx1 /dev/urandom | tr -d ' \n')"
    done >"$dir/secrets"
    echo "MASTER=$(head -c 32 /dev/urandom | base64 -w0)" >>"$dir/secrets")
  fi
  # shellcheck disable=SC1091
  . "$dir/secrets"
  hosts="Host=$net.11,$net.12;Port=5432;Target Session Attributes=primary"
  journal="$hosts;Database=coordinaat;Username=coordinaat;Password=$APP"
  admin="$hosts;Database=coordinaat;Username=postgres;Password=$SUPER"
}

start_etcd() {
  local name=$1 own; own=$(address "$name")
  spawn "$name" etcd.log etcd --name "$name" --data-dir "$dir/$name/etcd" \
    --listen-peer-urls "http://$own:2380" --initial-advertise-peer-urls "http://$own:2380" \
    --listen-client-urls "http://$own:2379" --advertise-client-urls "http://$own:2379" \
    --initial-cluster "db1=http://$net.11:2380,db2=http://$net.12:2380,wit=http://$net.13:2380" \
    --initial-cluster-state new --heartbeat-interval 300 --election-timeout 3000 \
    --enable-v2 --pre-vote # Without it a member that was away disturbs the others.
}

start_node() {
  local name=$1
  # As systemd would: started again when it ends.
  spawn "$name" node.log env "Vault__MasterKey=$MASTER" "ConnectionStrings__Journal=$journal" \
    Journal__Copies=2 DOTNET_gcServer=0 bash -c '
      while :; do dotnet "$0" serve --demo --data "$1" --url http://0.0.0.0:5080; sleep 1; done' \
    "$dir/program/coordinaat.dll" "$dir/$name/data"
}

start() {
  case "$1" in
    wit) start_etcd wit ;;
    db*) start_etcd "$1"
      spawn "$1" patroni.log runuser -u postgres -- patroni "$dir/$1/patroni.yml" ;;
    node*) start_node "$1" ;;
  esac
}

# The web server's answer, in a second or not at all.
ask() { curl -sf -m 1 -o /dev/null "$@"; }

wait_for() { # seconds, what, command...
  local until=$((SECONDS + $1)) what=$2; shift 2
  while ! "$@" >/dev/null 2>&1; do
    [ $SECONDS -lt $until ] || { echo "Never: $what" >&2; return 1; }
    sleep 0.3
  done
}

is_primary() { ask "http://$(address "$1"):8008/primary"; }
is_sync() { ask "http://$(address "$1"):8008/sync"; }
is_ready() { ask "http://$(address "$1"):5080/health/ready"; }
is_etcd() { curl -sf -m 1 "http://$(address "$1"):2379/health" | grep -q true; }

# Everything runs, and there are two copies.
is_whole() {
  is_etcd db1 && is_etcd db2 && is_etcd wit && is_ready node1 && is_ready node2 \
    && { { is_primary db1 && is_sync db2; } || { is_primary db2 && is_sync db1; }; }
}
