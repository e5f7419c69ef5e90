#!/bin/sh
# backup.sh FOLDER: a copy of the database, one for each day of the week; the eighth takes the
# place of the first. It needs the command kamtibmas, and the settings in its environment.
set -eu
umask 077
folder=$1
new=$folder/.new-$$
trap 'rm -f "$new"' EXIT

today=$folder/kamtibmas-$(date +%u).backup
kamtibmas backup "$new" >/dev/null
mv "$new" "$today"
echo "$today"
