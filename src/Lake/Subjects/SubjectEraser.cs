using System.Collections.Immutable;
using Carelake.Core;
using Carelake.Lake.Catalog;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Materialise;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;

namespace Carelake.Lake.Subjects;

/// <summary>
/// What a person may ask of a lake: where the record is, and that it be erased. Holds the lake as a run does. What it does can be done again after a kill: it
/// begins with a stone that keeps the person out and with what is kept beside the lake, and ends with the patients of silver, by which everything else is found.
/// </summary>
/// <param name="services">The edges that a run works through.</param>
/// <param name="project">The project.</param>
public sealed class SubjectEraser(PipelineServices services, Project project)
{
    /// <summary>Where people are.</summary>
    /// <param name="subjects">Their records.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public SubjectFindings Find(IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken)
    {
        using var session = LakeSession.Open(services.Lake, services.Engine);
        return new SubjectSearch(session, project, services.Lake, subjects, cancellationToken).Find();
    }

    /// <summary>Takes people out of every table, old versions included, and out of landed objects; later loads leave their rows out.</summary>
    /// <param name="subjects">Their records.</param>
    /// <param name="elsewhere">Erases them from what is kept beside the lake, before the lake forgets who they are.</param>
    /// <param name="progress">Told what is done next; null when nobody waits.</param>
    /// <param name="cancellationToken">Stops; erasing again goes on.</param>
    /// <exception cref="CarelakeException">
    /// <c>LAKE-0601</c> a run is going on; <c>LAKE-0902</c> nothing is known of them; <c>LAKE-0903</c> rows have not been taken to silver yet.
    /// </exception>
    public async Task<ErasureReport> EraseAsync(IReadOnlyCollection<SubjectId> subjects, Func<CancellationToken, Task> elsewhere, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        using var held = RunLock.Take(services.Lake.LockFile);
        using var session = LakeSession.Open(services.Lake, services.Engine);
        var search = await Task.Run(() => new SubjectSearch(session, project, services.Lake, subjects, cancellationToken), cancellationToken);
        var findings = search.Find();
        if (findings.IsEmpty) throw Unknown();
        new RowErasure(services, project, session).CheckCaughtUp();
        await new ErasedPeople(services.Operations, services.Landing).AddAsync(subjects, cancellationToken);
        await services.Operations.ForgetWishesAsync([.. subjects.Select(id => (id.FacilityId, id.PatientId))], cancellationToken);
        await elsewhere(cancellationToken);
        var landed = await BlankAsync(session, search, progress, cancellationToken);
        var tables = await Task.Run(() => Remove(session, search, progress, cancellationToken), cancellationToken);
        return new(services.Time.GetUtcNow(), subjects.Count, tables, landed);
    }

    /// <summary>Nothing is known of a patient.</summary>
    public static CarelakeException Unknown() => new("LAKE-0902", "Nothing is known of this patient.", "", "Check facility and patient id; `carelake subject find` lists where a patient is.");

    private async Task<ImmutableArray<ErasedObject>> BlankAsync(LakeSession session, SubjectSearch search, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var batches = (await services.Operations.BatchesAsync(cancellationToken)).ToLookup(batch => LandingZone.RelativePath(batch.LandedSha256), StringComparer.Ordinal);
        var erased = ImmutableArray.CreateBuilder<ErasedObject>();
        foreach (var (file, bronze, positions, lines) in Origins(session, search, cancellationToken))
        {
            var batch = batches[file].FirstOrDefault(batch => $"bronze.{batch.SourceId}_{batch.Table}" == bronze);
            if (batch is null || !services.Landing.Contains(batch.LandedSha256)) continue;
            // Its time to be kept was over: no byte is left.
            if (await services.Landing.SizeBytesAsync(batch.LandedSha256, cancellationToken) == 0) continue;
            progress?.Report($"landing: {batch.SourceId}.{batch.Table}");
            var format = ExtractFormat.FromJson(batch.LandedObject);
            var records = new BlankedRecords(positions, lines)
            {
                Unreadable = format.Kind == FormatKind.Csv ? await UnreadableAsync(session, batch, format, cancellationToken) : new HashSet<long>(),
                Words = SubjectWords.Finder(search.Identifiers),
            };
            await services.Landing.BlankAsync(batch.LandedSha256, format, records, services.Lake.Scratch, cancellationToken);
            erased.Add(new(file, $"{batch.SourceId}.{batch.Table}", positions.Count + lines.Count, !LandedRecords.CanBlank(format)));
        }

        return erased.ToImmutable();
    }

    private static List<(string File, string Bronze, HashSet<long> Positions, HashSet<long> Lines)> Origins(LakeSession session, SubjectSearch search, CancellationToken ct)
    {
        var rows = session.Connection.Rows(
            $"select distinct _landing_file, bronze_table, _position, true from {SubjectSearch.Origins} where _landing_file is not null",
            row => (File: row.GetString(0), Bronze: row.GetString(1), Position: row.GetInt64(2), IsRow: true), ct);
        foreach (var (table, where) in search.Conditions().Where(item => item.Table.StartsWith("quarantine.", StringComparison.Ordinal)))
        {
            rows.AddRange(session.Connection.Rows(
                $"select distinct _landing_file, bronze_table, _position from {TableName.Quote(table)} where code = '{Quality.QuarantineTable.RejectCode}' and _landing_file is not null and {where}",
                row => (File: row.GetString(0), Bronze: row.GetString(1), Position: row.GetInt64(2), IsRow: false), ct));
        }

        return [.. rows.GroupBy(row => (row.File, row.Bronze)).Select(group => (
            group.Key.File, group.Key.Bronze, group.Where(row => row.IsRow).Select(row => row.Position).ToHashSet(), group.Where(row => !row.IsRow).Select(row => row.Position).ToHashSet()))];
    }

    private async Task<HashSet<long>> UnreadableAsync(LakeSession session, BatchRecord batch, ExtractFormat format, CancellationToken cancellationToken)
    {
        using var file = await services.Landing.OpenReadableAsync(batch.LandedSha256, format, services.Lake.Scratch, cancellationToken);
        return WhyQuery.Rejected(session.Connection, file, cancellationToken);
    }

    // Silver goes last, and in it what says whose an encounter is: what is looked for in bronze and quarantine is known from there, also when an erasure that was stopped is done again.
    private ImmutableArray<ErasedTable> Remove(LakeSession session, SubjectSearch search, IProgress<string>? progress, CancellationToken ct)
    {
        var rows = new RowErasure(services, project, session);
        var erased = new List<ErasedTable>();
        foreach (var (table, where) in search.Conditions().OrderBy(item => Order(item.Table)).ThenBy(item => search.IsSearchedBy(item.Table)).ThenBy(item => item.Table, StringComparer.Ordinal).ToList())
        {
            progress?.Report(table);
            if (rows.Remove(table, where, ct) is { } removed) erased.Add(removed);
        }

        return [.. erased];
    }

    private static int Order(string table) => table.Split('.')[0] switch { "quarantine" => 1, "bronze" => 2, "silver" => 3, _ => 0 };
}
