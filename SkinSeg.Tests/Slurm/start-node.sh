#!/bin/bash
# Starts a Slurm cluster of one node on this machine, for tests: start-node.sh FOLDER CPUS. All it writes is in FOLDER, which must not exist yet.
# Afterwards `export SLURM_CONF=FOLDER/slurm.conf` and the commands of Slurm work; stop-node.sh FOLDER ends it.
# Needs root and the packages slurm-wlm and munge (Debian, Ubuntu).
set -euo pipefail

folder=$1
cpus=$2
mkdir -p "$folder"/{munge,state,spool,log}
chmod 0755 "$folder"
chmod 0700 "$folder/munge" # munged insists
memory=$(awk '/MemTotal/ { print int($2 / 1024) }' /proc/meminfo)

# Two ports that nobody listens on, from the number of this process, so that two clusters can run side by side.
port=$((20000 + $$ % 20000))
while (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null || (exec 3<>"/dev/tcp/127.0.0.1/$((port + 1))") 2>/dev/null; do
    port=$((port + 2))
done

cat > "$folder/slurm.conf" <<END
ClusterName=skinseg
SlurmctldHost=$(hostname)(127.0.0.1)
SlurmctldPort=$port
SlurmdPort=$((port + 1))
SlurmUser=$(id -un)
SlurmdUser=$(id -un)
AuthType=auth/munge
AuthInfo=socket=$folder/munge/socket,cred_expire=5
CredType=cred/munge
StateSaveLocation=$folder/state
SlurmdSpoolDir=$folder/spool
SlurmctldPidFile=$folder/slurmctld.pid
SlurmdPidFile=$folder/slurmd.pid
SlurmctldLogFile=$folder/log/slurmctld.log
SlurmdLogFile=$folder/log/slurmd.log
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
SwitchType=switch/none
MpiDefault=none
SelectType=select/cons_tres
SelectTypeParameters=CR_Core
SchedulerParameters=sched_interval=2,batch_sched_delay=1,requeue_setup_env_fail
KillWait=30
MinJobAge=600
ReturnToService=2
NodeName=$(hostname) NodeAddr=127.0.0.1 CPUs=$cpus RealMemory=$memory
PartitionName=tests Nodes=ALL Default=YES MaxTime=INFINITE State=UP
END
export SLURM_CONF=$folder/slurm.conf

mungekey -c -k "$folder/munge/key"
munged --socket="$folder/munge/socket" --key-file="$folder/munge/key" --pid-file="$folder/munge/munged.pid" \
    --log-file="$folder/munge/munged.log" --seed-file="$folder/munge/seed" --force 2>"$folder/log/munged.err"
slurmctld
slurmd -N "$(hostname)"

for _ in $(seq 150); do
    if [ "$(sinfo -h -o %t 2>/dev/null)" = idle ]; then
        exit 0
    fi
    sleep 0.2
done
echo "The node did not come up within 30 s; its logs are in $folder/log:" >&2
tail -n 5 "$folder"/log/*.log >&2
exit 1
