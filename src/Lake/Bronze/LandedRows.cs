using System.Globalization;
using Carelake.DuckDb;
using Carelake.Lake.Landing;

namespace Carelake.Lake.Bronze;

/// <summary>
/// A readable landed file as rows: the SELECT that gives them with <c>_position</c> (record number in the file, from 1), and the one that,
/// once the first has run on the same connection, gives the records that are no rows.
/// </summary>
/// <param name="RowsSql">Columns of the file in order, then <c>_position</c>.</param>
/// <param name="RejectsSql"><c>line</c>, <c>reason</c>, <c>payload</c>; null when the format has no unreadable records.</param>
internal sealed record LandedRows(string RowsSql, string? RejectsSql)
{
    /// <summary>The longest record: a FHIR resource or a note can be long, a lost quote must not swallow the file.</summary>
    private const int MaximumRecordBytes = 16 * 1024 * 1024;

    /// <summary>The file holds no record and names no column: there is nothing to append, not even a schema.</summary>
    public bool HasNoColumns { get; init; }

    /// <summary>A record may leave out columns that others of its format have; they are NULL then.</summary>
    public bool MayLackColumns { get; init; }

    /// <summary>Rejects have <c>code</c> and <c>rule</c> of their own.</summary>
    public bool RejectsSayCode { get; init; }

    private static int s_lastRejects;

    /// <summary>Parquet keeps the types of the source.</summary>
    public static LandedRows Parquet(DuckDbConnection connection, string path)
    {
        var file = $"read_parquet({DuckDbSql.Literal(path)}, file_row_number = true)";
        var source = Describe(connection, $"select * from {file}").Where(name => name != "file_row_number").ToList();
        var columns = source.Zip(BronzeColumns.Names(source), (from, to) => $"{DuckDbSql.Identifier(from)} as {DuckDbSql.Identifier(to)}");
        return new($"select {string.Join(", ", columns)}, file_row_number + 1 as _position from {file}", null);
    }

    /// <summary>CSV is text in every column: what a value means is for the mapping to say.</summary>
    /// <remarks>
    /// <c>row_number() over ()</c> streams in file order on one core, at the CPU cost of the parallel scan; the other cores load other
    /// tables meanwhile.
    /// </remarks>
    public static LandedRows Csv(string path, CsvDialect dialect)
    {
        var header = CsvHeader.Names(path, dialect);
        if (header.Count == 0) return new("select 0::bigint as _position where false", null);
        var columns = string.Join(", ", BronzeColumns.Names(header).Select(name => $"{DuckDbSql.Literal(name)}: 'VARCHAR'"));
        // The engine remembers these temporary tables by name, for all of its connections: each scan has names of its own.
        var rejects = string.Create(CultureInfo.InvariantCulture, $"reject_errors_{Interlocked.Increment(ref s_lastRejects)}");
        var file = $"read_csv({Options(path, dialect)}, auto_detect = false, columns = {{{columns}}}, store_rejects = true, " +
            $"rejects_table = '{rejects}', rejects_scan = '{rejects}_scan')";
        return new($"select *, row_number() over () as _position from {file}", $"{CsvRejects} from {rejects} group by line");
    }

    /// <summary>NDJSON: every top-level value as text, nested ones as JSON text, so that types never drift from file to file.</summary>
    /// <param name="connection">Reads the file.</param>
    /// <param name="path">The file.</param>
    /// <param name="hasPositions">Each line gives its place in <c>_position</c>, unique in the file; otherwise it is the line's number.</param>
    public static LandedRows Ndjson(DuckDbConnection connection, string path, bool hasPositions)
    {
        // A separator that cannot stand unescaped in JSON makes each line one value.
        var lines = $"read_csv({DuckDbSql.Literal(path)}, auto_detect = false, header = false, delim = '\u0001', quote = '', escape = '', " +
            $"max_line_size = {MaximumRecordBytes}, columns = {{'record': 'VARCHAR'}})";
        // Other functions of JSON fail on text that is none, and the engine orders conditions as it likes.
        var numbered = "select record, case when json_valid(record) then record end as parseable, _position " +
            $"from (select record, row_number() over () as _position from {lines})";
        var isRow = "coalesce(json_type(parseable) = 'OBJECT', false)";
        var keys = Strings(connection,
            $"select key from (select unnest(json_keys(parseable)) as key, _position from ({numbered}) where {isRow}) group by key order by min(_position), key");
        var position = "_position";
        if (hasPositions && keys.Contains(position))
            position = "coalesce(try_cast(parsed._position as bigint), _position) as _position";
        var columns = keys.Where(key => !hasPositions || key != "_position").ToList();
        var values = columns.Zip(BronzeColumns.Names(columns), (key, name) => $"parsed.{DuckDbSql.Identifier(key)} as {DuckDbSql.Identifier(name)}, ");
        var shape = DuckDbSql.Literal($"{{{string.Join(',', keys.Select(key => $"{System.Text.Json.JsonSerializer.Serialize(key)}:\"VARCHAR\""))}}}");
        var parsed = keys.Count == 0 ? "null" : $"json_transform(parseable, {shape})";
        return new(
            $"select {string.Concat(values)}{position} from (select {parsed} as parsed, _position from ({numbered}) where {isRow})",
            $"select _position as line, 'the line is not a JSON object' as reason, record as payload from ({numbered}) " +
            $"where record is not null and trim(record) <> '' and not {isRow}")
        {
            HasNoColumns = keys.Count == 0,
            MayLackColumns = true,
        };
    }

    /// <summary>
    /// What is wrong with an X12 file (<see cref="Carelake.X12.Tables.X12Tables.Findings"/>): errors wait in quarantine, where somebody has to deal with
    /// them; warnings and remarks are rows.
    /// </summary>
    public static LandedRows Findings(DuckDbConnection connection, string path)
    {
        var all = Ndjson(connection, path, hasPositions: true);
        if (all.HasNoColumns) return all;
        var reason = "concat('SNIP ', snip_level, ', ', coalesce(loop_id || '/', ''), element, ', segment ', segment_number, ': ', message)";
        return all with
        {
            RowsSql = $"select * from ({all.RowsSql}) where severity <> 'error'",
            RejectsSql = $"select _position as line, code, concat('snip-', snip_level) as rule, {reason} as reason, to_json(found)::varchar as payload " +
                $"from ({all.RowsSql}) as found where severity = 'error'",
            RejectsSayCode = true,
        };
    }

    private const string CsvRejects =
        """
        select line, case arg_min(error_type, byte_position)
                when 'MISSING COLUMNS' then 'fewer fields than the header'
                when 'TOO MANY COLUMNS' then 'more fields than the header'
                when 'UNQUOTED VALUE' then 'a quote that is not closed, or stands inside a value'
                when 'LINE SIZE OVER MAXIMUM' then 'the record is too long'
                when 'INVALID ENCODING' then 'bytes that are not of the encoding'
                else 'the record cannot be read' end as reason,
            any_value(csv_line) as payload
        """;

    /// <summary>Names of the columns that a query gives.</summary>
    public static IReadOnlyList<string> Describe(DuckDbConnection connection, string sql) => Strings(connection, $"describe {sql}");

    private static string Options(string path, CsvDialect dialect)
    {
        var quote = DuckDbSql.Literal(dialect.Quote is { } mark ? mark.ToString() : "");
        return $"{DuckDbSql.Literal(path)}, header = {(dialect.HasHeader ? "true" : "false")}, " +
            $"delim = {DuckDbSql.Literal(dialect.Delimiter.ToString())}, quote = {quote}, escape = {quote}, max_line_size = {MaximumRecordBytes}";
    }

    private static List<string> Strings(DuckDbConnection connection, string sql)
    {
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        using var reader = command.ExecuteReader();
        var values = new List<string>();
        while (reader.Read()) values.Add(reader.GetString(0));
        return values;
    }
}
