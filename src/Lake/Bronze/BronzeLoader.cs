using System.Collections.Immutable;
using System.Globalization;
using Carelake.Core;
using Carelake.Delta.Schema;
using Carelake.Delta.Writes;
using Carelake.DuckDb;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Quality;
using Carelake.X12.Tables;

namespace Carelake.Lake.Bronze;

/// <summary>
/// Appends one landed object to its bronze table, exactly once: the commit says which batch it holds, so that a batch tried again after a
/// kill is found there. Records that are no rows go to quarantine under a commit that says the same.
/// </summary>
/// <param name="lake">The lake.</param>
/// <param name="engine">The run's engine.</param>
/// <param name="time">Clock of commits.</param>
/// <param name="reached">Told the name of each durable point passed; a test may throw there.</param>
internal sealed class BronzeLoader(LakeFolder lake, LakeEngine engine, TimeProvider time, Action<string> reached)
{
    /// <summary>Loads one batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="source">Its source.</param>
    /// <param name="table">Its table.</param>
    /// <param name="mapping">What reads the bronze table; null when nothing does.</param>
    /// <param name="path">A plain file with the landed bytes: UTF-8 CSV, NDJSON or Parquet.</param>
    /// <param name="format">Which of them.</param>
    /// <param name="beforeCommit">Called when the rows are written and not yet committed; what it throws undoes the load.</param>
    /// <param name="withoutBlank">Records of the object were made blank: rows without any value are left out.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="CarelakeException">
    /// LAKE-0310 a key column is missing; LAKE-0311 a column that the mapping needs is missing; LAKE-0312 a column changed its type;
    /// LAKE-0313 the file cannot be read as its format. Nothing is written then.
    /// </exception>
    public BronzeOutcome Load(
        BatchRecord batch, SourceConfig source, TableConfig table, MappingSpec? mapping, string path, ExtractFormat format, Action? beforeCommit, bool withoutBlank, CancellationToken ct)
    {
        var name = Project.BronzeTableOf(source, table);
        using var session = engine.OpenSession();
        var connection = session.Connection;
        var rows = Readable(batch, name, () => Rows(connection, path, format));
        if (rows.HasNoColumns)
        {
            beforeCommit?.Invoke();
            return OnlyRejects(session, name, batch, rows, ct);
        }

        var schema = Readable(batch, name, () => SchemaOf(connection, rows.RowsSql));
        var snapshot = session.Snapshot(name);
        var drift = snapshot is null ? null : SchemaDrift.Between(WithoutOrigin(snapshot.Schema), schema);
        Check(session, batch, table, name, rows.MayLackColumns ? null : mapping, schema, drift);

        var blank = withoutBlank ? $"coalesce({string.Join(", ", schema.Fields.Select(field => $"cast({DuckDbSql.Identifier(field.Name)} as varchar)").DefaultIfEmpty("''"))}) is null" : "false";
        var blankCount = withoutBlank ? connection.Scalar<long>($"select count(*) from ({rows.RowsSql}) where {blank}", ct) : 0;
        var wanted = withoutBlank ? $"select * from ({rows.RowsSql}) where not ({blank})" : rows.RowsSql;
        var commit = Readable(batch, name, () => Append(connection, name, batch, wanted, beforeCommit, ct));
        reached("bronze-written");
        var rejected = WriteRejects(session, name, batch, rows, isScanned: !commit.AlreadyApplied, ct);
        var loaded = commit.AlreadyApplied ? CountOf(session, name, batch, ct) : commit.RowsAdded;
        return new BronzeOutcome(
            loaded + rejected + blankCount, loaded, rejected, commit.Version, drift?.Added ?? [], drift?.Missing ?? []) { RowsBlank = blankCount };
    }

    /// <summary>How many records a landed object holds, readable or not.</summary>
    /// <param name="batch">Its batch.</param>
    /// <param name="name">The bronze table.</param>
    /// <param name="path">A plain file with the landed bytes.</param>
    /// <param name="format">Its format.</param>
    /// <param name="ct">Interrupts.</param>
    /// <exception cref="CarelakeException">LAKE-0313: the file cannot be read as its format.</exception>
    public long CountRecords(BatchRecord batch, string name, string path, ExtractFormat format, CancellationToken ct)
    {
        using var session = engine.OpenSession();
        return Readable(batch, name, () =>
        {
            var rows = Rows(session.Connection, path, format);
            var readable = rows.HasNoColumns ? 0 : session.Connection.Scalar<long>($"select count(*) from ({rows.RowsSql})", ct);
            return readable + (rows.RejectsSql is null ? 0 : session.Connection.Scalar<long>($"select count(*) from ({rows.RejectsSql})", ct));
        });
    }

    /// <summary>The highest batch number that bronze has of a source table; zero for none. The proof that outlives the operational database.</summary>
    public long LastNumber(SourceConfig source, TableConfig table)
    {
        var delta = lake.Table(Project.BronzeTableOf(source, table));
        if (!delta.Exists()) return 0;
        using var connection = engine.Connect();
        return delta.Snapshot(connection).Transactions.GetValueOrDefault($"{source.Id}.{table.Name}");
    }

    /// <summary>The rows of a plain file.</summary>
    public static LandedRows Rows(DuckDbConnection connection, string path, ExtractFormat format) => format.Kind switch
    {
        FormatKind.Parquet => LandedRows.Parquet(connection, path),
        FormatKind.Csv => LandedRows.Csv(path, format.Csv ?? new CsvDialect()),
        _ when format.Record == X12Tables.Findings.Name => LandedRows.Findings(connection, path),
        _ => LandedRows.Ndjson(connection, path, format.HasPositions),
    };

    private DeltaCommit Append(DuckDbConnection connection, string name, BatchRecord batch, string rowsSql, Action? beforeCommit, CancellationToken ct)
    {
        var origin = $"{DuckDbSql.Literal(batch.SourceId)} as _source_id, {DuckDbSql.Literal(batch.BatchId.ToString())} as _batch_id, " +
            $"{DuckDbSql.Literal(LandingZone.RelativePath(batch.LandedSha256))} as _landing_file";
        var change = new DeltaChange
        {
            RowsSql = $"select * exclude (_position), {origin}, cast(_position as bigint) as _position from ({rowsSql})",
            CreateAs = new DeltaTableDefinition { Name = name },
        };
        return lake.Table(name).Write(connection, change, Options(batch) with { EvolveSchema = true, BeforeCommit = Read }, ct);

        void Read()
        {
            reached("bronze-read");
            beforeCommit?.Invoke();
        }
    }

    // A bundle without a resource of the table's type, for one. The batch is done; bronze has nothing to say about it.
    private BronzeOutcome OnlyRejects(LakeSession session, string name, BatchRecord batch, LandedRows rows, CancellationToken ct)
    {
        var rejected = WriteRejects(session, name, batch, rows, isScanned: true, ct);
        return new BronzeOutcome(rejected, 0, rejected, session.Snapshot(name)?.Version ?? 0, [], []);
    }

    private long WriteRejects(LakeSession session, string name, BatchRecord batch, LandedRows rows, bool isScanned, CancellationToken ct)
    {
        if (rows.RejectsSql is null) return 0;
        var connection = session.Connection;
        if (!isScanned && rows.RejectsSql.Contains("reject_errors", StringComparison.Ordinal))
            connection.Execute($"select count(*) from ({rows.RowsSql})", ct);
        var count = connection.Scalar<long>($"select count(*) from ({rows.RejectsSql})", ct);
        if (count == 0) return 0;
        var quarantine = QuarantineTable.NameOf(name);
        var values = new Dictionary<string, string>
        {
            ["quarantine_id"] = QuarantineTable.IdSql(quarantine, DuckDbSql.Literal(batch.BatchId.ToString()), "line"),
            ["rule"] = rows.RejectsSayCode ? "rule" : "'readable'",
            ["reason"] = "reason",
            ["code"] = rows.RejectsSayCode ? "code" : DuckDbSql.Literal(QuarantineTable.RejectCode),
            ["severity"] = "'error'",
            ["bronze_table"] = DuckDbSql.Literal(name),
            ["_source_id"] = DuckDbSql.Literal(batch.SourceId),
            ["_batch_id"] = DuckDbSql.Literal(batch.BatchId.ToString()),
            ["_landing_file"] = DuckDbSql.Literal(LandingZone.RelativePath(batch.LandedSha256)),
            ["_position"] = "line",
            ["payload"] = "payload",
            ["status"] = "'waiting'",
            ["run_id"] = DuckDbSql.Literal(batch.RunId.ToString()),
            ["quarantined_at"] = DuckDbSql.Literal(time.GetUtcNow().UtcDateTime),
        };
        var change = new DeltaChange
        {
            RowsSql = $"select {QuarantineTable.SelectList(values)} from ({rows.RejectsSql})",
            CreateAs = new DeltaTableDefinition { Name = quarantine },
        };
        lake.Table(quarantine).Write(connection, change, Options(batch), ct);
        reached("bronze-rejects-written");
        return count;
    }

    private CommitOptions Options(BatchRecord batch) => new()
    {
        Transactions = [new($"{batch.SourceId}.{batch.Table}", batch.Number)],
        UserMetadata = batch.BatchId.ToString(),
        Clock = time,
    };

    private static long CountOf(LakeSession session, string name, BatchRecord batch, CancellationToken ct)
    {
        session.Bind(name);
        return session.Connection.Scalar<long>(
            $"select count(*) from {TableName.Quote(name)} where _batch_id = {DuckDbSql.Literal(batch.BatchId.ToString())}", ct);
    }

    private static void Check(
        LakeSession session, BatchRecord batch, TableConfig table, string name, MappingSpec? mapping, StructType schema, SchemaDrift? drift)
    {
        var keys = BronzeColumns.Names(table.Keys);
        if (schema.Fields.Length > 0 && keys.FirstOrDefault(key => schema.Find(key) is null) is { } missing)
        {
            throw new CarelakeException(
                "LAKE-0310", $"The key column {missing} is missing from the source.", name,
                "Correct `keys` of the table in carelake.yaml, or ask the source's owner what became of the column. Other tables go on.");
        }

        if (drift is null) return;
        if (drift.Retyped.Length > 0)
        {
            throw new CarelakeException(
                "LAKE-0312", $"A column changed its type: {string.Join("; ", drift.Retyped)}.", name,
                "Cast the column to its old type in the source's `query`, or move the bronze table aside and load it anew with --full, or give the " +
                $"batch up with `carelake quarantine dismiss {batch.BatchId} --reason TEXT`. Other tables go on.");
        }

        if (drift.Missing.Length > 0 && mapping is not null) CheckMapping(session, name, mapping, schema, drift);
    }

    // What a mapping needs is what it does not bind without.
    private static void CheckMapping(LakeSession session, string name, MappingSpec mapping, StructType schema, SchemaDrift drift)
    {
        var columns = schema.Fields.Select(field => $"cast(null as {DuckDbTypes.Of(field.Type)}) as {DuckDbSql.Identifier(field.Name)}");
        string[] origin = ["null::varchar as _source_id", "null::varchar as _batch_id", "null::varchar as _landing_file", "null::bigint as _position"];
        session.Bind(name, $"select {string.Join(", ", columns.Concat(origin))} where false");
        try
        {
            session.Connection.Execute($"explain {ToleratedColumns.Without(mapping.Sql, drift.Missing)}");
        }
        catch (DuckDbException exception) when (exception.ErrorType is DuckDbErrorType.Binder)
        {
            throw new CarelakeException(
                "LAKE-0311", $"The source no longer has {string.Join(", ", drift.Missing)}, which the mapping needs.", mapping.File,
                "If the column was renamed, name it so in the mapping, with coalesce over the old and the new name; else ask the source's owner. " +
                "The batch waits in landing and is loaded by the next run. Other tables go on.", exception);
        }
    }

    private static StructType SchemaOf(DuckDbConnection connection, string rowsSql)
    {
        using var command = connection.CreateCommand($"describe select * exclude (_position) from ({rowsSql})");
        using var reader = command.ExecuteReader();
        var fields = ImmutableArray.CreateBuilder<StructField>();
        while (reader.Read()) fields.Add(new StructField(reader.GetString(0), DuckDbTypes.ToDelta(reader.GetString(1)), Nullable: true));
        return new StructType(fields.ToImmutable());
    }

    private static StructType WithoutOrigin(StructType schema) =>
        new([.. schema.Fields.Where(field => !BronzeColumns.Origin.Contains(field.Name, StringComparer.OrdinalIgnoreCase))]);

    // The engine's own words about a file's bytes may quote them.
    private static T Readable<T>(BatchRecord batch, string name, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (DuckDbException exception) when (exception.ErrorType is DuckDbErrorType.InvalidInput or DuckDbErrorType.Invalid or DuckDbErrorType.Serialization)
        {
            throw Unreadable(batch, name, exception);
        }
        catch (DuckDbException exception) when (exception.ErrorType is DuckDbErrorType.IO
            && exception.Message.Contains("parquet", StringComparison.OrdinalIgnoreCase))
        {
            throw Unreadable(batch, name, exception);
        }
    }

    private static CarelakeException Unreadable(BatchRecord batch, string name, DuckDbException exception) => new(
        "LAKE-0313", "A landed file is damaged or is not of the format it is said to have; its other batches go on.",
        string.Create(CultureInfo.InvariantCulture, $"{name}, batch {batch.Number}"),
        "Ask the sender for the file again; the damaged one stays in landing.", exception);
}
