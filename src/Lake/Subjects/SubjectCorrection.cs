using System.Globalization;
using System.Text.Json;
using Carelake.Core;
using Carelake.DuckDb;
using Carelake.Lake.Bronze;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Materialise;
using Carelake.Lake.Models;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>Puts a patient's details right (UK GDPR article 16, DPDP Act section 12, 45 CFR 164.526) and lets the correction take effect.</summary>
/// <param name="services">The edges that a run works through.</param>
/// <param name="project">The project.</param>
public sealed class SubjectCorrection(PipelineServices services, Project project)
{
    private static readonly string[] Fixed = ["facility_id", "patient_id", "patient_key", "modified_date"];

    /// <summary>Keeps a correction and brings the lake up to date with it.</summary>
    /// <param name="subject">The record.</param>
    /// <param name="values">Right values by column of <c>silver.patient</c>; an empty text takes a value away.</param>
    /// <param name="cancellationToken">Stops; what is kept takes effect with the next run.</param>
    /// <exception cref="CarelakeException">
    /// <c>LAKE-0902</c> no such patient; <c>LAKE-0904</c> a column cannot be corrected, or a value is none of its type; those of a run.
    /// </exception>
    public async Task RectifyAsync(SubjectId subject, IReadOnlyDictionary<string, string> values, CancellationToken cancellationToken)
    {
        var model = project.Models.GetValueOrDefault(Corrections.Silver) ?? throw SubjectEraser.Unknown();
        if (values.Count == 0) throw Wrong("", "Give a right value for at least one column.");
        foreach (var column in values.Keys)
        {
            if (!model.Columns.ContainsKey(column) || Fixed.Contains(column))
                throw Wrong(column, $"Name one of: {string.Join(", ", model.Columns.Keys.Except(Fixed))}.");
        }

        var row = await Task.Run(() => Corrected(model, subject, values, cancellationToken), cancellationToken);
        using (RunLock.Take(services.Lake.LockFile))
        using (var loader = new FeedLoader(services.Lake, services.Landing, services.Operations, services.Time))
        {
            var offset = await loader.ReachedAsync(Corrections.SourceId, Corrections.Table, Corrections.SourceId, cancellationToken) + 1;
            var columns = Corrections.Columns(model).ToList();
            var landed = JsonSerializer.SerializeToUtf8Bytes(columns.Zip(row).Where(cell => cell.Second is not null).ToDictionary(cell => cell.First, cell => cell.Second));
            await loader.LoadAsync(
                new(Corrections.SourceId, Corrections.Table, Corrections.SourceId, offset, [.. columns.Select(column => new FeedColumn(column))], [[.. row]], landed), cancellationToken);
        }

        await new PipelineRunner(services).RunAsync(project, new RunOptions { WithoutSources = true }, progress: null, cancellationToken);
    }

    // The whole state: the one that holds now, with the right values in it, from the moment after it began.
    private List<string?> Corrected(ModelSpec model, SubjectId subject, IReadOnlyDictionary<string, string> values, CancellationToken ct)
    {
        using var session = LakeSession.Open(services.Lake, services.Engine);
        if (session.Bind(Corrections.Silver) is null) throw SubjectEraser.Unknown();
        var columns = model.Columns.Keys.ToList();
        var current = session.Connection.Rows(
            $"select {string.Join(", ", columns.Select(column => $"cast({DuckDbSql.Identifier(column)} as varchar)"))}, " +
            $"cast(coalesce({SystemColumns.ValidFrom}, timestamp '1900-01-01') + interval 1 microsecond as varchar) from {TableName.Quote(Corrections.Silver)} " +
            $"where is_current and facility_id = {DuckDbSql.Literal(subject.FacilityId)} and patient_id = {DuckDbSql.Literal(subject.PatientId)}",
            row => Enumerable.Range(0, row.FieldCount).Select(index => row.IsDBNull(index) ? null : row.GetString(index)).ToList(), ct);
        if (current is not [var state]) throw SubjectEraser.Unknown();
        foreach (var (column, value) in values)
        {
            var type = ColumnTypes.ToDuckDb(model.Columns[column].Type);
            if (value.Length > 0 && !session.Connection.Scalar<bool>($"select try_cast({DuckDbSql.Literal(value)} as {type}) is not null", ct))
                throw Wrong(column, string.Create(CultureInfo.InvariantCulture, $"It is of type {model.Columns[column].Type}; dates are written 1980-12-31."));
            state[columns.IndexOf(column)] = value.Length == 0 ? null : value;
        }

        state.Add(string.Join(',', values.Keys));
        return state;
    }

    private static CarelakeException Wrong(string column, string remedy) => new("LAKE-0904", "A column of the patient cannot be corrected so.", column, remedy);
}
