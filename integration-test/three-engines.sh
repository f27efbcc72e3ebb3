#!/usr/bin/env bash
# Three headless engines – Alice, Bob, and Alice's second device – write to each other on a local Session Network, change what they
# know of each other, and read, while nodes fail, swarms move and the engines are killed. Every twenty rounds everything must be as
# it should: nothing lost, nothing doubled, in order, changes and unread counts agreed on.
#
#   integration-test/three-engines.sh [--rounds N | --minutes N] [--gentle] [--seed N] [--limit SECONDS] [--report] [--keep]
#
#   --rounds N       how often the network gets new faults and at least one engine is killed (200)
#   --minutes N      as many rounds as there is time for
#   --gentle         nobody is killed; instead memory and open files of the engines are watched
#   --seed N         the same faults, texts and moments again; printed at the start (a random one)
#   --limit SECONDS  fails when it is not done by then (five for each round, and two minutes)
#   --report         writes docs/reports/kill-rounds.md, or soak.md with --gentle, also when something is wrong
#   --keep           leaves profiles and logs behind, and says where; a failure does so too
#
# Exit status: 0 all is well, 1 something is lost, doubled or not done in time, 64 wrong arguments.
# Ends only what it has started. Needs nothing but the project's packages (`npm run test:engines` installs them).

set -euo pipefail

cd "$(dirname "${BASH_SOURCE[0]}")/.."

rounds=200
seed=$RANDOM
limit=
minutes=
gentle=
report=
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
    --minutes) minutes=$(number "${2-}") || usage; rounds=999999; shift 2 ;;
    --gentle) gentle=--gentle; shift ;;
    --report) report=--report; shift ;;
    --seed) seed=$(number "${2-}") || usage; shift 2 ;;
    --limit) limit=$(number "${2-}") || usage; shift 2 ;;
    --keep) keep=yes; shift ;;
    *) usage ;;
  esac
done

node=node_modules/.bin/node
[[ -x "$node" ]] || node=node

[[ -z "$minutes" ]] || limit=${limit:-$((minutes * 60 + 420))}
limit=${limit:-$((rounds * 5 + 120))}
work=$(mktemp -d "${TMPDIR:-/tmp}/three-engines-XXXXXX")
story=

# The engines end with the story: their input does.
clean_up() {
  local status=$?
  if [[ -n "$story" ]]; then
    kill "$story" 2>/dev/null || true
    wait "$story" 2>/dev/null || true
  fi
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

if [[ -n "$minutes" ]]; then echo "$minutes minutes, seed $seed."; else echo "$rounds rounds, seed $seed."; fi
"$node" integration-test/engines/story.ts --folder "$work" --rounds "$rounds" --seed "$seed" --limit "$limit" \
  --minutes "$minutes" $gentle $report &
story=$!
# In the background, so that a signal is heard at once.
wait "$story"
