using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using Carelake.Lake.Subjects;

namespace Carelake.Access.Subjects;

/// <summary>The proof of an erasure: what was taken out, what stays, and on what ground. Names nobody, so that it can be kept.</summary>
/// <param name="By">Who did it.</param>
/// <param name="Ground">Why it was due, as the one who did it wrote.</param>
/// <param name="Lake">Tables and landed files.</param>
/// <param name="Events">Messages of the event log whose bytes were taken out.</param>
/// <param name="AuditKeys">Keys of the audit log destroyed: what it says of the person cannot be read any more.</param>
/// <param name="Kept">What stays.</param>
public sealed record ErasureRecord(string By, string Ground, ErasureReport Lake, long Events, int AuditKeys, ImmutableArray<KeptRecord> Kept)
{
    /// <summary>What stays after every erasure.</summary>
    public static ImmutableArray<KeptRecord> Always { get; } =
    [
        new("Records of the audit log: who did what, when and for what, without what tells of the person", "UK GDPR article 17(3)(b) and (e); 45 CFR 164.316(b)(2): six years; DPDP Act section 8(7)"),
        new("A keyed hash of facility and patient id, so that later loads leave the person out", "UK GDPR article 17(1) and 5(2): the erasure must last and be shown"),
        new("Figures that count people, until the next run computes them anew without the person", "not personal data: no row tells of one person"),
        new("What the sources themselves keep, backups, and extracts that were handed out", "outside of the lake: their keepers must be told (UK GDPR article 19)"),
        new("What live boards remember: patient and visit numbers, places and times, a name until the board is kept again without it; forgotten 120 days after the visit ended", "UK GDPR article 17(3)(c): care that goes on; docs/guides/privacy-requests.md says how to remove it at once"),
        new("Messages at a broker (`events:` of carelake.yaml), encrypted, until the broker drops them after `kept_days`", "UK GDPR article 12(3): they go by themselves; a broker has no way to take one out"),
        new("SQL that was asked of the lake, encrypted in the audit log under the key of who asked", "UK GDPR article 17(3)(e)"),
    ];

    /// <summary>The record for people.</summary>
    public string ToMarkdown()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"# Erasure of {Lake.Records} patient {(Lake.Records == 1 ? "record" : "records")}\n\nDone {Lake.At:yyyy-MM-dd HH:mm} UTC by {By}. Ground: {Ground}\n\n");
        text.Append(CultureInfo.InvariantCulture, $"## Erased\n\n{Lake.Rows:N0} rows of {Lake.Tables.Length} tables, {Lake.Landed.Sum(landed => landed.Records):N0} records of {Lake.Landed.Length} landed files, {Events:N0} messages of the event log, {AuditKeys} keys of the audit log.\n\n");
        text.Append("| table | rows | version that had them | history begins at | files deleted |\n| --- | ---: | ---: | ---: | ---: |\n");
        foreach (var table in Lake.Tables) text.Append(CultureInfo.InvariantCulture, $"| {table.Table} | {table.Rows:N0} | {table.VersionBefore} | {table.Version} | {table.FilesRemoved} |\n");
        text.Append("\n| landed file | for | records made blank |\n| --- | --- | ---: |\n");
        foreach (var landed in Lake.Landed) text.Append(CultureInfo.InvariantCulture, $"| {landed.Object} | {landed.Table} | {(landed.IsWhole ? "the whole file" : $"{landed.Records:N0}")} |\n");
        text.Append("\n## Kept\n\n| what | why |\n| --- | --- |\n");
        foreach (var kept in Kept) text.Append(CultureInfo.InvariantCulture, $"| {kept.What} | {kept.Ground} |\n");
        return text.ToString();
    }

    /// <summary>Counts.</summary>
    public override string ToString() => Lake.ToString();
}

/// <summary>Something that an erasure leaves.</summary>
/// <param name="What">What it is.</param>
/// <param name="Ground">Why it may stay.</param>
public sealed record KeptRecord(string What, string Ground);
