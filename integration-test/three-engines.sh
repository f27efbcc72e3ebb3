#!/usr/bin/env bash
# Three headless engines – Alice, Bob, and Alice's second device – write to each other on a local Session Network while its
# nodes fail and the engines are killed. In the end nothing may be lost and nothing doubled.
#
#   integration-test/three-engines.sh [--rounds N] [--seed N] [--limit SECONDS] [--keep]
#
#   --rounds N       how often the network gets new faults and engines are killed (40)
#   --seed N         the same faults, texts and pauses again; printed at the start (a random one)
#   --limit SECONDS  fails when it is not done by then (900)
#   --keep           leaves profiles and logs behind, and says where; a failure does so too
#
# Exit status: 0 all is well, 1 something is lost, doubled or not done in time, 64 wrong arguments.
# Ends only what it has started. Needs nothing but the project's packages (`npm run test:engines` installs them).

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=40
seed=$RANDOM
limit=900
keep=no

usage() {
  sed -n '2,/^$/s/^# \{0,1\}//p' "${BASH_SOURCE[0]}" >&2
  exit 64
}

number() {
  [[ "${1-}" =~ ^[0-9]{1,6}$ ]] || usage
  printf '%s' "$1"
}

while (($# > 0)); do
  case "$1" in
    --rounds) rounds=$(number "${2-}") || usage; shift 2 ;;
    --seed) seed=$(number "${2-}") || usage; shift 2 ;;
    --limit) limit=$(number "${2-}") || usage; shift 2 ;;
    --keep) keep=yes; shift ;;
    *) usage ;;
  esac
done

node=node_modules/.bin/node
[[ -x "$node" ]] || node=node

work=$(mktemp -d "${TMPDIR:-/tmp}/three-engines-XXXXXX")
started=()

# The engines end with the story: their input does.
clean_up() {
  local status=$? pid
  for pid in "${started[@]+"${started[@]}"}"; do
    kill "$pid" 2>/dev/null || true
    wait "$pid" 2>/dev/null || true
  done
  if [[ "$keep" == yes || "$status" -ne 0 ]]; then
    echo "Profiles and logs: $work"
  else
    rm -rf "$work"
  fi
  exit "$status"
}
trap clean_up EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

# The network says one line when every node listens.
mkfifo "$work/ready"
"$node" ts/local-network/cli.ts --nodes 24 >"$work/ready" 2>"$work/network.log" &
started+=($!)
if ! read -r -t 60 word seed_url <"$work/ready" || [[ "$word" != READY ]]; then
  echo 'The local network did not start:' >&2
  cat "$work/network.log" >&2
  exit 1
fi

echo "A local network at $seed_url; $rounds rounds, seed $seed."
"$node" integration-test/engines/story.ts \
  --network "$seed_url" --folder "$work" --rounds "$rounds" --seed "$seed" --limit "$limit" &
story=$!
started=("$story" "${started[@]}")
# In the background, so that a signal is heard at once.
wait "$story"
