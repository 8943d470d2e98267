using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;

namespace Carelake.Lake.Catalog;

/// <summary>Opens a figure down to its rows, theirs, and so on, to the line of the file that arrived.</summary>
/// <param name="lake">The lake.</param>
/// <param name="engine">What the query may use.</param>
/// <param name="landing">Where the bytes are.</param>
/// <param name="operations">Knows how each landed object is written.</param>
public sealed class WhyQuery(LakeFolder lake, EngineOptions engine, LandingZone landing, OperationsStore operations)
{
    private const string Origin = "_source_id, _batch_id, _landing_file, _position";

    /// <summary>Answers why some rows say what they say.</summary>
    /// <param name="project">The project.</param>
    /// <param name="table">Full table name.</param>
    /// <param name="keys">Column to value, as text; an empty value is NULL.</param>
    /// <param name="limit">Rows shown, and followed further down, at each level.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="CarelakeException">LAKE-0701: no such table; LAKE-0702: no such column; LAKE-0703: no such row.</exception>
    public async Task<WhyNode> RunAsync(
        Project project, string table, IReadOnlyDictionary<string, string> keys, int limit, CancellationToken ct)
    {
        using var session = LakeSession.Open(lake, engine);
        session.BindAll();
        return await RunAsync(session, project, table, keys, limit, _ => true, ct);
    }

    /// <summary>Answers in a session whose tables are bound to what the reader may see.</summary>
    /// <param name="session">The session, with every table of the lake bound.</param>
    /// <param name="project">The project.</param>
    /// <param name="table">Full table name.</param>
    /// <param name="keys">Column to value, as text; an empty value is NULL.</param>
    /// <param name="limit">Rows shown, and followed further down, at each level.</param>
    /// <param name="showsRecords">Whether the records of a bronze table may be shown as they came.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="CarelakeException">LAKE-0701: no such table; LAKE-0702: no such column; LAKE-0703: no such row.</exception>
    public async Task<WhyNode> RunAsync(
        LakeSession session, Project project, string table, IReadOnlyDictionary<string, string> keys, int limit, Func<string, bool> showsRecords, CancellationToken ct)
    {
        if (session.Snapshot(table) is not { } snapshot)
        {
            throw new CarelakeException("LAKE-0701", $"There is no table {table} in the lake.", table, "`carelake tables` lists them.");
        }

        foreach (var column in keys.Keys.Where(column => snapshot.Schema.Find(column) is null))
        {
            throw new CarelakeException(
                "LAKE-0702", $"{table} has no column {column}.", table, $"It has {string.Join(", ", snapshot.Schema.Fields.Select(field => field.Name))}.");
        }

        var where = keys.Select(key => key.Value.Length == 0
            ? $"{DuckDbSql.Identifier(key.Key)} is null"
            : $"cast({DuckDbSql.Identifier(key.Key)} as varchar) = {DuckDbSql.Literal(key.Value)}").DefaultIfEmpty("true");
        var walk = new Walk(session, project, limit, ct);
        var top = walk.Down(table, $"select * from {TableName.Quote(table)} where {string.Join(" and ", where)}", "", 0);
        return top.RowCount == 0
            ? throw new CarelakeException("LAKE-0703", "No row has these values.", table, "`carelake sql` shows which there are.")
            : await WithRecordsAsync(session, top, showsRecords, ct);
    }

    // The engine has found the places; the bytes are fetched after.
    private async Task<WhyNode> WithRecordsAsync(LakeSession session, WhyNode node, Func<string, bool> showsRecords, CancellationToken ct)
    {
        if (node.Table.StartsWith("bronze.", StringComparison.Ordinal))
            return node with { Records = await RecordsAsync(session, node, showsRecords(node.Table), ct) };
        var under = ImmutableArray.CreateBuilder<WhyNode>();
        foreach (var child in node.Under) under.Add(await WithRecordsAsync(session, child, showsRecords, ct));
        return node with { Under = under.ToImmutable() };
    }

    private async Task<ImmutableArray<LandedRecord>> RecordsAsync(LakeSession session, WhyNode bronze, bool isShown, CancellationToken ct)
    {
        var batchColumn = bronze.Columns.IndexOf("_batch_id");
        var positionColumn = bronze.Columns.IndexOf("_position");
        var records = ImmutableArray.CreateBuilder<LandedRecord>();
        foreach (var group in bronze.Rows.GroupBy(row => row[batchColumn]))
        {
            if (!Guid.TryParse(group.Key, out var id) || await operations.BatchAsync(id, ct) is not { } batch) continue;
            var positions = group.Select(row => long.Parse(row[positionColumn] ?? "0", CultureInfo.InvariantCulture)).ToHashSet();
            using var file = await landing.OpenReadableAsync(batch.LandedSha256, ExtractFormat.FromJson(batch.LandedObject), lake.Scratch, ct);
            var texts = Texts(session.Connection, file, positions, ct);
            records.AddRange(texts.OrderBy(text => text.Key).Select(text => new LandedRecord(
                $"{batch.SourceId}.{batch.Table}, batch {batch.Number}", LandingZone.RelativePath(batch.LandedSha256), text.Key, text.Value.Line, isShown ? text.Value.Text : "***")));
        }

        return records.ToImmutable();
    }

    private static Dictionary<long, (long? Line, string Text)> Texts(
        DuckDbConnection connection, ReadableFile file, IReadOnlySet<long> positions, CancellationToken ct) => file.Format.Kind switch
    {
        FormatKind.Parquet => ParquetRows(connection, file.Path, positions, ct),
        FormatKind.Ndjson => WithLines(RecordText.Lines(file.Path, positions)),
        _ => WithLines(RecordText.Csv(file.Path, file.Format.Csv ?? new CsvDialect(), positions, Rejected(connection, file, ct))),
    };

    private static Dictionary<long, (long? Line, string Text)> WithLines(IReadOnlyDictionary<long, (long Line, string Text)> texts) =>
        texts.ToDictionary(text => text.Key, text => ((long?)text.Value.Line, text.Value.Text));

    private static Dictionary<long, (long? Line, string Text)> ParquetRows(
        DuckDbConnection connection, string path, IReadOnlySet<long> positions, CancellationToken ct)
    {
        var file = $"read_parquet({DuckDbSql.Literal(path)}, file_row_number = true)";
        return connection.Rows(
            $"select file_row_number + 1, to_json(r) from (select * from {file} where file_row_number + 1 in ({string.Join(", ", positions)})) r",
            row => (row.GetInt64(0), row.GetString(1)), ct).ToDictionary(row => row.Item1, row => ((long?)null, row.Item2));
    }

    /// <summary>Records of a CSV file that are no rows, counted from 1 with the header.</summary>
    internal static HashSet<long> Rejected(DuckDbConnection connection, ReadableFile file, CancellationToken ct)
    {
        var rows = LandedRows.Csv(file.Path, file.Format.Csv ?? new CsvDialect());
        connection.Execute($"select count(*) from ({rows.RowsSql})", ct);
        return rows.RejectsSql is null ? [] : [.. connection.Rows($"select cast(line as bigint) from ({rows.RejectsSql})", row => row.GetInt64(0), ct)];
    }

    private sealed class Walk(LakeSession session, Project project, int limit, CancellationToken ct)
    {
        // Deeper than any chain of models: a circle of `why` would otherwise never end.
        private const int Deepest = 12;

        public WhyNode Down(string table, string rowsSql, string relation, int depth)
        {
            var name = $"_why{depth}";
            var count = session.Connection.Scalar<long>($"select count(*) from ({rowsSql})", ct);
            session.Connection.Execute($"create or replace temp table {name} as select * from ({rowsSql}) limit {limit}", ct);
            var columns = LandedRows.Describe(session.Connection, $"select * from {name}").ToImmutableArray();
            var rows = session.Connection.Rows(
                $"select * from {name}",
                row => Enumerable.Range(0, row.FieldCount).Select(i => row.IsDBNull(i) ? null : Text(row.GetValue(i))).ToImmutableArray(), ct);
            var under = rows.Count == 0 || depth >= Deepest ? [] : Under(table, name, depth);
            return new WhyNode(table, relation, count, columns, [.. rows], under);
        }

        private ImmutableArray<WhyNode> Under(string table, string rows, int depth)
        {
            if (project.Models.GetValueOrDefault(table) is not { } model) return [];
            return model.IsSilver ? Bronze(model, rows, depth) : model.Why is { } why ? [Model(why, rows, depth)] : Driver(model, rows, depth);
        }

        private ImmutableArray<WhyNode> Driver(ModelSpec model, string rows, int depth) => model.Incremental is { } incremental
            ? [Model(new WhySpec { Table = incremental.Driver, On = model.Keys.ToDictionary(key => key, key => key) }, rows, depth)]
            : [];

        private WhyNode Model(WhySpec why, string rows, int depth)
        {
            // A roll-up row has NULL where it stands for every value.
            var same = why.On.Select(pair =>
                $"(r.{DuckDbSql.Identifier(pair.Key)} is null or u.{DuckDbSql.Identifier(pair.Value)} = r.{DuckDbSql.Identifier(pair.Key)})").DefaultIfEmpty("true");
            var further = why.Where is { } condition ? $" where ({condition})" : "";
            var relation = why.On.Count == 0 ? "all rows" : string.Join(", ", why.On.Select(pair => pair.Key == pair.Value ? $"same {pair.Key}" : $"{pair.Value} = {pair.Key}"));
            return Down(
                why.Table,
                $"select u.* from (select * from {TableName.Quote(why.Table)}{further}) u where exists (select 1 from {rows} r where {string.Join(" and ", same)})",
                why.Where is null ? relation : $"{relation}, where {why.Where}", depth + 1);
        }

        private ImmutableArray<WhyNode> Bronze(ModelSpec model, string rows, int depth)
        {
            var nodes = ImmutableArray.CreateBuilder<WhyNode>();
            foreach (var mapping in Subjects.Corrections.With(project.MappingsTo(model.Table), model).Where(mapping => session.Snapshot(mapping.BronzeTable) is not null))
            {
                var node = Down(
                    mapping.BronzeTable,
                    $"select b.* from {TableName.Quote(mapping.BronzeTable)} b where exists (select 1 from {rows} r " +
                    $"where r.{SystemColumns.SourceId} = b.{SystemColumns.SourceId} and r.{SystemColumns.BatchId} = b.{SystemColumns.BatchId} and r.{SystemColumns.Position} = b.{SystemColumns.Position})",
                    $"same {Origin}; mapped by {mapping.File}", depth + 1);
                if (node.RowCount > 0) nodes.Add(node);
            }

            return nodes.ToImmutable();
        }

        private static string Text(object value) => value switch
        {
            IEnumerable<object?> list => "[" + string.Join(", ", list.Select(item => item is null ? "" : Text(item))) + "]",
            DateTime moment => moment.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture) ?? "",
        };
    }
}
