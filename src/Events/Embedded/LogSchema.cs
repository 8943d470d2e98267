namespace Carelake.Events.Embedded;

/// <summary>The tables of the embedded log.</summary>
internal static class LogSchema
{
    /// <summary>Version of the tables.</summary>
    public const long Version = 1;

    /// <summary>
    /// A block is what one group commit stored; <c>first</c> is the offset of its first event. <c>seen</c> has the key of every event kept, and by
    /// <c>seen_position</c> is forgotten together with its block.
    /// </summary>
    public const string Create = """
        create table if not exists meta (name text primary key, value text not null) without rowid;
        create table if not exists data_key (key_id integer primary key, wrapped blob not null);
        create table if not exists block (
            first integer primary key, count integer not null, appended_at integer not null, key_id integer not null, number integer not null, data blob not null);
        create table if not exists seen (key blob primary key, position integer not null) without rowid;
        create index if not exists seen_position on seen (position);
        create table if not exists consumer (name text primary key, position integer not null) without rowid;
        create table if not exists dead_letter (
            id integer primary key autoincrement, name text not null, position integer not null, reason text not null, at integer not null,
            key_id integer not null, number integer not null, data blob not null);
        """;
}
