using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Carelake.Access.Audit;
using Carelake.Access.Reading;
using Carelake.Core;
using Carelake.Events.Embedded;
using Carelake.Lake.Configuration;
using Carelake.Lake.Landing;
using Carelake.Lake.Operations;
using Carelake.Lake.Pipeline;
using Carelake.Lake.Subjects;

namespace Carelake.Access.Subjects;

/// <summary>
/// What people may ask about their own data (UK GDPR articles 15 to 18, DPDP Act sections 11 to 13, 45 CFR 164.522 to 164.526): to know, to have a copy, to have it put
/// right, to have it restricted, to have it erased. Everything done here is in the audit log before it is done.
/// </summary>
/// <param name="services">The edges that a run works through.</param>
/// <param name="project">The project.</param>
/// <param name="governed">The audit log of this process.</param>
/// <param name="keys">Holds the master keys.</param>
public sealed class SubjectRequests(PipelineServices services, Project project, GovernedLake governed, IKeyProvider keys)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    /// <summary>Where people are in the lake.</summary>
    /// <param name="by">Id of who asks.</param>
    /// <param name="subjects">Their records.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    public async Task<SubjectFindings> FindAsync(string by, IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken)
    {
        await AuditAsync(by, "subject-find", subjects, cancellationToken);
        return await Task.Run(() => new SubjectEraser(services, project).Find(subjects, cancellationToken), cancellationToken);
    }

    /// <summary>Writes a copy of everything that is known of people, as a zip.</summary>
    /// <param name="by">Id of who does it.</param>
    /// <param name="subjects">Their records.</param>
    /// <param name="target">Gets the zip.</param>
    /// <param name="withNarrative">With what clinicians wrote.</param>
    /// <param name="cancellationToken">Interrupts.</param>
    /// <returns>Rows by table.</returns>
    /// <exception cref="CarelakeException"><c>LAKE-0902</c> nothing is known of them.</exception>
    public async Task<ImmutableArray<SubjectTable>> ExportAsync(string by, IReadOnlyCollection<SubjectId> subjects, Stream target, bool withNarrative, CancellationToken cancellationToken)
    {
        await AuditAsync(by, "subject-export", subjects, cancellationToken);
        var tables = await Task.Run(() => new SubjectExport(services, project).Write(subjects, target, withNarrative, cancellationToken), cancellationToken);
        return tables.IsEmpty ? throw SubjectEraser.Unknown() : tables;
    }

    /// <summary>Restricts the use of records to the care team, or ends that; it holds for the very next reading.</summary>
    /// <param name="by">Id of who does it.</param>
    /// <param name="subjects">The records.</param>
    /// <param name="isRestricted">Restricted, or not any more.</param>
    /// <param name="cancellationToken">Cancels.</param>
    public async Task RestrictAsync(string by, IReadOnlyCollection<SubjectId> subjects, bool isRestricted, CancellationToken cancellationToken)
    {
        await AuditAsync(by, isRestricted ? "subject-restrict" : "subject-unrestrict", subjects, cancellationToken);
        var known = (await services.Operations.WishesAsync(cancellationToken)).ToDictionary(wish => (wish.FacilityId, wish.PatientId));
        await services.Operations.SetWishesAsync(
            [.. subjects.Select(id => (known.GetValueOrDefault((id.FacilityId, id.PatientId)) ?? new PatientWish(id.FacilityId, id.PatientId, false, "")) with { IsRestricted = isRestricted })], cancellationToken);
        governed.WishesChanged();
    }

    /// <summary>Puts a patient's details right; the correction wins from now on over what sources say, and history shows both.</summary>
    /// <param name="by">Id of who does it.</param>
    /// <param name="subject">The record.</param>
    /// <param name="values">Right values by column of <c>silver.patient</c>; an empty text takes a value away.</param>
    /// <param name="reason">Why, and on whose word; kept encrypted in the audit log.</param>
    /// <param name="cancellationToken">Stops.</param>
    /// <exception cref="CarelakeException">Those of <see cref="SubjectCorrection.RectifyAsync"/>.</exception>
    public async Task RectifyAsync(string by, SubjectId subject, IReadOnlyDictionary<string, string> values, string reason, CancellationToken cancellationToken)
    {
        await governed.Audit.WriteAsync(
            [new() { At = services.Time.GetUtcNow(), User = by, Action = "subject-rectify", Resource = "silver.patient", Purpose = "audit", Decision = "allow", RowCount = 1, Subject = PatientNames.KeyOf(subject.Name), Details = $"{string.Join(',', values.Keys)}: {reason}" }],
            cancellationToken);
        await new SubjectCorrection(services, project).RectifyAsync(subject, values, cancellationToken);
    }

    /// <summary>Erases people: rows and their history, landed records, messages, and the keys of what the audit log says of them. Later loads leave them out.</summary>
    /// <param name="by">Id of who does it.</param>
    /// <param name="ground">Why it is due; names nobody.</param>
    /// <param name="subjects">Their records.</param>
    /// <param name="places">What else keeps people, beside the lake.</param>
    /// <param name="progress">Told what is done next; null when nobody waits.</param>
    /// <param name="cancellationToken">Stops; erasing again goes on.</param>
    /// <exception cref="CarelakeException">Those of <see cref="SubjectEraser.EraseAsync"/>; <c>ACC-0150</c> another process holds keys of the audit log.</exception>
    public async Task<ErasureRecord> EraseAsync(
        string by, string ground, IReadOnlyCollection<SubjectId> subjects, FurtherPlaces places, IProgress<string>? progress, CancellationToken cancellationToken)
    {
        var homes = new AuditHomes(services.Lake, keys);
        if (!places.MayShareAudit) homes.CheckNobodyElse(governed.AuditName);
        await AuditAsync(by, "subject-erase", subjects, cancellationToken);
        var (events, destroyed) = (0L, 0);
        var lake = await new SubjectEraser(services, project).EraseAsync(subjects, ElsewhereAsync, progress, cancellationToken);
        governed.ForgetCopies();
        var record = new ErasureRecord(by, ground, lake, events, destroyed, ErasureRecord.Always);
        await KeepAsync(by, record, cancellationToken);
        return record;

        async Task ElsewhereAsync(CancellationToken stop)
        {
            governed.WishesChanged();
            progress?.Report("event log");
            if (places.Log is { } log) events = await log.EraseAsync(new SubjectMessages(project.Config.Listeners, subjects).IsAbout, stop);
            if (places.ForgetAsync is { } forget) await forget([.. subjects.Select(id => id.Name)], stop);
            var names = subjects.SelectMany(id => PatientNames.Of(id.Name)).ToList();
            destroyed = governed.Audit.Read(trail => names.Count(trail.Keys.Destroy)) + await homes.DestroyAsync(governed.AuditName, names, stop);
        }
    }

    private async Task KeepAsync(string by, ErasureRecord record, CancellationToken cancellationToken)
    {
        var json = JsonSerializer.Serialize(record, Json);
        var folder = Path.Combine(services.Lake.Root, "_carelake", "erasures");
        Directory.CreateDirectory(folder);
        var name = $"{record.Lake.At:yyyyMMdd-HHmmss}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}";
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.json"), json, cancellationToken);
        await File.WriteAllTextAsync(Path.Combine(folder, $"{name}.md"), record.ToMarkdown(), cancellationToken);
        await governed.Audit.WriteAsync(
            [new() { At = services.Time.GetUtcNow(), User = by, Action = "subject-erased", Resource = name, Purpose = "audit", Decision = "allow", RowCount = record.Lake.Rows, AfterHash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json))) }],
            cancellationToken);
    }

    private Task AuditAsync(string by, string action, IReadOnlyCollection<SubjectId> subjects, CancellationToken cancellationToken) => governed.Audit.WriteAsync(
        [.. subjects.Select(id => new AuditEntry { At = services.Time.GetUtcNow(), User = by, Action = action, Resource = "subject", Purpose = "audit", Decision = "allow", Subject = PatientNames.KeyOf(id.Name) })],
        cancellationToken);
}

/// <summary>What keeps people beside tables and landed files.</summary>
/// <param name="Log">The event log; <see langword="null"/> when there is none.</param>
/// <param name="ForgetAsync">Takes patients out of accounts, by <see cref="SubjectId.Name"/>; <see langword="null"/> when there are none.</param>
/// <param name="MayShareAudit">This process is the server, whose own keys are destroyed with the others.</param>
public sealed record FurtherPlaces(EmbeddedEventLog? Log, Func<IReadOnlyCollection<string>, CancellationToken, Task>? ForgetAsync, bool MayShareAudit);
