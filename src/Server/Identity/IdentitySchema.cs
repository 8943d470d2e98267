namespace Carelake.Server.Identity;

/// <summary>
/// The tables of accounts, the same text for SQLite and PostgreSQL. Moments are ISO 8601 UTC text, which sorts as time does; lists are JSON; secrets are digests,
/// but for those of one-time codes, which are encrypted.
/// </summary>
internal static class IdentitySchema
{
    public const string Create = """
        create table if not exists carelake_user (
            user_id text not null primary key,
            user_name text not null unique,
            name text not null,
            roles text not null,
            facilities text not null,
            department text,
            purposes text not null,
            patients text not null,
            trained_until text,
            is_administrator bigint not null,
            is_locked bigint not null,
            locale text not null,
            password_hash text,
            totp_secret text,
            totp_confirmed bigint not null,
            totp_last_step bigint not null,
            external_subject text unique,
            last_sign_in_at text,
            created_at text not null
        );

        create table if not exists carelake_session (
            token_hash text not null primary key,
            user_id text not null,
            key_id text,
            purpose text not null,
            created_at text not null,
            last_seen_at text not null,
            expires_at text not null,
            break_glass_reason text,
            break_glass_until text
        );

        create index if not exists carelake_session_user on carelake_session (user_id);

        create table if not exists carelake_api_key (
            key_id text not null primary key,
            secret_hash text not null,
            user_id text not null,
            name text not null,
            scopes text not null,
            created_at text not null,
            expires_at text not null,
            last_used_at text
        );

        create table if not exists carelake_sign_in_failure (
            name_hash text not null primary key,
            failures bigint not null,
            locked_until text,
            last_at text not null
        );

        create table if not exists carelake_setup (
            id bigint not null primary key,
            token_hash text not null,
            expires_at text not null
        );
        """;
}
