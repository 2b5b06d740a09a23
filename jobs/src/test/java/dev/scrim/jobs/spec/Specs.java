package dev.scrim.jobs.spec;

/** Specs for tests. */
final class Specs {
    /** Every key, away from its default wherever there is another value. */
    static final String FULL = """
            format: scrim.dataset/1
            name: desk-work
            workspace: s3a://bucket/builds/
            sources:
              - uri: hdfs://nn/raw
                format: scrim.capture/1
              - tables:
                  recordings: {catalog: lake.db.recordings}
                  keyboard:
                    parquet: s3a://bucket/keys
                    columns: {t_us: ts, char: text}
            only: [rec-1, 002]
            consent: {ledger: s3a://bucket/consent.csv, purpose: evaluation}
            actions: {profile: agentnet}
            moments: {profile: agentnet, stable_ms: 100, max_wait_ms: 1000, max_frame_age_ms: 5000, frames: all}
            trajectories: {idle_gap_ms: 60000, max_steps: 50, max_sensitivity: 2}
            readings: {language: eng, models: /models, cache: false}
            redaction:
              policy:
                tax: pane
                medical: drop_frame
                chat: drop_trajectory
                ai_prompt: spans
                credential: block
                finance: block
                hr: keep
                contact: block
                person: block
                picture: pane
                unreadable: block
              timing_grain_ms: 500
            splits: {train: 0.7, validation: 0.2, test: 0.1}
            exports:
              - {format: hf-parquet, shard_mb: 100}
            release: {max_leak_rate: 0.01, review: optional}
            audit: {anchors: /mnt/ledger/out.anchors}
            """;

    private Specs() {}
}
