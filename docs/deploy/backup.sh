#!/bin/sh
# backup.sh FOLDER: a copy of the database, one for each day of the week; the eighth takes the
# place of the first. It needs the command kamtibmas, and the settings in its environment.
set -eu
umask 077
folder=$1
new=$folder/.new-$$
trap 'rm -f "$new"' EXIT

kamtibmas backup "$new"
mv "$new" "$folder/kamtibmas-$(date +%u).backup"
