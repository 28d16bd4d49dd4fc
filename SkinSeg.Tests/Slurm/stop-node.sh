#!/bin/bash
# Ends the cluster that start-node.sh started in FOLDER, with all its jobs: stop-node.sh FOLDER. The folder stays.
folder=$1
export SLURM_CONF=$folder/slurm.conf
scancel --quiet --partition=tests 2>/dev/null
for _ in $(seq 50); do
    [ -z "$(squeue -h 2>/dev/null)" ] && break
    sleep 0.2
done
for name in slurmd slurmctld munge/munged; do
    pid=$(cat "$folder/$name.pid" 2>/dev/null) && kill "$pid" 2>/dev/null
    for _ in $(seq 50); do
        [ -n "$pid" ] && kill -0 "$pid" 2>/dev/null || break
        sleep 0.1
    done
done
exit 0
