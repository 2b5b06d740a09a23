#!/usr/bin/env bash
# Runs a Scrim command on a Spark standalone cluster that it starts here and stops again: one master and two workers of
# one core each, on loopback, from the same jars as local mode. What is built is the same, byte for byte.
#
#   jobs/cluster/standalone.sh build --from recordings --consent consent.csv --to out
#
# The jars must have been built (./mvnw -pl jobs -am package). Environment:
#   JAVA_HOME                the Java to use, 17 or newer
#   SCRIM_EXECUTOR_MEMORY    heap of each executor (default 2g)
#   SCRIM_DRIVER_MEMORY      heap of the driver (default 2g)
#   SCRIM_CLUSTER_LOGS       folder for the processes' logs (default: a temporary one, kept only when something fails)
#   SCRIM_CLUSTER_EVENTS     folder for Spark's event log (default: there is none)
set -euo pipefail
umask 077

here=$(CDPATH='' cd -- "$(dirname "$0")" && pwd -P)
root=$(dirname "$(dirname "$here")")
target=$root/jobs/target
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
executor_memory=${SCRIM_EXECUTOR_MEMORY:-2g}
driver_memory=${SCRIM_DRIVER_MEMORY:-2g}
say() { printf '%s\n' "standalone: $*" >&2; }

app=$(find "$target" -maxdepth 1 -name 'scrim-jobs-*.jar' ! -name '*-tests.jar' ! -name '*-sources.jar' 2>/dev/null | head -n 1)
if [ -z "$app" ] || [ ! -d "$target/lib" ]; then
    say "Cannot find the jars in $target (run ./mvnw -pl jobs -am package)"
    exit 69
fi

temp=$(mktemp -d "${TMPDIR:-/tmp}/scrim-cluster.XXXXXX")
logs=${SCRIM_CLUSTER_LOGS:-$temp/logs}
mkdir -p "$logs" "$temp/home/jars"
pids=()
stop() {
    status=$?
    trap - EXIT
    # Workers end their executors; the master goes last.
    for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
        kill "${pids[i]}" 2>/dev/null || true
        wait "${pids[i]}" 2>/dev/null || true
    done
    if [ "$status" -ne 0 ] && [ -d "$temp/logs" ]; then
        rm -rf "$temp/home" "$temp/work" "$temp/local" "$temp/cluster.conf"
        say "failed with $status; logs are in $temp/logs"
    else
        rm -rf "$temp"
    fi
    exit "$status"
}
trap stop EXIT
trap 'exit 130' INT TERM

# What Spark's launcher asks of an installation: a folder with the jars. Executors have their class path from it.
for jar in "$target"/lib/*.jar "$app"; do
    ln -s "$jar" "$temp/home/jars/"
done
export SPARK_HOME=$temp/home SPARK_SCALA_VERSION=2.13 SPARK_LOCAL_DIRS=$temp/local SPARK_LOCAL_IP=127.0.0.1
# Tesseract would start a thread per core for every one of ours.
export OMP_THREAD_LIMIT=1

# Shuffles are encrypted with a key that travels to the executors: so must the wire be. The secret is this run's own.
secret=$(head -c 32 /dev/urandom | od -An -tx1 | tr -d ' \n')
cat >"$temp/cluster.conf" <<CONF
spark.authenticate          true
spark.authenticate.secret   $secret
spark.network.crypto.enabled  true
spark.network.crypto.authEngineVersion  2
spark.network.crypto.cipher  AES/GCM/NoPadding
spark.port.maxRetries       0
CONF
if [ -n "${SCRIM_CLUSTER_EVENTS:-}" ]; then
    printf 'spark.eventLog.enabled  true\nspark.eventLog.dir  %s\n' "$SCRIM_CLUSTER_EVENTS" >>"$temp/cluster.conf"
fi

opens=()
for package in java.lang java.lang.invoke java.lang.reflect java.io java.net java.nio java.util java.util.concurrent \
    java.util.concurrent.atomic jdk.internal.ref sun.nio.ch sun.nio.cs sun.security.action sun.util.calendar; do
    opens+=("--add-opens=java.base/$package=ALL-UNNAMED")
done
jvm=(-XX:+IgnoreUnrecognizedVMOptions "${opens[@]}" --add-opens=java.security.jgss/sun.security.krb5=ALL-UNNAMED
    --sun-misc-unsafe-memory-access=allow --enable-native-access=ALL-UNNAMED
    -Djdk.reflect.useDirectMethodHandle=false -Dio.netty.tryReflectionSetAccessible=true -Djava.awt.headless=true
    -XX:+UseParallelGC)

# Starts a daemon of class $2 under the name $1.
daemon() {
    name=$1
    class=$2
    shift 2
    "$java" "${jvm[@]}" -Xmx256m -cp "$SPARK_HOME/jars/*" "$class" --properties-file "$temp/cluster.conf" \
        --host 127.0.0.1 --webui-port 0 "$@" >"$logs/$name.log" 2>&1 &
    pids+=($!)
}

listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# A port that is taken makes the master end; then another is tried.
for attempt in 1 2 3 4 5; do
    port=$((20000 + (RANDOM % 20000)))
    if listens "$port"; then
        continue
    fi
    daemon master org.apache.spark.deploy.master.Master --port "$port"
    master_pid=${pids[${#pids[@]} - 1]}
    for ((i = 0; i < 300; i++)); do
        if listens "$port" || ! kill -0 "$master_pid" 2>/dev/null; then
            break
        fi
        sleep 0.2
    done
    if kill -0 "$master_pid" 2>/dev/null && listens "$port"; then
        break
    fi
    if [ "$attempt" -eq 5 ]; then
        say "Cannot start the master"
        exit 70
    fi
done
master=spark://127.0.0.1:$port
for worker in 1 2; do
    daemon "worker-$worker" org.apache.spark.deploy.worker.Worker --cores 1 --memory "$executor_memory" \
        --work-dir "$temp/work/$worker" "$master"
done

# Waits for both executors: with one, a small build would be over before the other came.
"$java" "${jvm[@]}" -Xmx"$driver_memory" -Dscrim.home="$root" -cp "$SPARK_HOME/jars/*" \
    org.apache.spark.deploy.SparkSubmit \
    --master "$master" --deploy-mode client --properties-file "$temp/cluster.conf" \
    --conf spark.driver.host=127.0.0.1 --conf spark.driver.bindAddress=127.0.0.1 \
    --conf spark.executor.memory="$executor_memory" --conf spark.executor.cores=1 --conf spark.cores.max=2 \
    --conf spark.scheduler.minRegisteredResourcesRatio=1.0 --conf spark.scheduler.maxRegisteredResourcesWaitingTime=120s \
    --conf spark.executorEnv.OMP_THREAD_LIMIT=1 \
    --conf "spark.executor.extraJavaOptions=-XX:+UseParallelGC -Djava.awt.headless=true" \
    --class dev.scrim.jobs.cli.Main "$app" "$@"
