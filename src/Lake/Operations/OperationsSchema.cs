namespace Carelake.Lake.Operations;

/// <summary>
/// The tables of the operational database, the same text for SQLite and PostgreSQL. Moments are ISO 8601 UTC text, which sorts
/// as time does; ids are UUIDv7 text, which sorts as they were made.
/// </summary>
internal static class OperationsSchema
{
    /// <summary>Raised when the tables below change shape.</summary>
    public const int Version = 2;

    /// <summary>What the tables of version 1 lack.</summary>
    public const string From1 = """
        alter table carelake_batch add column rows_dismissed bigint;
        alter table carelake_batch add column dismissed_reason text;
        alter table carelake_audit add column rows_dismissed bigint not null default 0;
        """;

    public const string Create = """
        create table if not exists carelake_schema (version bigint not null primary key);

        create table if not exists carelake_run (
            run_id text not null primary key,
            project text not null,
            started_at text not null,
            finished_at text,
            status text not null,
            options text not null,
            error text
        );

        create table if not exists carelake_batch (
            batch_id text not null primary key,
            run_id text not null,
            source_id text not null,
            table_name text not null,
            batch_number bigint not null,
            status text not null,
            landed_sha256 text not null,
            landed_object text not null,
            landed_at text not null,
            is_full_snapshot bigint not null,
            watermark_from text,
            watermark_to text,
            rows_read bigint,
            rows_loaded bigint,
            rows_quarantined bigint,
            bronze_version bigint,
            rows_dismissed bigint,
            dismissed_reason text,
            unique (source_id, table_name, batch_number)
        );

        create index if not exists carelake_batch_pending on carelake_batch (status, source_id, table_name);

        create table if not exists carelake_watermark (
            source_id text not null,
            table_name text not null,
            state text,
            batch_id text not null,
            updated_at text not null,
            primary key (source_id, table_name)
        );

        create table if not exists carelake_source_switch (
            source_id text not null primary key,
            is_active bigint not null,
            changed_by text not null,
            changed_at text not null
        );

        create table if not exists carelake_audit (
            audit_id text not null primary key,
            run_id text not null,
            layer text not null,
            table_name text not null,
            source_id text,
            batch_id text,
            status text not null,
            rows_read bigint not null,
            rows_loaded bigint not null,
            rows_updated bigint not null,
            rows_quarantined bigint not null,
            rows_duplicate bigint not null,
            watermark_from text,
            watermark_to text,
            started_at text not null,
            duration_ms bigint not null,
            version_written bigint,
            code text,
            error text,
            rows_dismissed bigint not null default 0
        );

        create index if not exists carelake_audit_run on carelake_audit (run_id);
        create index if not exists carelake_audit_table on carelake_audit (table_name, started_at);

        create table if not exists carelake_rule_result (
            audit_id text not null,
            run_id text not null,
            table_name text not null,
            source_id text not null,
            rule_name text not null,
            severity text not null,
            rows_checked bigint not null,
            rows_failed bigint not null,
            measure double precision,
            checked_at text not null,
            primary key (audit_id, source_id, rule_name)
        );

        create table if not exists carelake_patient_wish (
            facility_id text not null,
            patient_id text not null,
            is_restricted bigint not null,
            consents text not null,
            changed_at text not null,
            primary key (facility_id, patient_id)
        );

        create table if not exists carelake_event_log (
            log_name text not null primary key,
            log_id text not null unique,
            partitions bigint not null,
            letters bigint not null
        );

        create table if not exists carelake_event_position (
            log_id text not null,
            group_name text not null,
            partition_number bigint not null,
            log_offset bigint not null,
            primary key (log_id, group_name, partition_number)
        );

        create table if not exists carelake_event_letter (
            log_id text not null,
            letter_id bigint not null,
            group_name text not null,
            partition_number bigint not null,
            log_offset bigint not null,
            reason text not null,
            put_aside_at text not null,
            sealed text not null,
            primary key (log_id, letter_id)
        );

        create table if not exists carelake_erasure (
            digest text not null primary key,
            key_id text not null,
            erased_at text not null
        );

        create index if not exists carelake_rule_history on carelake_rule_result (table_name, rule_name, source_id, checked_at);
        """;
}
